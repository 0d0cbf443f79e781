import type { Fact, QueueFact, SeatFact } from '../../../shared/metrics/fact'
import type { Figure, FigureCode, FigureWindow, FormulaCode } from '../../../shared/metrics/figure'
import type { FigureSettings } from '../../../shared/metrics/figure-settings'
import { Figures, type KeptSpans } from '../../../shared/metrics/figures'
import { dayWindow } from '../../../shared/metrics/half-hours'
import type { OrderFact, OrderHappening } from '../../../shared/metrics/order-fact'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import type { SeatStateKind } from '../../../shared/queue/seat-state'
import { figureRules } from './rules'

/** `23 10:42:36` in November 2026, in Chongqing. */
export function at(text: string): number {
  return Date.parse(`2026-11-${text.replace(' ', 'T')}+08:00`)
}

/** The local day of the 23rd, a Monday. */
export const monday: FigureWindow = dayWindow(at('23 12:00:00'))
export const tuesday: FigureWindow = dayWindow(at('24 12:00:00'))

const caller = { maskedNumber: '154****0012', callerKey: null, earlierToday: 0, risk: null }

interface Told {
  readonly queue?: string
  readonly extension?: string
  /** When the desk heard of it; at once where nothing is said. */
  readonly heardAt?: string
  readonly drill?: boolean
}

function told(event: QueueEvent, { heardAt, drill = false }: Told): QueueFact {
  return { kind: 'queue', event, heardAt: heardAt === undefined ? event.at : at(heardAt), drill }
}

export function entered(queueCallId: string, when: string, more: Told = {}): QueueFact {
  return told({ kind: 'entered', queueCallId, queue: more.queue ?? 'rights', at: at(when), position: 1, caller }, more)
}

export function offered(queueCallId: string, when: string, more: Told = {}): QueueFact {
  return told({ kind: 'offered', queueCallId, queue: more.queue ?? 'rights', extension: more.extension ?? '8001', at: at(when) }, more)
}

export function answered(queueCallId: string, when: string, waitedMs: number, more: Told = {}): QueueFact {
  return told({ kind: 'answered', queueCallId, queue: more.queue ?? 'rights', extension: more.extension ?? '8001', at: at(when), waitedMs }, more)
}

export function left(queueCallId: string, when: string, waitedMs: number, why: Extract<QueueEvent, { kind: 'left' }>['why'] = 'hung-up', more: Told = {}): QueueFact {
  return told({ kind: 'left', queueCallId, queue: more.queue ?? 'rights', at: at(when), why, waitedMs }, more)
}

export function completed(queueCallId: string, when: string, how: Extract<QueueEvent, { kind: 'completed' }>['how'] = 'caller', more: Told = {}): QueueFact {
  return told({ kind: 'completed', queueCallId, queue: more.queue ?? 'rights', extension: more.extension ?? '8001', at: at(when), how }, more)
}

export function held(queueCallId: string, when: string, on: boolean, more: Told = {}): QueueFact {
  return told({ kind: 'held', queueCallId, extension: more.extension ?? '8001', at: at(when), on }, more)
}

export function seat(name: string, state: SeatStateKind, since: string, queueCallId: string | null = null, heardAt = since): SeatFact {
  return { kind: 'seat', seat: name, state, since: at(since), queueCallId, heardAt: at(heardAt), drill: false }
}

/** An order as the desk has taken it down, one event after the other. `heardAt` of all of them, for one that was written offline. */
export function orderOf(orderId: string, steps: readonly (readonly [string, OrderHappening])[], heardAt?: string): OrderFact[] {
  return steps.map(([when, happening], n) => ({
    kind: 'order', id: `${orderId} ${n}`, orderId, version: n + 1, at: at(when), heardAt: at(heardAt ?? when), happening,
  }))
}

export function opened(callAt: string, more: { readonly practice?: boolean; readonly queueCallId?: string } = {}): OrderHappening {
  return { what: 'opened', practice: more.practice ?? false, fromCall: true, callAt: at(callAt), queueCallId: more.queueCallId ?? null }
}

/** What the facts come to, in the order in which they were heard. */
export function figuresOf(facts: readonly Fact[], more: { readonly settings?: Partial<FigureSettings>; readonly keep?: KeptSpans; readonly now?: string } = {}): Figures {
  const figures = new Figures({ ...figureRules, settings: { ...figureRules.settings, ...more.settings }, keep: more.keep ?? figureRules.keep })
  for (const fact of [...facts].sort((one, other) => one.heardAt - other.heardAt)) figures.add(fact)
  if (more.now !== undefined) figures.advance(at(more.now))
  return figures
}

/** A figure as it is spoken of: `above / below = value`. */
export function said(figures: Figures, code: FigureCode, window: FigureWindow = monday, formula?: FormulaCode): string {
  const { numerator, denominator, value } = figures.figure({ code, window, ...(formula === undefined ? {} : { formula }) })
  return `${round(numerator)} / ${denominator} = ${value === null ? 'none yet' : round(value)}`
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

export function rowsOf(figure: Figure): { readonly above: readonly string[]; readonly below: readonly string[] } {
  return { above: [...figure.counted.above].sort(), below: [...figure.counted.below].sort() }
}

import type { QueueEvent } from '../queue/queue-event'
import { lateOnes, type LateFact } from './fact'

type EventOf<K extends QueueEvent['kind']> = Extract<QueueEvent, { kind: K }>

/** What a figure of calls is made of. The rest of the feed (places in line, rings, membership) is for the moment only. */
export type CallEvent = EventOf<'entered' | 'answered' | 'left' | 'completed' | 'held'>

/** Something known about one call: from the PBX, from the seat's wrap-up, or from the order that came of it. */
export type CallFact = { readonly at: number; readonly heardAt: number } & (
  | { readonly what: 'event'; readonly event: CallEvent }
  | { readonly what: 'wrap-up'; readonly fromSeat: string; readonly ms: number }
  /** `null`: the order says nothing (yet) about it. */
  | { readonly what: 'outcome'; readonly orderId: string; readonly hasContent: boolean | null; readonly practice: boolean; readonly late: readonly LateFact[] }
  | { readonly what: 'drill' }
)

/**
 * One call of the hotline from its first entry into a queue to its end: however many seats it rang at, however often it was moved
 * on, put back or transferred. Made anew from all its facts, in whatever order they were heard.
 */
export interface CallRecord {
  readonly enteredAt: number
  /** The queue that it entered first; there it counts. */
  readonly queue: string
  readonly fate: 'waiting' | 'answered' | 'abandoned' | 'sent-away'
  /** Time in queues until the first answer, or until it was over without one, as the PBX has measured it. */
  readonly waitMs: number
  /** All talks of it, hold included; null while one goes on, or there was none. */
  readonly talkMs: number | null
  /** Null where it was never on hold. */
  readonly holdMs: number | null
  readonly wrapUpMs: number
  readonly hasContent: boolean | null
  readonly drill: boolean
  readonly asOf: number
  readonly late: readonly LateFact[]
  /** Of its orders, which only say whether it had content. */
  readonly lateOutcome: readonly LateFact[]
}

/** Null where nothing says that it was ever in a queue. */
export function foldCall(facts: readonly CallFact[], lateAfterMs: number): CallRecord | null {
  const events = facts.flatMap((fact) => (fact.what === 'event' ? [fact.event] : [])).sort(inOrder)
  const entered = ofKind(events, 'entered')
  const answered = ofKind(events, 'answered')
  const left = ofKind(events, 'left')
  const first = entryOf(entered, answered, left)
  if (first === null) return null
  const answer = answered[0]
  const stays = answer === undefined ? left : left.filter(({ at }) => at < answer.at)
  const outcomes = facts.filter((fact) => fact.what === 'outcome')
  return {
    enteredAt: first.at,
    queue: first.queue,
    fate: fateOf(entered, answer, left),
    waitMs: stays.reduce((sum, { waitedMs }) => sum + waitedMs, answer?.waitedMs ?? 0),
    talkMs: talkOf(answered, ofKind(events, 'completed')),
    holdMs: holdOf(ofKind(events, 'held'), ofKind(events, 'completed')),
    wrapUpMs: facts.reduce((sum, fact) => sum + (fact.what === 'wrap-up' ? fact.ms : 0), 0),
    hasContent: contentOf(outcomes.map(({ hasContent }) => hasContent)),
    drill: facts.some((fact) => fact.what === 'drill' || (fact.what === 'outcome' && fact.practice)),
    asOf: Math.max(...facts.map(({ heardAt }) => heardAt)),
    late: lateOnes(facts.filter(({ what }) => what === 'event'), lateAfterMs),
    lateOutcome: outcomes.flatMap(({ late }) => late),
  }
}

/** Only whether it had content is told by its orders. */
export function lateOfCall({ late, lateOutcome }: CallRecord, code: string): readonly LateFact[] {
  return code === 'no-content' ? [...late, ...lateOutcome] : late
}

/** The same order however they were heard, also of two at one moment. */
function inOrder(one: CallEvent, other: CallEvent): number {
  if (one.at !== other.at) return one.at - other.at
  return callEventKey(one) < callEventKey(other) ? -1 : 1
}

/** What makes an event this one and no other: heard again after a gap, it is the same. */
export function callEventKey(event: CallEvent): string {
  const where = 'queue' in event ? event.queue : ''
  const whose = 'extension' in event ? event.extension : ''
  return `${event.at} ${event.kind} ${where} ${whose} ${event.kind === 'held' ? event.on : ''}`
}

function ofKind<K extends CallEvent['kind']>(events: readonly CallEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> & CallEvent => event.kind === kind)
}

/** A desk that began in the middle of a call has not heard it enter; the wait that the PBX tells says when it did. */
function entryOf(entered: readonly EventOf<'entered'>[], answered: readonly EventOf<'answered'>[], left: readonly EventOf<'left'>[]) {
  const known = entered[0]
  if (known !== undefined) return known
  const derived = [...answered, ...left].map(({ at, waitedMs, queue }) => ({ at: at - waitedMs, queue }))
  return derived.reduce<{ at: number; queue: string } | null>((first, each) => (first === null || each.at < first.at ? each : first), null)
}

/** By counting, not by time: two clocks may disagree about what came first. */
function fateOf(entered: readonly unknown[], answer: unknown, left: readonly EventOf<'left'>[]): CallRecord['fate'] {
  if (answer !== undefined) return 'answered'
  const last = left.at(-1)
  if (last === undefined || entered.length > left.length) return 'waiting'
  return last.why === 'hung-up' ? 'abandoned' : 'sent-away'
}

/** The first talk of a seat goes with the first end of that seat, the second with the second. */
function talkOf(answered: readonly EventOf<'answered'>[], completed: readonly EventOf<'completed'>[]): number | null {
  if (answered.length === 0) return null
  let sum = 0
  for (const extension of new Set(answered.map((event) => event.extension))) {
    const begun = answered.filter((event) => event.extension === extension)
    const ended = completed.filter((event) => event.extension === extension)
    if (ended.length < begun.length) return null
    sum += begun.reduce((ms, { at }, n) => ms + Math.max(0, (ended[n]?.at ?? at) - at), 0)
  }
  return sum
}

/** A hold that nobody took back ended with the talk. */
function holdOf(held: readonly EventOf<'held'>[], completed: readonly EventOf<'completed'>[]): number | null {
  if (!held.some(({ on }) => on)) return null
  let sum = 0
  for (const extension of new Set(held.map((event) => event.extension))) {
    let since: number | null = null
    for (const { at, on } of held.filter((event) => event.extension === extension)) {
      if (on) since ??= at
      else if (since !== null) [sum, since] = [sum + at - since, null]
    }
    const begun = since
    const end = begun === null ? undefined : completed.find((event) => event.extension === extension && event.at >= begun)
    if (begun !== null && end !== undefined) sum += end.at - begun
  }
  return sum
}

/** Two orders of one call: it had content as soon as one of them has. */
function contentOf(said: readonly (boolean | null)[]): boolean | null {
  if (said.includes(true)) return true
  return said.includes(false) ? false : null
}

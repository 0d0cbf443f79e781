import type { Acknowledger, Alarm, AlarmWord } from '../../../shared/alarms/alarm'
import type { AlarmSources } from '../../../shared/alarms/alarm-readings'
import type { WallOrders } from '../../../shared/desk-api/wall-api'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import type { FloorBody, FloorSignal, NewFloorSignal } from '../../../shared/floor/floor-signal'
import { nextRedCards, type RedCards } from '../../../shared/floor/red-card'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { DeskCallError } from '../../desk-client/desk-http'
import type { AlarmSubject, WallProblem } from '../wall-port'
import { problemOf } from './steering'

export interface DeskAlarmsPorts {
  readonly newId: NewId
  tell(signal: NewFloorSignal): Promise<Result<number, DeskCallError>>
}

/** What a shared desk's floor and orders say of alarms, and what this wall tells the floor. All times are the desk's. */
export interface DeskAlarms {
  hear(signal: FloorSignal): void
  /** Oldest first. */
  words(): readonly AlarmWord[]
  sources(orders: WallOrders | null, now: number): Pick<AlarmSources, 'openRisks' | 'callsForHelp' | 'silentCalls'>
  subjects(orders: WallOrders | null, now: number): Readonly<Record<string, AlarmSubject>>
  /** Whoever looks on here stands for it: on every wall, once the desk has said so. */
  acknowledge(alarm: Alarm): Promise<Result<void, WallProblem>>
  /** Tells the leads of what nobody has taken, until the desk has it. */
  tellOn(alarms: readonly Alarm[], subjects: Readonly<Record<string, AlarmSubject>>, now: number): void
}

/** As on a lead's console: a call for help of longer ago is nobody's any more. */
const helpWithinMs = 2 * 3_600_000
const againMs = 5_000
const toLeads = { kind: 'leads' } as const

export function createDeskAlarms({ newId, tell }: DeskAlarmsPorts): DeskAlarms {
  const words: AlarmWord[] = []
  const asked = new Map<string, number>()
  let reds: RedCards = []

  const say = (body: FloorBody) => tell({ id: newId(), to: toLeads, body })

  function hear(signal: FloorSignal): void {
    const { body, at, from } = signal
    const by: Acknowledger = { id: from.personId, name: `${from.seat} ${from.name}` }
    const isDrill = (body.kind === 'red-pressed' || body.kind === 'red-dropped') && body.drill
    if (!isDrill) reds = nextRedCards(reds, signal, at)
    if (body.kind === 'alarm-acknowledged') words.push({ what: 'acknowledged', rule: body.rule, subject: body.subject, by, at })
    if (body.kind === 'alarm-escalated') words.push({ what: 'escalated', rule: body.rule, subject: body.subject, by, at })
    // Whoever has accepted a call for help stands for it.
    if (body.kind === 'red-accepted') words.push({ what: 'acknowledged', rule: 'red-opened', subject: body.redId, by, at })
  }

  const callingFor = (now: number) => reds.filter(({ kind, since }) => kind !== 'over' && since > now - helpWithinMs)

  return {
    hear,
    words: () => words,
    sources: (orders, now) => ({
      openRisks: (orders?.risks ?? []).map(({ id, severity, since }) => ({ ticketId: id, level: severity, since })),
      callsForHelp: callingFor(now),
      silentCalls: orders?.silentCalls ?? [],
    }),
    subjects: (orders, now) => Object.fromEntries<AlarmSubject>([
      ...(orders?.risks ?? []).map(({ id, number, isSecret }) => [id, { kind: 'order', number: isSecret ? '' : number }] as const),
      ...(orders?.silentCalls ?? []).map(({ callerKey, maskedNumber }) => [callerKey, { kind: 'caller', number: maskedNumber }] as const),
      ...callingFor(now).map(({ redId, from: { seat, name } }) => [redId, { kind: 'help', seat, name }] as const),
    ]),
    async acknowledge({ rule, subject }) {
      const told = await say({ kind: 'alarm-acknowledged', rule, subject })
      return told.ok ? ok(undefined) : err(problemOf(told.error))
    },
    tellOn(alarms, subjects, now) {
      for (const alarm of alarms) {
        const subject = subjects[alarm.subject]
        // For a call for help the consoles of all leads ring already.
        if (alarm.state !== 'escalated' || alarm.toldAt !== null || subject?.kind === 'help') continue
        if (now - (asked.get(alarm.id) ?? -againMs) < againMs) continue
        asked.set(alarm.id, now)
        void say({ kind: 'alarm-escalated', rule: alarm.rule, subject: alarm.subject, about: (subject?.number ?? alarm.subject).slice(0, longestOnFloor.number) })
      }
    },
  }
}

import type { OpenRisk } from '../metrics/open-risks'
import type { QueueState } from '../queue/queue-state'
import type { SeatStatus } from '../queue/seat-state'
import type { AlarmReading, AlarmReadings } from './alarm'
import type { AlarmRule } from './alarm-settings'

/** A call in which nobody said a word. `callerKey`: as in the feed, never a number. */
export interface SilentCall {
  readonly callerKey: string
  readonly at: number
}

export interface AlarmSources {
  readonly queues: QueueState
  /** When the feed last told anything, a heartbeat included; null: never yet. */
  readonly feedHeardAt: number | null
  readonly seats: readonly SeatStatus[]
  readonly openRisks: readonly Pick<OpenRisk, 'ticketId' | 'level' | 'since'>[]
  readonly callsForHelp: readonly CallForHelp[]
  readonly silentCalls: readonly SilentCall[]
}

/** A press of the help key that is not over; never a drill. */
export interface CallForHelp {
  readonly redId: string
  readonly since: number
}

/** Silent calls of one caller count together for so long. */
export const silentWithinMs = 3_600_000
const fromFeed: readonly AlarmRule[] = ['queue-long', 'wait-long', 'nobody-idle', 'wrap-up-long', 'call-long']

/** Two heartbeats of the feed of queues. */
export const feedStaleMs = 4_000

/** What every rule measures at this moment. When the feed has told nothing for `feedStaleMs`, what it told last is no measurement. */
export function alarmReadings(sources: AlarmSources, now: number): AlarmReadings {
  const silentMs = sources.feedHeardAt === null ? null : Math.max(0, now - sources.feedHeardAt)
  const isStale = silentMs === null || silentMs >= feedStaleMs
  return {
    readings: [
      ...(silentMs === null ? [] : [{ rule: 'feed-stale', subject: '', value: silentMs } as const]),
      ...(isStale ? [] : [...queueReadings(sources.queues, now), ...callReadings(sources.queues, now), ...wrapUpReadings(sources.seats, now)]),
      ...sources.openRisks.filter(({ level }) => level === 'RED').map(({ ticketId, since }): AlarmReading => ({ rule: 'red-opened', subject: ticketId, value: 1, since })),
      ...sources.callsForHelp.map(({ redId, since }): AlarmReading => ({ rule: 'red-opened', subject: redId, value: 1, since })),
      ...silentReadings(sources.silentCalls, now),
    ],
    unknown: silentMs === null ? [...fromFeed, 'feed-stale'] : isStale ? fromFeed : [],
  }
}

function queueReadings({ queues, waiting, members }: QueueState, now: number): AlarmReading[] {
  return queues.flatMap((queue): AlarmReading[] => {
    const here = waiting.filter((call) => call.queue === queue)
    const first = here.reduce((earliest, { enteredAt }) => Math.min(earliest, enteredAt), Infinity)
    const waitedMs = here.length === 0 ? 0 : Math.max(0, now - first)
    const team = members.filter((member) => member.queue === queue)
    const isSomebodyIdle = team.some(({ membership, device }) => membership === 'available' && device === 'idle')
    // Nobody has been idle since the last of them got busy, and it matters since somebody waits.
    const lastBusyAt = team.reduce((latest, { since }) => Math.max(latest, since), -Infinity)
    const helplessMs = here.length === 0 || isSomebodyIdle ? 0 : Math.max(0, now - Math.max(first, lastBusyAt))
    return [
      { rule: 'queue-long', subject: queue, value: here.length },
      { rule: 'wait-long', subject: queue, value: waitedMs },
      { rule: 'nobody-idle', subject: queue, value: helplessMs },
    ]
  })
}

function callReadings({ calls }: QueueState, now: number): AlarmReading[] {
  return calls.map(({ queueCallId, answeredAt }) => ({ rule: 'call-long', subject: queueCallId, value: Math.max(0, now - answeredAt), since: answeredAt }))
}

/** By the seat's code, as it stands on the seat: who sits there is the lead's to know, and nobody's to count. */
function wrapUpReadings(seats: readonly SeatStatus[], now: number): AlarmReading[] {
  return seats.filter(({ state }) => state === 'wrap-up').map(({ seat, since }) => ({ rule: 'wrap-up-long', subject: seat, value: Math.max(0, now - since), since }))
}

function silentReadings(calls: readonly SilentCall[], now: number): AlarmReading[] {
  const recent = calls.filter(({ at }) => at > now - silentWithinMs && at <= now)
  return [...new Set(recent.map(({ callerKey }) => callerKey))].map((subject) => {
    const own = recent.filter(({ callerKey }) => callerKey === subject).map(({ at }) => at)
    // It is over only after an hour without one, so that whatever was said since the first of these is of the same breach.
    return { rule: 'silent-calls', subject, value: own.length, since: Math.min(...own) }
  })
}

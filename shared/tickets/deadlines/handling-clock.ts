import type { EpochMs } from '../../lib/clock'
import { isWorkingDay } from './calendar'
import type { CalendarWarning, WorkCalendar } from './calendar'
import { addDays, endOfDay, localDateOf } from './local-time'
import type { LocalDate } from './local-time'
import { missingYears, nthWorkingDay } from './working-days'
import type { Due } from './working-days'

/** Where the handling limit is counted from. */
export interface ClockStart {
  readonly firstDispatchedAt: EpochMs
  readonly callStartedAt: EpochMs
  /** Submitted without the desk, or kept past the day of the call: the caller's days count from the call, not from the upload. */
  readonly takenOffline: boolean
  /** The lead has reset the clock at a re-dispatch, with a reason. */
  readonly resetByLeadAt: EpochMs | null
}

/** A re-dispatch, a return or a recall never moves the start; only the lead does. */
export function clockStart(facts: ClockStart): EpochMs {
  if (facts.resetByLeadAt !== null) return facts.resetByLeadAt
  return facts.takenOffline ? facts.callStartedAt : facts.firstDispatchedAt
}

/** The clock stands still: parked (挂账), or a result lies with the reviewer. `to` null = it still does. */
export interface Pause {
  readonly why: 'parked' | 'result-checked'
  readonly from: EpochMs
  readonly to: EpochMs | null
}

export interface HandlingClock {
  readonly startsAt: EpochMs
  readonly workingDays: number
  /** Granted extensions in working days. */
  readonly extensions: readonly number[]
  readonly pauses: readonly Pause[]
}

export type ClockReading =
  | ({ readonly kind: 'running' } & Due)
  | {
      readonly kind: 'paused'
      readonly why: Pause['why']
      readonly since: EpochMs
      /** Working days still to come after the pause, the day of its end included. */
      readonly workingDaysLeft: number
      readonly warnings: readonly CalendarWarning[]
    }

/**
 * When the result is due. A working day is left out when the clock stood still at its end (23:59:59), so that what
 * was left before a pause is left after it. A limit that ran out before the pause stays run out.
 */
export function readHandlingClock(clock: HandlingClock, calendar: WorkCalendar): ClockReading {
  const days = clock.extensions.reduce((sum, more) => sum + more, clock.workingDays)
  const start = localDateOf(clock.startsAt)
  const open = clock.pauses.find((pause) => pause.to === null)
  if (open !== undefined) {
    const pausedOn = localDateOf(open.from)
    const used = countedDays(start, pausedOn, clock.pauses, calendar)
    if (used < days) {
      const warnings = missingYears(start, pausedOn, calendar)
      return { kind: 'paused', why: open.why, since: open.from, workingDaysLeft: days - used, warnings }
    }
  }
  const due = nthWorkingDay(start, days, calendar, (date) => isPausedOn(date, clock.pauses))
  return { kind: 'running', dueAt: endOfDay(due.date), warnings: due.warnings }
}

/** Whether the clock stood still at the end of that date. */
export function isPausedOn(date: LocalDate, pauses: readonly Pause[]): boolean {
  const end = endOfDay(date)
  return pauses.some((pause) => pause.from <= end && (pause.to === null || pause.to > end))
}

/** Parked working days, shown beside the handling time and never inside it. Days under review are not among them. */
export function parkedWorkingDays(pauses: readonly Pause[], today: LocalDate, calendar: WorkCalendar): number {
  const parked = pauses.filter((pause) => pause.why === 'parked')
  const first = parked.map((pause) => localDateOf(pause.from)).sort()[0]
  if (first === undefined) return 0
  let count = 0
  for (let date = first; date < today; date = addDays(date, 1)) {
    if (isWorkingDay(date, calendar) && isPausedOn(date, parked)) count += 1
  }
  return count
}

/** Counted days after `start` up to and with `last`. */
export function countedDays(
  start: LocalDate,
  last: LocalDate,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): number {
  let count = 0
  for (let date = addDays(start, 1); date <= last; date = addDays(date, 1)) {
    if (isWorkingDay(date, calendar) && !isPausedOn(date, pauses)) count += 1
  }
  return count
}

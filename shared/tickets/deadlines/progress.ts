import { DAY_MS } from '../../callers/local-day'
import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'
import type { WorkCalendar } from './calendar'
import { isWorkingDay } from './calendar'
import { addDays, endOfDay, isPast, localDateOf, minuteOfDayOf, startOfDay } from './local-time'
import { countedDays, isPausedOn, readHandlingClock } from './handling-clock'
import type { HandlingClock } from './handling-clock'
import type { DeadlineData } from './shipped'
import { nthWorkingDay } from './working-days'

/** How the clock of an order looks: yellow from 80 % of the limit on, red when overdue. */
export type DeadlineLight = 'green' | 'yellow' | 'red' | 'paused'

/** How much of the limit is used, in percent: whole counted days plus the part of today that is over. May pass 100. */
export function usedPercent(clock: HandlingClock, now: EpochMs, calendar: WorkCalendar): number {
  const start = localDateOf(clock.startsAt)
  const today = localDateOf(now)
  const whole = countedDays(start, addDays(today, -1), clock.pauses, calendar)
  const countsToday = today > start && isWorkingDay(today, calendar) && !isPausedOn(today, clock.pauses)
  const part = countsToday ? minuteOfDayOf(now) / 1440 : 0
  return ((whole + part) / limitOf(clock)) * 100
}

export function deadlineLight(clock: HandlingClock, now: EpochMs, data: DeadlineData): DeadlineLight {
  const reading = readHandlingClock(clock, data.calendar)
  if (reading.kind === 'paused') return 'paused'
  if (isPast(reading.dueAt, now)) return 'red'
  return usedPercent(clock, now, data.calendar) >= data.limits.warnings.yellowFromPercent ? 'yellow' : 'green'
}

export interface UnitWarning {
  readonly why: 'percent' | 'days-before-due'
  readonly amount: number
  readonly at: EpochMs
}

/**
 * When the handling unit is warned: at 50 % and 80 % of the limit and one working day before it is due. A warning that
 * would lie before the first counted day is left out; a paused clock has none.
 */
export function unitWarnings(clock: HandlingClock, data: DeadlineData): readonly UnitWarning[] {
  if (readHandlingClock(clock, data.calendar).kind === 'paused') return []
  const { atPercent, workingDaysBeforeDue } = data.limits.warnings
  const days = limitOf(clock)
  const warnings: UnitWarning[] = atPercent.map((percent) => ({
    why: 'percent',
    amount: percent,
    at: momentAfter((days * percent) / 100, clock, data.calendar),
  }))
  if (days > workingDaysBeforeDue) {
    const at = momentAfter(days - workingDaysBeforeDue, clock, data.calendar)
    warnings.push({ why: 'days-before-due', amount: workingDaysBeforeDue, at })
  }
  return warnings.sort((a, b) => a.at - b.at)
}

function limitOf(clock: HandlingClock): number {
  return clock.extensions.reduce((sum, more) => sum + more, clock.workingDays)
}

/** The moment at which so many (also broken) counted days are over. */
function momentAfter(days: number, clock: HandlingClock, calendar: WorkCalendar): EpochMs {
  const whole = Math.floor(days)
  const part = days - whole
  const nth = part === 0 ? whole : whole + 1
  const { date } = nthWorkingDay(localDateOf(clock.startsAt), nth, calendar, (day) => isPausedOn(day, clock.pauses))
  return part === 0 ? endOfDay(date) : epochMs(startOfDay(date) + Math.round(part * DAY_MS))
}

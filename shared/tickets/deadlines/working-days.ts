import type { EpochMs } from '../../lib/clock'
import { isWorkingDay } from './calendar'
import type { CalendarWarning, WorkCalendar } from './calendar'
import { addDays, endOfDay, localDateOf, yearOf } from './local-time'
import type { LocalDate } from './local-time'

/** A due moment. With warnings it is a forecast: a year on the way has no published calendar. */
export interface Due {
  readonly dueAt: EpochMs
  readonly warnings: readonly CalendarWarning[]
}

/**
 * When a limit of `workingDays` (a whole number >= 1) that starts at `start` falls due: counting begins on the working
 * day after the local date of the start (次日起算) and ends at 23:59:59 of the Nth. The hour of the start does not matter.
 * Dates of a year without a published calendar are counted as plain weekdays, and each such year is warned about.
 */
export function dueAfterWorkingDays(start: EpochMs, workingDays: number, calendar: WorkCalendar): Due {
  const counted = nthWorkingDay(localDateOf(start), workingDays, calendar)
  return { dueAt: endOfDay(counted.date), warnings: counted.warnings }
}

/**
 * The Nth working day after `from`, leaving out the days for which `isPaused` says that the clock stood still.
 * @throws when `n` is not a whole number >= 1, or nothing is worked for ten years on end.
 */
export function nthWorkingDay(
  from: LocalDate,
  n: number,
  calendar: WorkCalendar,
  isPaused: (date: LocalDate) => boolean = () => false,
): { readonly date: LocalDate; readonly warnings: readonly CalendarWarning[] } {
  if (!Number.isInteger(n) || n < 1) throw new Error(`a limit is a whole number of working days, at least 1: ${n}`)
  let date = from
  let left = n
  for (let walked = 0; walked < 3660 + n * 7; walked += 1) {
    date = addDays(date, 1)
    if (isWorkingDay(date, calendar) && !isPaused(date)) left -= 1
    if (left === 0) return { date, warnings: missingYears(addDays(from, 1), date, calendar) }
  }
  throw new Error('the calendar has no working day')
}

/** Working days in the dates from `from` (left out) to `to` (counted). */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkCalendar): number {
  let count = 0
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (isWorkingDay(date, calendar)) count += 1
  return count
}

/** One warning for each year touched by the dates `first` to `last` that has no published calendar. */
export function missingYears(first: LocalDate, last: LocalDate, calendar: WorkCalendar): readonly CalendarWarning[] {
  const warnings: CalendarWarning[] = []
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    if (!calendar.publishedYears.has(year)) warnings.push({ code: 'calendar-missing', year })
  }
  return warnings
}

import { z } from 'zod'
import { DAY_MS } from '../../callers/local-day'
import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import { parseLocalDate, weekdayOf, yearOf } from './local-time'
import type { LocalDate } from './local-time'

/**
 * Which dates are worked, as published by the State Council's General Office year by year. Weekdays are worked
 * unless `off`; Saturdays and Sundays are not unless in `weekendWorkdays` (调休). A year that is not in
 * `publishedYears` is unknown, not ordinary.
 */
export interface WorkCalendar {
  readonly off: ReadonlySet<LocalDate>
  readonly weekendWorkdays: ReadonlySet<LocalDate>
  readonly publishedYears: ReadonlySet<number>
}

/** A date was counted by plain weekdays because its year has no published calendar yet. */
export interface CalendarWarning {
  readonly code: 'calendar-missing'
  readonly year: number
}

/** What is wrong with a calendar that somebody entered. */
export type CalendarError =
  | { readonly code: 'calendar-shape'; readonly path: string }
  | { readonly code: 'calendar-year-twice'; readonly year: number }
  | { readonly code: 'calendar-date-outside-year'; readonly date: LocalDate; readonly year: number }
  | { readonly code: 'calendar-date-in-both-lists'; readonly date: LocalDate }
  | { readonly code: 'calendar-makeup-on-weekday'; readonly date: LocalDate }
  | { readonly code: 'calendar-count'; readonly year: number; readonly stated: number; readonly counted: number }

const DateText = z.string().transform((text, context): LocalDate => {
  const date = parseLocalDate(text)
  if (date !== null) return date
  context.addIssue({ code: 'custom', message: 'date' })
  return z.NEVER
})

const YearSchema = z.object({
  year: z.number().int().min(1992).max(9999),
  off: z.array(DateText),
  weekendWorkdays: z.array(DateText),
  /** The number of working days that the publisher states; a checksum on the typing. */
  workingDays: z.number().int().optional(),
  source: z.string(),
})

const CalendarSchema = z.object({ zone: z.literal('Asia/Shanghai'), years: z.array(YearSchema) })

type CalendarYear = z.infer<typeof YearSchema>

/** Reads a calendar table (shipped, or edited by an administrator); the first thing wrong with it is the error. */
export function parseCalendar(data: unknown): Result<WorkCalendar, CalendarError> {
  const parsed = CalendarSchema.safeParse(data)
  if (!parsed.success) return err({ code: 'calendar-shape', path: parsed.error.issues[0]?.path.join('.') ?? '' })
  const { years } = parsed.data
  const calendar: WorkCalendar = {
    off: new Set(years.flatMap((year) => year.off)),
    weekendWorkdays: new Set(years.flatMap((year) => year.weekendWorkdays)),
    publishedYears: new Set(years.map((year) => year.year)),
  }
  const wrong = firstFault(years, calendar)
  return wrong === null ? ok(calendar) : err(wrong)
}

export function isWorkingDay(date: LocalDate, calendar: WorkCalendar): boolean {
  if (calendar.weekendWorkdays.has(date)) return true
  if (calendar.off.has(date)) return false
  const weekday = weekdayOf(date)
  return weekday !== 0 && weekday !== 6
}

function firstFault(years: readonly CalendarYear[], calendar: WorkCalendar): CalendarError | null {
  const seen = new Set<number>()
  for (const year of years) {
    if (seen.has(year.year)) return { code: 'calendar-year-twice', year: year.year }
    seen.add(year.year)
    const fault = faultOfYear(year, calendar)
    if (fault !== null) return fault
  }
  return null
}

function faultOfYear(year: CalendarYear, calendar: WorkCalendar): CalendarError | null {
  for (const date of [...year.off, ...year.weekendWorkdays]) {
    // New Year's notice may move days of the December before (2018-12-29 was worked by the notice for 2019).
    const belongs = yearOf(date) === year.year || date.startsWith(`${year.year - 1}-12-`)
    if (!belongs) return { code: 'calendar-date-outside-year', date, year: year.year }
    if (calendar.off.has(date) && calendar.weekendWorkdays.has(date)) return { code: 'calendar-date-in-both-lists', date }
  }
  for (const date of year.weekendWorkdays) {
    if (weekdayOf(date) % 6 !== 0) return { code: 'calendar-makeup-on-weekday', date }
  }
  const counted = countWorkingDays(year.year, calendar)
  if (year.workingDays !== undefined && year.workingDays !== counted) {
    return { code: 'calendar-count', year: year.year, stated: year.workingDays, counted }
  }
  return null
}

function countWorkingDays(year: number, calendar: WorkCalendar): number {
  let count = 0
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += DAY_MS) {
    if (isWorkingDay(new Date(ms).toISOString().slice(0, 10) as LocalDate, calendar)) count += 1
  }
  return count
}

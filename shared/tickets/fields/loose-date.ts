import { addDays, parseLocalDate, type LocalDate } from '../deadlines/local-time'
import type { LooseDate } from './field-values'

/** A date in Asia/Shanghai to the day or to the month, never 不清楚. */
export type KnownDate = Exclude<LooseDate, 'unclear'>

const pad = (value: number) => String(value).padStart(2, '0')

/** `2026-10`; months outside 1 to 12 run over into the neighbouring years. */
export function monthOf(year: number, month: number): string {
  const index = year * 12 + month - 1
  return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}`
}

/** `2026-10-15`, or null when there is no such day. */
export function dayOf(year: number, month: number, day: number): string | null {
  return parseLocalDate(`${year}-${pad(month)}-${pad(day)}`)
}

export function isKnown(date: LooseDate | undefined): date is KnownDate {
  return date !== undefined && date !== 'unclear'
}

/** Whether one lies certainly after the other: a month and a day within it are not in order, nor out of it. */
export function isAfter(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  return one.slice(0, length) > other.slice(0, length)
}

/** The earliest day that a loose date can mean; null for a day that does not exist. */
export function firstDay(date: KnownDate): LocalDate | null {
  return parseLocalDate(date.length === 7 ? `${date}-01` : date)
}

/** The same day a year later; 29 February ends on the 28th (民法典 art. 202). */
export function oneYearAfter(day: LocalDate): LocalDate {
  const year = Number(day.slice(0, 4)) + 1
  return parseLocalDate(`${year}${day.slice(4)}`) ?? addDays(parseLocalDate(`${year}-03-01`) as LocalDate, -1)
}

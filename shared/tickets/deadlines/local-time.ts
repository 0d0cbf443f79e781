import { DAY_MS } from '../../callers/local-day'
import type { Brand } from '../../lib/brand'
import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'

/**
 * Times are stored as UTC instants and counted in Asia/Shanghai. The zone has had one offset, UTC+8, since daylight
 * saving ended in 1991, so that fixed arithmetic is exact for every order this product can hold.
 */
const OFFSET_MS = 8 * 3_600_000
const MINUTE_MS = 60_000

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`; sorts as text. */
export type LocalDate = Brand<string, 'LocalDate'>

/** Minutes since local midnight, 0 to 1440 (1440 = the end of the day). */
export type MinuteOfDay = Brand<number, 'MinuteOfDay'>

/** The date written as `YYYY-MM-DD`, or null when the text is no such date (2026-02-30 is none). */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null
  return text as LocalDate
}

/** Like `parseLocalDate` for dates that the program itself writes; throws when it is none. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text)
  if (date === null) throw new Error(`not a date: ${text}`)
  return date
}

/** `HH:MM` (00:00 to 24:00) as minutes of the day, or null. */
export function parseMinuteOfDay(text: string): MinuteOfDay | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text)
  if (match === null) return null
  const hours = Number(match[1])
  const minutes = Number(match[2])
  const total = hours * 60 + minutes
  return minutes < 60 && total <= 1440 ? (total as MinuteOfDay) : null
}

export function localDateOf(instant: EpochMs): LocalDate {
  return new Date(instant + OFFSET_MS).toISOString().slice(0, 10) as LocalDate
}

/** Minutes (with a fraction) since local midnight at that instant. */
export function minuteOfDayOf(instant: EpochMs): number {
  return (((instant + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS / MINUTE_MS
}

/** `HH:mm` there at that instant. */
export function clockMinuteOf(instant: EpochMs): string {
  return new Date(instant + OFFSET_MS).toISOString().slice(11, 16)
}

export function startOfDay(date: LocalDate): EpochMs {
  return epochMs(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS)
}

/** 23:59:59 of that date: the moment at which a limit counted in days falls due. */
export function endOfDay(date: LocalDate): EpochMs {
  return epochMs(startOfDay(date) + DAY_MS - 1000)
}

export function atMinute(date: LocalDate, minute: MinuteOfDay): EpochMs {
  return epochMs(startOfDay(date) + minute * MINUTE_MS)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOf(epochMs(startOfDay(date) + days * DAY_MS))
}

/** Calendar days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS)
}

/** 0 = Sunday ... 6 = Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}

/**
 * Whether a due moment has passed. Due moments are whole seconds and the last one counts as in time, so that
 * 23:59:59.900 is still on time for a limit that ends at 23:59:59.
 */
export function isPast(dueAt: EpochMs, now: EpochMs): boolean {
  return Math.floor(now / 1000) > Math.floor(dueAt / 1000)
}

import type { Brand } from '../lib/brand'
import { err, ok } from '../lib/result'
import type { Result } from '../lib/result'
import { checkDigitOf } from './check-digit'
import { addDays, localDate, parseLocalDate, yearOf } from './deadlines/local-time'
import type { LocalDate } from './deadlines/local-time'

/**
 * An order's one number for life, `yyyymmdd-ssss-nnn-c`: local date of the first ring, seat, counter of the seat on that
 * day (three digits or more), ISO 7064 MOD 11,10 over all digits before it. `YL-` in front marks practice; the check
 * digit is the same with it. Made offline; the desk never gives a second one.
 */
export type TicketNumber = Brand<string, 'TicketNumber'>

export interface TicketNumberParts {
  readonly date: LocalDate
  /** Four digits, issued by the desk. */
  readonly seat: string
  /** Counts from 1 on each seat and day. */
  readonly counter: number
  readonly practice: boolean
}

export type TicketNumberError =
  | { readonly code: 'number-shape' }
  | { readonly code: 'number-date' }
  | { readonly code: 'number-check-digit' }

/** Counters from here on are put aside for a disk that takes nothing; above whatever a seat counts to in a day. */
export const firstSpareCounter = 9_001

/** @throws for a seat that is not four digits or a counter that is not a whole number from 1 on: a bug, not an input. */
export function formatTicketNumber({ date, seat, counter, practice }: TicketNumberParts): TicketNumber {
  if (!/^\d{4}$/.test(seat)) throw new Error(`a seat has four digits: ${seat}`)
  if (!Number.isSafeInteger(counter) || counter < 1) throw new Error(`a counter is a whole number from 1 on: ${counter}`)
  const day = date.replaceAll('-', '')
  const nnn = String(counter).padStart(3, '0')
  const check = checkDigitOf(`${day}${seat}${nnn}`)
  return `${practice ? 'YL-' : ''}${day}-${seat}-${nnn}-${check}` as TicketNumber
}

/** Reads the canonical form only; what people type goes through `readTypedNumber`. */
export function parseTicketNumber(text: string): Result<TicketNumberParts, TicketNumberError> {
  const match = /^(YL-)?(\d{4})(\d{2})(\d{2})-(\d{4})-(\d{3,})-(\d)$/.exec(text)
  if (match === null) return err({ code: 'number-shape' })
  const [, prefix, year, month, day, seat = '', nnn = '', check] = match
  const counter = Number(nnn)
  // A counter grows past 999 without leading zeros: 0024 would be a second spelling of 024.
  if (counter < 1 || !Number.isSafeInteger(counter) || (nnn.length > 3 && nnn.startsWith('0'))) {
    return err({ code: 'number-shape' })
  }
  const date = parseLocalDate(`${year}-${month}-${day}`)
  if (date === null) return err({ code: 'number-date' })
  if (checkDigitOf(`${year}${month}${day}${seat}${nnn}`) !== check) return err({ code: 'number-check-digit' })
  return ok({ date, seat, counter, practice: prefix !== undefined })
}

/** The parts that are said aloud, in order; the sentence around them is `lifecycle:number.sentence`. */
export interface SpokenNumber {
  readonly monthDay: string
  readonly seat: string
  readonly counter: string
  readonly check: string
}

export function spokenParts(number: TicketNumber): SpokenNumber {
  const [day = '', seat = '', counter = '', check = ''] = number.replace(/^YL-/, '').split('-')
  return { monthDay: day.slice(4), seat, counter, check }
}

/** `MMDD-ssss-nnn-c`, with `YL-` in front for practice: what a caller writes down. */
export function readAloudForm(number: TicketNumber): string {
  const { monthDay, seat, counter, check } = spokenParts(number)
  return `${number.startsWith('YL-') ? 'YL-' : ''}${monthDay}-${seat}-${counter}-${check}`
}

/** What somebody typed into a search for a number. */
export type TypedNumber =
  | { readonly kind: 'full'; readonly number: TicketNumber }
  /** Said without the year: every number that it can mean, newest first. None = misheard, or older than asked for. */
  | { readonly kind: 'read-aloud'; readonly candidates: readonly TicketNumber[] }
  | { readonly kind: 'none'; readonly error: TicketNumberError }

/**
 * Understands both forms with any hyphens, spaces or full-width digits. Without the year the last `months` (12) are
 * looked through, today included; the check digit decides between years, and where two years fit, both are given.
 * Without hyphens 16 digits or more are the full form, 12 to 15 the form without the year.
 */
export function readTypedNumber(typed: string, today: LocalDate, months = 12): TypedNumber {
  const text = typed.normalize('NFKC').trim().toUpperCase()
  const practice = text.startsWith('YL')
  const bare = practice ? text.slice(2) : text
  // Letters belong to the number of an outside system (GD...), which is looked up as it stands.
  if (/\p{L}/u.test(bare)) return { kind: 'none', error: { code: 'number-shape' } }
  const groups = bare.split(/\D+/).filter((group) => group !== '')
  // Spoken zeros get lost: "24" in the place of the counter is 024.
  const digits = groups.length === 4 ? groups.with(2, groups[2]?.padStart(3, '0') ?? '').join('') : groups.join('')
  const isFull = groups.length === 4 ? groups[0]?.length === 8 : digits.length >= 16
  if (isFull) {
    const number = canonical(digits.slice(0, 8), digits.slice(8), practice)
    const parsed = parseTicketNumber(number)
    return parsed.ok ? { kind: 'full', number: number as TicketNumber } : { kind: 'none', error: parsed.error }
  }
  if (digits.length < 12) return { kind: 'none', error: { code: 'number-shape' } }
  return { kind: 'read-aloud', candidates: candidatesOf(digits, practice, today, months) }
}

function candidatesOf(digits: string, practice: boolean, today: LocalDate, months: number): readonly TicketNumber[] {
  const first = monthsBefore(today, months)
  const candidates: TicketNumber[] = []
  for (let year = yearOf(today); year >= yearOf(first); year -= 1) {
    const number = canonical(`${year}${digits.slice(0, 4)}`, digits.slice(4), practice)
    const parsed = parseTicketNumber(number)
    if (parsed.ok && parsed.value.date >= first && parsed.value.date <= today) candidates.push(number as TicketNumber)
  }
  return candidates
}

function canonical(day: string, rest: string, practice: boolean): string {
  return `${practice ? 'YL-' : ''}${day}-${rest.slice(0, 4)}-${rest.slice(4, -1)}-${rest.slice(-1)}`
}

/** The same day so many months ago; a day that the month does not have becomes its last one. */
function monthsBefore(date: LocalDate, months: number): LocalDate {
  const month = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 - months
  const same = parseLocalDate(`${monthText(month).slice(0, 8)}${date.slice(8)}`)
  if (same !== null) return same
  return addDays(localDate(monthText(month + 1)), -1)
}

/** The first day of a month counted from year 0. */
function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

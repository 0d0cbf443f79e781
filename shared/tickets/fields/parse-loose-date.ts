import { addDays, type LocalDate } from '../deadlines/local-time'
import type { LooseDate } from './field-values'
import { dayOf, monthOf } from './loose-date'
import { numeralScale, readNumeral } from './read-numeral'

/**
 * Which year a date without one means: the last such date (`past`, arrears, injuries), or the nearest one (`near`,
 * promises: said to be kept next week, or broken last week).
 */
export type Lean = 'past' | 'near'

const unclear = /^(不清楚|不清|不知道|不详|不记得|记不清|记不得|忘了|unclear|unknown|\?)$/
const days: Readonly<Record<string, number>> = { 大前天: -3, 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2, 大后天: 3 }
const months: Readonly<Record<string, number>> = { 上上个月: -2, 上个月: -1, 上月: -1, 这个月: 0, 本月: 0, 当月: 0, 下个月: 1, 下月: 1 }
const years: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1 }

/**
 * What an agent types for a date, to the day or to the month: 10月, 2026-10, 上个月, 10.15, 去年12月, 上个月15号, 3天前,
 * 十月, 20261015, 不清楚. `today` is the local date of the call. Null when it is none, or no day of the calendar.
 */
export function parseLooseDate(text: string, today: LocalDate, lean: Lean = 'past'): LooseDate | null {
  const bare = text.normalize('NFKC').toLowerCase().replace(/\s/g, '').replace(/(左右|前后|[上中下]旬|初|底)$/, '')
  if (unclear.test(bare)) return 'unclear'
  return readRelative(bare, today) ?? readWithYear(bare, today) ?? readWithoutYear(bare, today, lean)
}

/** 上个月, 上个月15号, 昨天, 3天前, 两个月前 */
function readRelative(text: string, today: LocalDate): string | null {
  const day = days[text]
  if (day !== undefined) return addDays(today, day)
  const ago = /^(.+?)(天|日|个月|月)(?:以)?前$/.exec(text)
  if (ago !== null) {
    const count = wholeNumber(ago[1])
    if (count === null || count > 1200) return null
    return ago[2] === '天' || ago[2] === '日' ? addDays(today, -count) : monthFrom(today, -count)
  }
  const prefix = Object.keys(months).find((word) => text.startsWith(word))
  if (prefix === undefined) return null
  const month = monthFrom(today, months[prefix] ?? 0)
  const rest = /^(.+?)[日号]?$/.exec(text.slice(prefix.length))
  if (rest === null) return month
  const dayNumber = wholeNumber(rest[1])
  return dayNumber === null ? null : dayOf(Number(month.slice(0, 4)), Number(month.slice(5)), dayNumber)
}

function readWithYear(text: string, today: LocalDate): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  if (digits !== null) return dateOf(Number(digits[1]), Number(digits[2]), digits[3] === undefined ? null : Number(digits[3]))
  const match = /^(\d{4}|\d{2}(?=年)|前年|去年|今年|明年)[年./-]?(.+)$/.exec(text)
  const word = match?.[1] ?? ''
  const rest = match === null || (/^\d{4}$/.test(word) && !/^\d{4}[年./-]/.test(text)) ? null : readMonthAndDay(match[2] ?? '')
  if (rest === null) return null
  const relative = years[word]
  const year = relative !== undefined ? Number(today.slice(0, 4)) + relative : word.length === 2 ? 2000 + Number(word) : Number(word)
  return dateOf(year, rest.month, rest.day)
}

function readWithoutYear(text: string, today: LocalDate, lean: Lean): string | null {
  const rest = readMonthAndDay(text)
  if (rest === null) return null
  const thisYear = Number(today.slice(0, 4))
  const candidates = [thisYear - 1, thisYear, thisYear + 1].flatMap((year) => dateOf(year, rest.month, rest.day) ?? [])
  if (lean === 'past') return candidates.filter((date) => date <= today).at(-1) ?? null
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today))
  return candidates.reduce<string | null>((best, date) => (best === null || distance(date) < distance(best) ? date : best), null)
}

interface MonthAndDay {
  readonly month: number
  readonly day: number | null
}

/** 10, 10月, 十月, 10.15, 10-15, 10/15, 10月15日, 十月十五 */
function readMonthAndDay(text: string): MonthAndDay | null {
  const match = /^([^月./-]+)(?:月份?|[./-])?(?:(.+?)[日号]?)?$/.exec(text)
  if (match === null || (match[2] !== undefined && !/[月./-]/.test(text))) return null
  const month = wholeNumber(match[1])
  const day = match[2] === undefined ? null : wholeNumber(match[2])
  return month === null || (match[2] !== undefined && day === null) ? null : { month, day }
}

function dateOf(year: number, month: number, day: number | null): string | null {
  if (month < 1 || month > 12 || year < 1900 || year > 2199) return null
  return day === null ? monthOf(year, month) : dayOf(year, month, day)
}

function monthFrom(today: LocalDate, offset: number): string {
  return monthOf(Number(today.slice(0, 4)), Number(today.slice(5, 7)) + offset)
}

function wholeNumber(text: string | undefined): number | null {
  const value = text === undefined ? null : readNumeral(text)
  return value === null || value % numeralScale !== 0n || value > 9999n * numeralScale ? null : Number(value / numeralScale)
}

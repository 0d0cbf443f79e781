import type { LocalDate } from '../deadlines/local-time'
import type { LooseDate } from './field-values'
import { isKnown, monthOf } from './loose-date'
import { parseLooseDate } from './parse-loose-date'

/** Two months, or not known. */
export interface MonthRange {
  readonly from: LooseDate
  readonly to: LooseDate
}

const untilNow = /^(现在|今|今天|目前|now)$/

/**
 * A span of months as typed: 10月到11月, 10-11, 2026-10 至 2026-11, 去年12月到今年3月, 8月至今, 不清楚; one month alone is
 * both ends. Months without a year are the last such ones, the first not behind the second. Null when it is none.
 */
export function parseMonthRange(text: string, today: LocalDate): MonthRange | null {
  const bare = text.normalize('NFKC').replace(/\s*(至|到|~|—+|–)\s*/g, '~').trim()
  const [first = '', second, ...more] = splitRange(bare)
  if (more.length > 0) return null
  const to = second === undefined ? null : readEnd(second, today)
  const from = monthOnly(parseLooseDate(first.replace(/^从/, ''), today))
  if (second === undefined) return from === null ? null : { from, to: from }
  if (from === null || to === null) return null
  return { from: notAfter(from, to, first), to }
}

/** A plain hyphen parts two months (10-11) but belongs to a date when a year stands in front (2026-10). */
function splitRange(text: string): string[] {
  if (text.includes('~')) return text.split('~')
  const bareMonths = /^(\d{1,2}月?)-(\d{1,2}月?)$/.exec(text)
  if (bareMonths !== null) return [bareMonths[1] ?? '', bareMonths[2] ?? '']
  const fullMonths = /^(\d{4}[-./]\d{1,2})\s*-+\s*(\d{4}[-./]\d{1,2})$/.exec(text)
  return fullMonths === null ? [text] : [fullMonths[1] ?? '', fullMonths[2] ?? '']
}

function readEnd(text: string, today: LocalDate): LooseDate | null {
  return untilNow.test(text.trim()) ? today.slice(0, 7) : monthOnly(parseLooseDate(text, today))
}

function monthOnly(date: LooseDate | null): LooseDate | null {
  return date === null || date === 'unclear' ? date : date.slice(0, 7)
}

/** 12月到3月: a first month without a year that would lie behind the second is that of the year before. */
function notAfter(from: LooseDate, to: LooseDate, typed: string): LooseDate {
  if (!isKnown(from) || !isKnown(to) || from <= to || /\d{4}|年/.test(typed)) return from
  return monthOf(Number(from.slice(0, 4)) - 1, Number(from.slice(5, 7)))
}

import { describe, expect, it } from 'vitest'
import shipped from '../../../../shared/tickets/deadlines/calendar.json'
import { isWorkingDay, parseCalendar } from '../../../../shared/tickets/deadlines/calendar'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { dueAfterWorkingDays } from '../../../../shared/tickets/deadlines/working-days'
import { at, shown } from './data'

const year2027 = { year: 2027, off: ['2027-01-01'], weekendWorkdays: ['2027-01-03'], source: 'test' }

function withYear(year: object): unknown {
  return { ...shipped, years: [...shipped.years, year] }
}

describe('the calendar', () => {
  it('takes a year that an administrator enters, and the warning is gone', () => {
    const calendar = parseCalendar(withYear(year2027))
    if (!calendar.ok) throw new Error(calendar.error.code)
    const due = dueAfterWorkingDays(at('2026-12-31 12:00'), 1, calendar.value)
    expect(shown(due.dueAt)).toBe('2027-01-03 23:59:59')
    expect(due.warnings).toEqual([])
  })

  it('takes days of the December before, as notices for a New Year do', () => {
    const calendar = parseCalendar(withYear({ ...year2027, off: ['2026-12-31', '2027-01-01'] }))
    expect(calendar.ok && isWorkingDay(localDate('2026-12-31'), calendar.value)).toBe(false)
  })

  it.each([
    ['calendar-shape', { ...year2027, off: ['2027-02-30'] }],
    ['calendar-shape', { ...year2027, off: undefined }],
    ['calendar-year-twice', { ...year2027, year: 2026, off: [], weekendWorkdays: [] }],
    ['calendar-date-outside-year', { ...year2027, off: ['2028-01-01'] }],
    ['calendar-date-in-both-lists', { ...year2027, off: ['2027-01-03'] }],
    ['calendar-makeup-on-weekday', { ...year2027, weekendWorkdays: ['2027-01-04'] }],
    ['calendar-count', { ...year2027, workingDays: 248 }],
  ])('refuses what was typed wrong: %s', (code, year) => {
    const calendar = parseCalendar(withYear(year))
    expect(calendar.ok ? null : calendar.error.code).toBe(code)
  })

  it('refuses another zone', () => {
    expect(parseCalendar({ ...shipped, zone: 'Europe/Berlin' })).toEqual({
      ok: false,
      error: { code: 'calendar-shape', path: 'zone' },
    })
  })
})

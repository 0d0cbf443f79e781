import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import { isWorkingDay } from '../../../../shared/tickets/deadlines/calendar'
import { endOfDay, localDate, localDateOf } from '../../../../shared/tickets/deadlines/local-time'
import { dueAfterWorkingDays, workingDaysBetween } from '../../../../shared/tickets/deadlines/working-days'
import { limitsOf } from '../../../../shared/tickets/deadlines/limits'
import { dueVectors } from './fixtures/due-vectors'
import { historyDues } from './fixtures/history-dues'
import { at, data, shown } from './data'

const { calendar } = data

describe('a limit in working days', () => {
  it.each(dueVectors)('dispatched $dispatched_at, $limit_working_days days: $why', (vector) => {
    const due = dueAfterWorkingDays(epochMs(Date.parse(vector.dispatched_at)), vector.limit_working_days, calendar)
    if (vector.due_at === null) {
      expect(due.warnings).toEqual([{ code: 'calendar-missing', year: 2027 }])
    } else {
      expect(due).toEqual({ dueAt: Date.parse(vector.due_at), warnings: [] })
    }
  })

  it.each(historyDues)('falls due for the $type order of $caller taken on $created on $due', ({ type, created, due }) => {
    const question = { type, level: null, complexity: 'GENERAL' } as const
    const days = limitsOf(question, data.limits).handlingWorkingDays
    expect(localDateOf(dueAfterWorkingDays(at(`${created} 10:00`), days ?? 0, calendar).dueAt)).toBe(due)
  })

  it('falls due at 23:59:59 in Shanghai, whatever the hour of the dispatch', () => {
    for (const hour of ['00:00', '08:30', '23:59']) {
      expect(shown(dueAfterWorkingDays(at(`2026-11-23 ${hour}`), 1, calendar).dueAt)).toBe('2026-11-24 23:59:59')
    }
  })

  it('counts a made-up Saturday and leaves out the holiday it stands for', () => {
    expect(isWorkingDay(localDate('2026-02-28'), calendar)).toBe(true)
    expect(isWorkingDay(localDate('2026-02-23'), calendar)).toBe(false)
    expect(shown(dueAfterWorkingDays(at('2026-02-27 12:00'), 1, calendar).dueAt)).toBe('2026-02-28 23:59:59')
  })

  it('gives a forecast by weekdays and says which year is not published', () => {
    const due = dueAfterWorkingDays(at('2026-12-28 09:00'), 10, calendar)
    expect(shown(due.dueAt)).toBe('2027-01-11 23:59:59')
    expect(due.warnings).toEqual([{ code: 'calendar-missing', year: 2027 }])
  })

  it('warns of every unpublished year on the way, once each', () => {
    const years = dueAfterWorkingDays(at('2026-12-31 09:00'), 300, calendar).warnings.map((warning) => warning.year)
    expect(years).toEqual([2027, 2028])
  })

  it('does not mind that the year of the dispatch is not published when nothing is counted in it', () => {
    expect(dueAfterWorkingDays(at('2024-12-31 10:00'), 1, calendar).warnings).toEqual([])
  })

  it('is refused when it is no whole number of days from 1 on', () => {
    for (const days of [0, -1, 1.5, Number.NaN]) {
      expect(() => dueAfterWorkingDays(at('2026-11-23 09:00'), days, calendar)).toThrow('whole number')
    }
  })

  it('finds 248 working days in 2025 and in 2026', () => {
    for (const year of [2025, 2026]) {
      expect(workingDaysBetween(localDate(`${year - 1}-12-31`), localDate(`${year}-12-31`), calendar)).toBe(248)
    }
  })
})

describe('any limit in working days', () => {
  const start = fc.integer({ min: at('2025-01-01 00:00'), max: at('2027-12-31 00:00') }).map(epochMs)
  const days = fc.integer({ min: 1, max: 60 })

  it('never falls due on a day off, and always at the end of a day', () => {
    fc.assert(
      fc.property(start, days, (from, n) => {
        const { dueAt } = dueAfterWorkingDays(from, n, calendar)
        const date = localDateOf(dueAt)
        return isWorkingDay(date, calendar) && dueAt === endOfDay(date)
      }),
    )
  })

  it('has exactly its number of working days between start and due', () => {
    fc.assert(
      fc.property(start, days, (from, n) => {
        const { dueAt } = dueAfterWorkingDays(from, n, calendar)
        return workingDaysBetween(localDateOf(from), localDateOf(dueAt), calendar) === n
      }),
    )
  })

  it('is later for each day more', () => {
    fc.assert(
      fc.property(start, days, (from, n) => {
        return dueAfterWorkingDays(from, n, calendar).dueAt < dueAfterWorkingDays(from, n + 1, calendar).dueAt
      }),
    )
  })

  it('is never earlier for a later start', () => {
    fc.assert(
      fc.property(start, start, days, (a, b, n) => {
        const [first, second] = a <= b ? [a, b] : [b, a]
        return dueAfterWorkingDays(first, n, calendar).dueAt <= dueAfterWorkingDays(second, n, calendar).dueAt
      }),
    )
  })
})

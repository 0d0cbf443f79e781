import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import {
  addDays,
  daysBetween,
  endOfDay,
  isPast,
  localDate,
  localDateOf,
  minuteOfDayOf,
  parseLocalDate,
  parseMinuteOfDay,
  startOfDay,
  weekdayOf,
} from '../../../../shared/tickets/deadlines/local-time'
import { at } from './data'

describe('local time', () => {
  it('stores UTC and counts in Shanghai: 16:00 UTC is already the next day', () => {
    expect(localDateOf(epochMs(Date.parse('2026-11-23T15:59:59Z')))).toBe('2026-11-23')
    expect(localDateOf(epochMs(Date.parse('2026-11-23T16:00:00Z')))).toBe('2026-11-24')
  })

  it('knows no daylight saving: every day has 24 hours', () => {
    for (let date = localDate('2026-01-01'); date < '2027-01-01'; date = addDays(date, 1)) {
      expect(startOfDay(addDays(date, 1)) - startOfDay(date)).toBe(86_400_000)
    }
  })

  it('knows which texts are dates and times', () => {
    expect(parseLocalDate('2028-02-29')).toBe('2028-02-29')
    for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '']) expect(parseLocalDate(text)).toBeNull()
    expect(() => localDate('tomorrow')).toThrow('not a date')
    expect(parseMinuteOfDay('08:30')).toBe(510)
    expect(parseMinuteOfDay('24:00')).toBe(1440)
    for (const text of ['24:01', '08:60', '8:30']) expect(parseMinuteOfDay(text)).toBeNull()
  })

  it('knows Monday from Sunday', () => {
    expect(weekdayOf(localDate('2026-11-23'))).toBe(1)
    expect(weekdayOf(localDate('2026-11-29'))).toBe(0)
  })

  it('keeps the whole last second in time', () => {
    const due = endOfDay(localDate('2026-12-07'))
    expect(isPast(due, at('2026-12-07 23:59:59'))).toBe(false)
    expect(isPast(due, epochMs(at('2026-12-07 23:59:59') + 999))).toBe(false)
    expect(isPast(due, at('2026-12-08 00:00'))).toBe(true)
  })

  it('goes from instants to dates and back without loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2000-01-01 00:00'), max: at('2100-01-01 00:00') }), (ms) => {
        const instant = epochMs(ms)
        const date = localDateOf(instant)
        expect(startOfDay(date) + minuteOfDayOf(instant) * 60_000).toBeCloseTo(instant, 3)
        expect(parseLocalDate(date)).toBe(date)
        expect(daysBetween(date, addDays(date, 40))).toBe(40)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { parseCount, parseHours } from '../../../../shared/tickets/fields/parse-count'
import { parseLooseDate } from '../../../../shared/tickets/fields/parse-loose-date'
import { parseMonthRange } from '../../../../shared/tickets/fields/parse-month-range'

const today = localDate('2026-11-23')

describe('typing how many', () => {
  it.each([['10', 10], ['10人', 10], ['十', 10], ['十个人', 10], ['１２', 12], ['一百二', 120], ['两个', 2], ['9999', 9999]])('%s is %d', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })
  it.each(['', '0', '10000', '十几个', '1.5', '人'])('%s is no count', (text) => expect(parseCount(text)).toBeNull())
  it('takes hours to a tenth', () => {
    expect([parseHours('12'), parseHours('10.5小时'), parseHours('十二个小时'), parseHours('25'), parseHours('1.23')]).toEqual([12, 10.5, 12, null, null])
  })
})

describe('typing a date that is not quite known', () => {
  it.each([
    ['10月', '2026-10'], ['十月', '2026-10'], ['10', '2026-10'], ['2026-10', '2026-10'], ['2026.10', '2026-10'], ['2026年10月', '2026-10'], ['202610', '2026-10'],
    ['上个月', '2026-10'], ['10.15', '2026-10-15'], ['10-15', '2026-10-15'], ['10月15号', '2026-10-15'], ['十月十五', '2026-10-15'], ['20261015', '2026-10-15'],
    ['去年12月', '2025-12'], ['12月', '2025-12'], ['25年3月', '2025-03'], ['前年6月1日', '2024-06-01'], ['今年3月', '2026-03'], ['上个月15号', '2026-10-15'], ['昨天', '2026-11-22'],
    ['3天前', '2026-11-20'], ['两个月前', '2026-09'], ['10月左右', '2026-10'], ['10月底', '2026-10'], ['11.23', '2026-11-23'], ['11.24', '2025-11-24'],
    ['不清楚', 'unclear'], ['记不清', 'unclear'], ['?', 'unclear'], ['２０２６－１０', '2026-10'],
  ])('%s on 2026-11-23 is %s', (text, date) => expect(parseLooseDate(text, today)).toBe(date))

  it.each(['', '13月', '2月30日', '2026-13', '2026-02-30', '刚才', '10月40号', '月', '20261'])('%s is none', (text) => {
    expect(parseLooseDate(text, today)).toBeNull()
  })

  it('takes the nearest year for a promise, ahead or behind', () => {
    expect(parseLooseDate('11-16', today, 'near')).toBe('2026-11-16')
    expect(parseLooseDate('12月7日', today, 'near')).toBe('2026-12-07')
    expect(parseLooseDate('1月5日', today, 'near')).toBe('2027-01-05')
    expect(parseLooseDate('明天', today, 'near')).toBe('2026-11-24')
    expect(parseLooseDate('下个月', today, 'near')).toBe('2026-12')
  })
})

describe('typing a span of months', () => {
  it.each([
    ['10-11', '2026-10', '2026-11'], ['10月到11月', '2026-10', '2026-11'], ['2026-10 至 2026-11', '2026-10', '2026-11'], ['2026-10~2026-11', '2026-10', '2026-11'],
    ['2026.8-2026.10', '2026-08', '2026-10'], ['去年12月到今年3月', '2025-12', '2026-03'], ['12月到3月', '2025-12', '2026-03'], ['8月至今', '2026-08', '2026-11'],
    ['10月', '2026-10', '2026-10'], ['2026-10', '2026-10', '2026-10'], ['不清楚', 'unclear', 'unclear'], ['不清楚到10月', 'unclear', '2026-10'], ['从9月到上个月', '2026-09', '2026-10'],
  ])('%s', (text, from, to) => expect(parseMonthRange(text, today)).toEqual({ from, to }))

  it.each(['', '到', '13-14', '1到2到3', '很久'])('%s is none', (text) => expect(parseMonthRange(text, today)).toBeNull())
})

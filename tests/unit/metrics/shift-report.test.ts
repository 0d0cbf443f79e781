import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../shared/lib/csv'
import { exportedFigures, type ExportWords } from '../../../shared/metrics/figure-export'
import { shiftReport } from '../../../shared/metrics/shift-report'
import { answered, at, entered, figuresOf, left, opened, orderOf } from '../../support/metrics/told'

const shift = { from: at('23 08:30:00'), to: at('23 16:30:00') }
const figures = figuresOf([
  entered('before', '23 08:29:59'), left('before', '23 08:31:00', 61_000), entered('a', '23 08:30:00'), answered('a', '23 08:30:10', 10_000), entered('b', '23 16:29:59'), left('b', '23 16:31:00', 61_000),
  entered('after', '23 16:30:00'), answered('after', '23 16:30:10', 10_000),
  ...orderOf('o', [['23 09:00:00', opened('23 09:00:00')], ['23 09:01:00', { what: 'matter', category: 'WAGE-01' }], ['23 09:02:00', { what: 'decided', how: 'answered' }]]),
])

describe('the report of a shift', () => {
  const report = shiftReport(shift, figures)

  it('has the figures of exactly its half hours', () => {
    expect(report.figures.find(({ code }) => code === 'CONNECT')).toMatchObject({ value: 50, counted: { above: ['a'], below: ['a', 'b'] } })
    expect(report.intake).toEqual([{ code: 'WAGE-01', orderIds: ['o'] }])
  })
})

describe('figures that are exported', () => {
  const words: ExportWords = {
    heads: ['指标'], name: ({ code }) => code, formula: ({ formula }) => formula, beside: ({ beside }) => beside.map(({ what, count }) => `${what} ${count}`).join('；'),
    unit: ({ unit }) => unit, moment: (moment) => new Date(moment + 8 * 3_600_000).toISOString().slice(5, 16), restated: '已重算',
  }

  it('take their formula, both lines, window and freshness with them, and are empty where there is nothing yet', () => {
    const [heads, connect] = exportedFigures(shiftReport(shift, figures).figures, words)
    expect(heads).toEqual(['指标'])
    expect(connect).toEqual(['CONNECT', '50', 'percent', 'connect-short-left-out', '1', '2', '11-23T08:30', '11-23T16:30', '', '11-23T16:31', '', 'short-abandons 0'])
    expect(exportedFigures([figuresOf([]).figure({ code: 'SL15', window: shift })], words)[1]?.slice(0, 2)).toEqual(['SL15', ''])
  })

  it('are no formula of a spreadsheet, and read by Excel in Chinese', () => {
    expect(csvOf([['=1+1', '-2.5', '接通"率"', 'a,b'], ['@x', '-x', '+1', '']])).toBe('\ufeff\'=1+1,-2.5,"接通""率""","a,b"\r\n\'@x,\'-x,\'+1,\r\n')
  })
})

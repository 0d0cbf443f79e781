import { describe, expect, it } from 'vitest'
import { csvOf, csvRows } from '../../../shared/lib/csv'

const cell = (text: string) => csvRows([[text]]).slice(0, -2)

describe('a table for a spreadsheet', () => {
  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', ' =1+1', '\t=1', '＝1+1', '＋1', '－1', '＠x', '+1 ****0147'])('%j is no formula there', (text) => expect(cell(text)).toBe(`'${text}`))

  it.each(['-2.5', '0', '400000.00', '2026-11-23 10:00', '154****0012', '023-****0012', '20261123-8017-024-1', ''])('%j stays as it is', (text) => expect(cell(text)).toBe(text))

  it.each(['0012', '202511230001234567'])('%s keeps every digit', (text) => expect(cell(text)).toBe(`'${text}`))

  it('keeps quotes, commas and the lines of what was written inside of one cell', () => {
    expect(cell('说"好",走')).toBe('"说""好"",走"')
    expect(cell('一\n二')).toBe('"一\n二"')
    expect(cell('\r\n=1')).toBe('"\'\r\n=1"')
  })

  it('begins with the mark by which Excel reads Chinese, once, whatever comes in pieces behind it', () => {
    expect(csvOf([['单号', '状态'], ['1', '办理中']])).toBe('\ufeff单号,状态\r\n1,办理中\r\n')
    expect(csvRows([['2', '']])).toBe('2,\r\n')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import { dueStrip } from '../../../../shared/tickets/deadlines/due-strip'
import type { StripCell } from '../../../../shared/tickets/deadlines/due-strip'
import { localDateOf } from '../../../../shared/tickets/deadlines/local-time'
import { previewDeadlines } from '../../../../shared/tickets/deadlines/preview'
import { dueAfterWorkingDays } from '../../../../shared/tickets/deadlines/working-days'
import { at, data, officeHours, shown } from './data'

const { calendar } = data

function drawn(cells: readonly StripCell[]): string {
  return cells
    .map((cell) => (cell.kind === 'working' ? String(Number(cell.date.slice(8))) : cell.kind === 'off' ? '休' : '停'))
    .join(' ')
}

describe('the strip of working days', () => {
  it('reads for ten days from 23 November as in the picture', () => {
    expect(drawn(dueStrip(at('2026-11-23 10:42'), 10, calendar).cells)).toBe('24 25 26 27 休 30 1 2 3 4 休 7')
  })

  it('begins with the days off that follow a Friday', () => {
    expect(drawn(dueStrip(at('2026-11-27 10:00'), 2, calendar).cells)).toBe('休 30 1')
  })

  it('draws a long break as one cell and marks a made-up Saturday', () => {
    const { cells } = dueStrip(at('2026-09-30 16:00'), 3, calendar)
    expect(drawn(cells)).toBe('休 8 9 10')
    expect(cells[0]).toEqual({ kind: 'off', from: '2026-10-01', to: '2026-10-07' })
    expect(cells.at(-1)).toEqual({ kind: 'working', date: '2026-10-10', ordinal: 3, isDue: true, isMakeUp: true })
  })

  it('shows the days on which the clock stood', () => {
    const pause = { why: 'parked', from: at('2026-11-25 10:00'), to: at('2026-11-27 10:00') } as const
    expect(drawn(dueStrip(at('2026-11-23 09:00'), 5, calendar, [pause]).cells)).toBe('24 停 27 休 30 1 2')
  })

  it('ends on the due day with its last ordinal, for any limit', () => {
    const start = fc.integer({ min: at('2025-01-01 00:00'), max: at('2026-11-01 00:00') }).map(epochMs)
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 30 }), (from, days) => {
        const last = dueStrip(from, days, calendar).cells.at(-1)
        const date = localDateOf(dueAfterWorkingDays(from, days, calendar).dueAt)
        return last?.kind === 'working' && last.isDue && last.ordinal === days && last.date === date
      }),
    )
  })
})

describe('the preview of an order that is being written', () => {
  const question = {
    type: 'TS',
    level: 'ORANGE',
    complexity: 'GENERAL',
    startsAt: at('2026-11-23 10:42'),
    dispatchedAt: at('2026-11-23 10:42'),
    duty: officeHours,
    phoned: false,
  } as const

  it('says for the carpenters: sign in 30 minutes, contact in two hours, due on Monday 7 December', () => {
    const preview = previewDeadlines(question, data)
    expect(preview.limits.sign).toEqual({ kind: 'duty-minutes', amount: 30 })
    expect(preview.limits.firstContact.span).toEqual({ kind: 'duty-minutes', amount: 120 })
    expect(preview.handling?.workingDays).toBe(10)
    expect(preview.handling && shown(preview.handling.dueAt)).toBe('2026-12-07 23:59:59')
    expect(preview.warnings).toEqual([])
  })

  it('counts an offline order from its call, and its signing from the dispatch', () => {
    const preview = previewDeadlines({ ...question, dispatchedAt: at('2026-11-25 09:00') }, data)
    expect(preview.handling && shown(preview.handling.dueAt)).toBe('2026-12-07 23:59:59')
    expect(shown(preview.sign.dueAt)).toBe('2026-11-25 09:30:00')
  })

  it('warns of an unpublished year once', () => {
    const late = at('2026-12-31 16:00')
    const preview = previewDeadlines({ ...question, level: null, startsAt: late, dispatchedAt: late }, data)
    expect(preview.warnings).toEqual([{ code: 'calendar-missing', year: 2027 }])
  })

  it('has no due time for praise', () => {
    expect(previewDeadlines({ ...question, type: 'BY' }, data).handling).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { daysOf, spanOf } from '../../../../renderer/console/features/order-export/export-span'
import { epochMs } from '../../../../shared/lib/clock'

const at = (text: string) => epochMs(Date.parse(`${text}+08:00`))

describe('the span of an export', () => {
  it.each([
    ['today', '2026-11-25T00:00:00', '2026-11-25', '2026-11-25'],
    ['today', '2026-11-25T23:59:59', '2026-11-25', '2026-11-25'],
    ['week', '2026-11-25T10:00:00', '2026-11-23', '2026-11-25'],
    ['week', '2026-11-23T00:00:00', '2026-11-23', '2026-11-23'],
    ['week', '2026-11-29T10:00:00', '2026-11-23', '2026-11-29'],
    ['week', '2026-12-02T10:00:00', '2026-11-30', '2026-12-02'],
    ['month', '2026-12-02T10:00:00', '2026-12-01', '2026-12-02'],
  ] as const)('%s at %s goes from %s to %s', (preset, now, first, last) => expect(daysOf(preset, at(now))).toEqual({ first, last }))

  it('holds its first and its last day whole', () => {
    expect(spanOf({ first: '2026-11-01', last: '2026-11-30' })).toEqual({ from: at('2026-11-01T00:00:00'), to: at('2026-12-01T00:00:00') })
  })

  it.each([['', '2026-11-30'], ['2026-11-30', ''], ['2026-12-01', '2026-11-30'], ['2026-02-30', '2026-03-01']])('is none from %j to %j', (first, last) => expect(spanOf({ first, last })).toBeNull())
})

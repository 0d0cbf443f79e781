import { describe, expect, it } from 'vitest'
import { checkExtension } from '../../../../shared/tickets/deadlines/extension'
import { limitsOf } from '../../../../shared/tickets/deadlines/limits'
import { LimitTableSchema } from '../../../../shared/tickets/deadlines/limit-table'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { checkParking } from '../../../../shared/tickets/deadlines/parking'
import { isReturnWindowOpen, mustLeadNameUnit, returnWindow } from '../../../../shared/tickets/deadlines/return-window'
import { at, data, shown } from './data'

const { limits } = data

describe('the limit of an order', () => {
  it.each([
    ['ZX', 1],
    ['QZ', 5],
    ['JY', 7],
    ['TS', 10],
    ['JB', 15],
    ['BY', null],
    ['WX', null],
  ] as const)('of type %s is %s working days', (type, days) => {
    expect(limitsOf({ type, level: null, complexity: 'GENERAL' }, limits).handlingWorkingDays).toBe(days)
  })

  it('is 15 days once the dispatcher calls it hard and 30 once the lead calls it complex', () => {
    expect(limitsOf({ type: 'TS', level: null, complexity: 'HARD' }, limits).handlingWorkingDays).toBe(15)
    expect(limitsOf({ type: 'ZX', level: null, complexity: 'COMPLEX' }, limits).handlingWorkingDays).toBe(30)
    expect(limitsOf({ type: 'BY', level: null, complexity: 'COMPLEX' }, limits).handlingWorkingDays).toBeNull()
  })

  it('can be extended by at most itself and never by more than ten days; RED can neither be extended nor parked', () => {
    expect(limitsOf({ type: 'QZ', level: 'BLUE', complexity: 'GENERAL' }, limits).longestExtension).toBe(5)
    expect(limitsOf({ type: 'JB', level: 'ORANGE', complexity: 'GENERAL' }, limits).longestExtension).toBe(10)
    const red = limitsOf({ type: 'JB', level: 'RED', complexity: 'GENERAL' }, limits)
    expect([red.longestExtension, red.canBeParked]).toEqual([null, false])
  })

  it('is configurable: other numbers, other limits', () => {
    const other = LimitTableSchema.parse({
      ...limits,
      unitDuty: { kind: '24h' },
      workingHours: [{ from: '08:00', to: '20:00' }],
      handling: { ...limits.handling, byType: { ...limits.handling.byType, TS: 7 } },
    })
    expect(limitsOf({ type: 'TS', level: null, complexity: 'GENERAL' }, other).handlingWorkingDays).toBe(7)
    expect(LimitTableSchema.safeParse({ ...limits, workingHours: [{ from: '20:00', to: '08:00' }] }).success).toBe(false)
  })
})

describe('a return', () => {
  it('is possible for one working day from the signing, two for hard cases', () => {
    expect(shown(returnWindow(at('2026-11-27 15:00'), 'GENERAL', data).dueAt)).toBe('2026-11-30 23:59:59')
    expect(shown(returnWindow(at('2026-11-27 15:00'), 'HARD', data).dueAt)).toBe('2026-12-01 23:59:59')
  })

  it('past the window is not: the unit keeps the order', () => {
    const facts = { signedAt: at('2026-11-27 15:00'), complexity: 'GENERAL' } as const
    expect(isReturnWindowOpen({ ...facts, now: at('2026-11-30 23:59') }, data)).toBe(true)
    expect(isReturnWindowOpen({ ...facts, now: at('2026-12-01 00:00') }, data)).toBe(false)
    expect(isReturnWindowOpen({ ...facts, signedAt: null, now: at('2026-12-24 00:00') }, data)).toBe(true)
  })

  it('ends after the third dispatch without a taker: the lead names the unit', () => {
    expect([2, 3, 4].map((dispatches) => mustLeadNameUnit(dispatches, data))).toEqual([false, true, true])
  })
})

describe('an extension', () => {
  const request = {
    workingDays: 5,
    askedAt: at('2026-12-07 23:59:59'),
    dueAt: at('2026-12-07 23:59:59'),
    level: null,
    originalWorkingDays: 10,
    grantedBefore: 0,
    grantedBy: 'dispatcher',
  } as const

  it('is granted once when asked for in time', () => {
    expect(checkExtension(request, data)).toEqual({ ok: true, value: 5 })
  })

  it.each([
    ['extension-red-has-none', { level: 'RED' }],
    ['extension-asked-too-late', { askedAt: at('2026-12-08 00:00') }],
    ['extension-needs-lead', { grantedBefore: 1 }],
    ['extension-used-up', { grantedBefore: 2, grantedBy: 'lead' }],
    ['extension-needs-lead', { level: 'ORANGE' }],
    ['extension-used-up', { level: 'ORANGE', grantedBefore: 1, grantedBy: 'lead' }],
    ['extension-too-long', { workingDays: 11 }],
    ['extension-too-long', { originalWorkingDays: 3 }],
    ['extension-too-long', { workingDays: 0 }],
  ] as const)('is refused: %s', (code, change) => {
    const checked = checkExtension({ ...request, ...change }, data)
    expect(checked.ok ? null : checked.error.code).toBe(code)
  })

  it('is granted a second time by the lead, and once by the lead for ORANGE', () => {
    expect(checkExtension({ ...request, grantedBefore: 1, grantedBy: 'lead' }, data).ok).toBe(true)
    expect(checkExtension({ ...request, level: 'ORANGE', grantedBy: 'lead' }, data).ok).toBe(true)
  })
})

describe('parking', () => {
  const request = {
    procedure: 'arbitration',
    hasProof: true,
    reviewOn: localDate('2026-12-23'),
    today: localDate('2026-11-23'),
    level: 'ORANGE',
  } as const

  it('needs a named procedure with proof and a review date at most 30 days ahead', () => {
    expect(checkParking(request, data)).toEqual({ ok: true, value: '2026-12-23' })
  })

  it.each([
    ['parking-red-has-none', { level: 'RED' }],
    ['parking-needs-procedure', { procedure: null }],
    ['parking-needs-proof', { hasProof: false }],
    ['parking-needs-review-date', { reviewOn: null }],
    ['parking-review-out-of-range', { reviewOn: localDate('2026-12-24') }],
    ['parking-review-out-of-range', { reviewOn: localDate('2026-11-23') }],
  ] as const)('is refused: %s', (code, change) => {
    const checked = checkParking({ ...request, ...change }, data)
    expect(checked.ok ? null : checked.error.code).toBe(code)
  })

  it.each(['arbitration', 'court', 'injury-recognition', 'petition', 'bankruptcy', 'criminal-case'] as const)(
    'may wait for %s',
    (procedure) => expect(checkParking({ ...request, procedure }, data).ok).toBe(true),
  )
})

describe('what the law gives others', () => {
  it('is known, so that the closing text can say that the case itself may go on', () => {
    expect(limits.legalBounds).toEqual({
      labourInspection: { days: 60, moreDays: 30, counted: 'working-days' },
      arbitration: { days: 45, moreDays: 15, counted: 'calendar-days' },
      injuryRecognition: { days: 60, clearCaseDays: 15, counted: 'calendar-days' },
    })
  })
})

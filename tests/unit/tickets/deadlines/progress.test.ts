import { describe, expect, it } from 'vitest'
import { deadlineLight, unitWarnings, usedPercent } from '../../../../shared/tickets/deadlines/progress'
import { isFirstChaseDue, supervisionReasons } from '../../../../shared/tickets/deadlines/supervision'
import type { SupervisionFacts } from '../../../../shared/tickets/deadlines/supervision'
import { at, data, shown } from './data'

/** Ten days from Monday 23 November: due Monday 7 December. */
const clock = { startsAt: at('2026-11-23 09:00'), workingDays: 10, extensions: [], pauses: [] }

describe('the light of an order', () => {
  it('is yellow from 80 % of the limit on and red when overdue', () => {
    expect(deadlineLight(clock, at('2026-12-03 23:59'), data)).toBe('green')
    expect(deadlineLight(clock, at('2026-12-04 00:00'), data)).toBe('yellow')
    expect(deadlineLight(clock, at('2026-12-07 23:59:59'), data)).toBe('yellow')
    expect(deadlineLight(clock, at('2026-12-08 00:00'), data)).toBe('red')
  })

  it('counts no weekend as used', () => {
    expect(usedPercent(clock, at('2026-11-23 20:00'), data.calendar)).toBe(0)
    expect(usedPercent(clock, at('2026-11-24 12:00'), data.calendar)).toBe(5)
    expect(usedPercent(clock, at('2026-11-28 12:00'), data.calendar)).toBe(40)
    expect(usedPercent(clock, at('2026-11-30 00:00'), data.calendar)).toBe(40)
  })

  it('is out while the clock stands', () => {
    const paused = { ...clock, pauses: [{ why: 'parked', from: at('2026-11-25 10:00'), to: null } as const] }
    expect(deadlineLight(paused, at('2027-03-01 00:00'), data)).toBe('paused')
    expect(unitWarnings(paused, data)).toEqual([])
  })
})

describe('warnings to the unit', () => {
  it('come at half, at 80 % and one working day before due', () => {
    expect(unitWarnings(clock, data).map(({ why, amount, at }) => [why, amount, shown(at)])).toEqual([
      ['percent', 50, '2026-11-30 23:59:59'],
      ['percent', 80, '2026-12-03 23:59:59'],
      ['days-before-due', 1, '2026-12-04 23:59:59'],
    ])
  })

  it('fit into a single day, where a day before due would be before the start', () => {
    expect(unitWarnings({ ...clock, workingDays: 1 }, data).map(({ amount, at }) => [amount, shown(at)])).toEqual([
      [50, '2026-11-24 12:00:00'],
      [80, '2026-11-24 19:12:00'],
    ])
  })
})

describe('督办', () => {
  const calm: SupervisionFacts = {
    dueAt: at('2026-12-07 23:59:59'),
    now: at('2026-12-01 10:00'),
    level: null,
    isAmountOrange: false,
    unsatisfiedCallbacks: 0,
    callsAt: [],
    isInstructedFromAbove: false,
    isInTheMedia: false,
  }
  const reasons = (change: Partial<SupervisionFacts>) => supervisionReasons({ ...calm, ...change }, data)

  it('has no reason while all is well', () => {
    expect(reasons({})).toEqual([])
    expect(reasons({ dueAt: null, now: at('2027-12-01 10:00') })).toEqual([])
  })

  it('follows the first 催办 at red after one more working day', () => {
    const justOver = { dueAt: calm.dueAt, now: at('2026-12-08 00:00') }
    expect(isFirstChaseDue(justOver)).toBe(true)
    expect(isFirstChaseDue(calm)).toBe(false)
    expect(reasons(justOver)).toEqual([])
    expect(reasons({ now: at('2026-12-08 23:59:59') })).toEqual([])
    expect(reasons({ now: at('2026-12-09 00:00') })).toEqual(['overdue'])
  })

  it('comes at once with an overdue ORANGE or RED', () => {
    expect(reasons({ level: 'ORANGE', now: at('2026-12-08 00:00') })).toEqual(['red-or-orange', 'overdue-and-urgent'])
    expect(reasons({ level: 'RED' })).toEqual(['red-or-orange'])
  })

  it('also comes by two unsatisfied call-backs, AMOUNT at ORANGE, an instruction, or the media', () => {
    expect(reasons({ unsatisfiedCallbacks: 1 })).toEqual([])
    expect(reasons({ unsatisfiedCallbacks: 2 })).toEqual(['unsatisfied-callbacks'])
    expect(reasons({ isAmountOrange: true, isInstructedFromAbove: true, isInTheMedia: true })).toEqual([
      'amount-orange',
      'instruction',
      'media',
    ])
  })

  it('comes with the third call of one caller in 30 days', () => {
    const [old, first, second, third] = ['2026-10-31 10:00', '2026-11-01 10:00', '2026-11-20 10:00', '2026-12-01 09:00'].map(at)
    if (!old || !first || !second || !third) throw new Error('dates')
    expect(reasons({ callsAt: [first, second, third] })).toEqual(['repeat-calls'])
    expect(reasons({ callsAt: [old, second, third] })).toEqual([])
  })
})

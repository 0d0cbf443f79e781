import { describe, expect, it } from 'vitest'
import {
  archiveFrom,
  areCallbackTriesUsedUp,
  areReworksUsedUp,
  callbackDue,
  isWithinRestartTime,
  reworkDue,
} from '../../../../shared/tickets/deadlines/after-result'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { at, data, shown } from './data'

describe('after the result', () => {
  it('the caller is rung back within two working days', () => {
    expect(shown(callbackDue(at('2026-11-27 15:00'), data).dueAt)).toBe('2026-12-01 23:59:59')
  })

  it('three tries count on two different days at different hours only', () => {
    const usedUp = (...times: readonly string[]) => areCallbackTriesUsedUp(times.map(at), data)
    expect(usedUp('2026-12-01 09:10', '2026-12-01 15:00', '2026-12-02 19:00')).toBe(true)
    expect(usedUp('2026-12-01 09:10', '2026-12-01 09:20', '2026-12-01 09:30')).toBe(false)
    expect(usedUp('2026-12-01 09:10', '2026-12-01 11:00', '2026-12-01 15:00')).toBe(false)
    expect(usedUp('2026-12-01 09:10', '2026-12-02 09:20', '2026-12-03 09:30')).toBe(false)
    expect(usedUp('2026-12-01 09:10', '2026-12-02 15:00')).toBe(false)
  })

  it('a rework has five working days and comes at most twice', () => {
    expect(shown(reworkDue(at('2026-11-23 15:00'), data).dueAt)).toBe('2026-11-30 23:59:59')
    expect([0, 1, 2].map((reworks) => areReworksUsedUp(reworks, data))).toEqual([false, false, true])
  })

  it('a closed order is archived after seven working days', () => {
    expect(shown(archiveFrom(at('2026-11-23 15:00'), null, data).dueAt)).toBe('2026-12-02 23:59:59')
  })

  it('a promise outlives the closing by thirty days', () => {
    expect(shown(archiveFrom(at('2026-11-23 15:00'), localDate('2026-12-14'), data).dueAt)).toBe('2027-01-13 00:00:00')
    expect(shown(archiveFrom(at('2026-11-23 15:00'), localDate('2026-10-01'), data).dueAt)).toBe('2026-12-02 23:59:59')
  })

  it('a closed order is restarted for new facts within thirty days', () => {
    expect(isWithinRestartTime(at('2026-11-01 23:00'), at('2026-12-01 08:00'), data)).toBe(true)
    expect(isWithinRestartTime(at('2026-11-01 23:00'), at('2026-12-02 00:00'), data)).toBe(false)
  })
})

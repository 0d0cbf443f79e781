import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import type { Pause } from '../../../../shared/tickets/deadlines/handling-clock'
import { clockStart, parkedWorkingDays, readHandlingClock } from '../../../../shared/tickets/deadlines/handling-clock'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { dueAfterWorkingDays } from '../../../../shared/tickets/deadlines/working-days'
import { at, data, shown } from './data'

const { calendar } = data

function parked(from: string, to: string | null): Pause {
  return { why: 'parked', from: at(from), to: to === null ? null : at(to) }
}

/** Five days from Monday 23 November: due Monday 30 November. */
function clock(...pauses: readonly Pause[]) {
  return { startsAt: at('2026-11-23 09:00'), workingDays: 5, extensions: [], pauses }
}

function dueOf(...pauses: readonly Pause[]): string {
  const reading = readHandlingClock(clock(...pauses), calendar)
  return reading.kind === 'running' ? shown(reading.dueAt).slice(0, 10) : reading.kind
}

describe('the start of the handling clock', () => {
  const facts = {
    firstDispatchedAt: at('2026-11-25 09:00'),
    callStartedAt: at('2026-11-23 17:00'),
    takenOffline: false,
    resetByLeadAt: null,
  }

  it('is the first dispatch: returns, recalls and re-dispatches gain nothing', () => {
    expect(clockStart(facts)).toBe(facts.firstDispatchedAt)
  })

  it('is the call for an order that was taken offline', () => {
    expect(clockStart({ ...facts, takenOffline: true })).toBe(facts.callStartedAt)
  })

  it('is moved by the lead only', () => {
    expect(clockStart({ ...facts, takenOffline: true, resetByLeadAt: at('2026-11-26 10:00') })).toBe(at('2026-11-26 10:00'))
  })
})

describe('the handling clock', () => {
  it('without pauses is the plain limit', () => {
    expect(dueOf()).toBe('2026-11-30')
  })

  it('stops while the order is parked and keeps what was left', () => {
    expect(readHandlingClock(clock(parked('2026-11-25 10:00', null)), calendar)).toEqual({
      kind: 'paused',
      why: 'parked',
      since: at('2026-11-25 10:00'),
      workingDaysLeft: 4,
      warnings: [],
    })
    expect(dueOf(parked('2026-11-25 10:00', '2026-12-07 15:00'))).toBe('2026-12-10')
  })

  it('loses nothing to a pause that begins and ends on one day, nor to a weekend inside a pause', () => {
    expect(dueOf(parked('2026-11-25 10:00', '2026-11-25 16:00'))).toBe('2026-11-30')
    expect(dueOf(parked('2026-11-27 10:00', '2026-11-30 10:00'))).toBe('2026-12-01')
  })

  it('stops while a result is checked and resumes when it is sent back', () => {
    expect(dueOf({ why: 'result-checked', from: at('2026-11-26 10:00'), to: at('2026-11-27 09:00') })).toBe('2026-12-01')
  })

  it('stays run out when the pause came too late', () => {
    expect(dueOf(parked('2026-12-01 09:00', null))).toBe('2026-11-30')
  })

  it('grows by granted extensions', () => {
    const reading = readHandlingClock({ ...clock(), extensions: [5] }, calendar)
    expect(reading).toEqual({ kind: 'running', ...dueAfterWorkingDays(at('2026-11-23 09:00'), 10, calendar) })
  })

  it('keeps parked days apart from handling days, and days under review are not parked', () => {
    const pauses = [
      parked('2026-11-25 10:00', '2026-11-30 10:00'),
      { why: 'result-checked', from: at('2026-12-01 10:00'), to: at('2026-12-03 10:00') } as const,
    ]
    expect(parkedWorkingDays(pauses, localDate('2026-12-10'), calendar)).toBe(3)
    expect(parkedWorkingDays([], localDate('2026-12-10'), calendar)).toBe(0)
  })

  it('is never due earlier because of a pause', () => {
    const hours = fc.integer({ min: 0, max: 24 * 40 })
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        const from = epochMs(at('2026-11-23 09:00') + Math.min(a, b) * 3_600_000)
        const to = epochMs(at('2026-11-23 09:00') + Math.max(a, b) * 3_600_000)
        const reading = readHandlingClock(clock({ why: 'parked', from, to }), calendar)
        return reading.kind === 'running' && reading.dueAt >= at('2026-11-30 23:59:59')
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import type { ActionLevel } from '../../../../shared/tickets/deadlines/limit-table'
import { firstContactDue, signDue } from '../../../../shared/tickets/deadlines/sign-limit'
import { dueAfterWorkingHours } from '../../../../shared/tickets/deadlines/working-hours'
import { dutyStart } from '../../../../shared/tickets/deadlines/unit-duty'
import { signVectors } from './fixtures/sign-vectors'
import { aroundTheClock, at, data, minute, officeHours, shown } from './data'

const duties = { '08:30-18:00': officeHours, '24h': aroundTheClock } as const

function sign(dispatchedAt: string, level: ActionLevel, phoned = false) {
  return signDue({ dispatchedAt: at(dispatchedAt), level, duty: officeHours, phoned }, data)
}

describe('signing for an order', () => {
  it.each(signVectors)('$severity at $dispatched_at, unit $unit_duty: $why', (vector) => {
    const due = signDue(
      {
        dispatchedAt: epochMs(Date.parse(vector.dispatched_at)),
        level: vector.severity,
        duty: duties[vector.unit_duty],
        phoned: vector.phoned,
      },
      data,
    )
    expect(due.dueAt).toBe(Date.parse(vector.sign_due_at))
  })

  it('starts the clock at the dispatch inside duty hours and at the next 08:30 outside them', () => {
    expect(shown(sign('2026-11-24 08:30', 'RED').dueAt)).toBe('2026-11-24 08:45:00')
    expect(shown(sign('2026-11-24 08:29', 'RED').dueAt)).toBe('2026-11-24 08:45:00')
    expect(shown(sign('2026-11-24 17:59', 'RED').dueAt)).toBe('2026-11-24 18:14:00')
    expect(shown(sign('2026-11-24 18:00', 'RED').dueAt)).toBe('2026-11-25 08:45:00')
  })

  it('keeps duty hours on holidays and weekends too', () => {
    expect(shown(sign('2026-10-03 10:00', 'ORANGE').dueAt)).toBe('2026-10-03 10:30:00')
  })

  it('asks for the phone call outside duty hours, whose tick changes no limit', () => {
    const [unphoned, phoned] = [sign('2026-11-24 02:00', 'RED'), sign('2026-11-24 02:00', 'RED', true)]
    expect(unphoned.phoneCall).toBe('due')
    expect(phoned.phoneCall).toBe('done')
    expect(unphoned.dueAt).toBe(phoned.dueAt)
    expect(sign('2026-11-24 09:00', 'RED').phoneCall).toBe('not-needed')
    expect(sign('2026-11-24 08:30', 'RED').phoneCall).toBe('not-needed')
    expect(sign('2026-11-24 18:00', 'RED').phoneCall).toBe('due')
    expect(sign('2026-11-24 02:00', 'YELLOW').phoneCall).toBe('not-needed')
  })

  it('gives YELLOW four working hours and everything milder one working day', () => {
    expect(shown(sign('2026-11-24 10:00', 'YELLOW').dueAt)).toBe('2026-11-24 15:30:00')
    expect(shown(sign('2026-11-27 16:30', 'YELLOW').dueAt)).toBe('2026-11-30 12:00:00')
    expect(shown(sign('2026-11-27 16:30', 'BLUE').dueAt)).toBe('2026-11-30 23:59:59')
    expect(shown(sign('2026-11-27 16:30', null).dueAt)).toBe('2026-11-30 23:59:59')
  })

  it('knows a duty desk that is manned through the night', () => {
    const nights = { kind: 'daily', from: minute('20:00'), to: minute('08:00') } as const
    expect(dutyStart(at('2026-11-24 23:00'), nights, false).startsAt).toBe(at('2026-11-24 23:00'))
    expect(dutyStart(at('2026-11-24 07:59'), nights, false).startsAt).toBe(at('2026-11-24 07:59'))
    expect(dutyStart(at('2026-11-24 08:00'), nights, false).startsAt).toBe(at('2026-11-24 20:00'))
  })

  it('never starts a clock before the dispatch nor more than a day after it', () => {
    const instant = fc.integer({ min: at('2026-01-01 00:00'), max: at('2026-12-31 00:00') }).map(epochMs)
    fc.assert(
      fc.property(instant, (dispatchedAt) => {
        const { startsAt } = dutyStart(dispatchedAt, officeHours, false)
        return startsAt >= dispatchedAt && startsAt - dispatchedAt < 86_400_000
      }),
    )
  })
})

describe('ringing the caller for the first time', () => {
  const contact = (dispatchedAt: string, level: ActionLevel, signedAt: string | null) =>
    firstContactDue(
      { dispatchedAt: at(dispatchedAt), level, duty: officeHours, phoned: true, signedAt: signedAt === null ? null : at(signedAt) },
      data,
    )

  it('has half an hour for RED and two hours for ORANGE, on the same clock as the signing', () => {
    expect(contact('2026-11-24 10:00', 'RED', null)).toMatchObject({ kind: 'at', dueAt: at('2026-11-24 10:30') })
    expect(contact('2026-11-24 02:00', 'RED', null)).toMatchObject({ kind: 'at', dueAt: at('2026-11-24 09:00') })
    expect(contact('2026-11-24 10:00', 'ORANGE', '2026-11-24 10:20')).toMatchObject({ dueAt: at('2026-11-24 12:00') })
  })

  it('has 24 hours for YELLOW and one working day for the rest, counted from the signing', () => {
    expect(contact('2026-11-27 10:00', 'YELLOW', '2026-11-27 11:00')).toMatchObject({ dueAt: at('2026-11-28 11:00') })
    expect(contact('2026-11-27 10:00', null, '2026-11-27 11:00')).toMatchObject({ dueAt: at('2026-11-30 23:59:59') })
    expect(contact('2026-11-27 10:00', 'BLUE', null)).toEqual({
      kind: 'counted-from-sign',
      span: { kind: 'working-days', amount: 1 },
    })
  })
})

describe('working hours', () => {
  const due = (start: string, hours: number) =>
    shown(dueAfterWorkingHours(at(start), hours, data.calendar, data.limits.workingHours).dueAt)

  it('stand still over lunch, at night, at weekends and on holidays', () => {
    expect(due('2026-11-24 11:00', 2)).toBe('2026-11-24 14:30:00')
    expect(due('2026-11-24 12:30', 1)).toBe('2026-11-24 14:30:00')
    expect(due('2026-11-24 20:00', 1)).toBe('2026-11-25 10:00:00')
    expect(due('2026-09-30 17:00', 1)).toBe('2026-10-08 09:30:00')
  })

  it('run on a made-up Saturday', () => {
    expect(due('2026-10-10 08:00', 4)).toBe('2026-10-10 14:30:00')
  })

  it('end with the stretch in which they are used up', () => {
    expect(due('2026-11-24 09:00', 3)).toBe('2026-11-24 12:00:00')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import { isToErase } from '../../../shared/tickets/is-to-erase'
import { erasedBefore, isErasureDue, monthsBefore } from '../../../shared/tickets/retention'
import type { TicketState } from '../../../shared/tickets/ticket'
import { isOpen } from '../../../shared/tickets/ticket-rules'

const at = (text: string) => epochMs(Date.parse(text))

describe('how long personal data of an order that has ended is kept', () => {
  it('for ever, as long as the house has not said', () => {
    expect(erasedBefore(at('2026-11-28T03:00:00Z'), 0)).toBeNull()
  })

  it.each([
    ['2026-11-28T03:00:00.000Z', 12, '2025-11-28T03:00:00.000Z'],
    ['2026-08-31T10:00:00.000Z', 6, '2026-02-28T10:00:00.000Z'],
    ['2024-08-31T10:00:00.000Z', 6, '2024-02-29T10:00:00.000Z'],
    ['2028-02-29T00:00:00.000Z', 12, '2027-02-28T00:00:00.000Z'],
    ['2026-01-31T00:00:00.000Z', 240, '2006-01-31T00:00:00.000Z'],
  ])('at %s and by %d months, what changed last before %s is over', (now, months, before) => {
    expect(new Date(erasedBefore(at(now), months) ?? 0).toISOString()).toBe(before)
  })

  it('never a day too early: so many months later it is that day again, or the month had no such day', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2010-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }), fc.integer({ min: 1, max: 240 }), (now, months) => {
      const before = new Date(monthsBefore(now.getTime(), months))
      const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
      expect(before.getUTCFullYear() * 12 + before.getUTCMonth()).toBe(year * 12 + month - months)
      expect(before.getUTCDate()).toBe(Math.min(now.getUTCDate(), new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate()))
    }))
  })

  it.each<TicketState>(['ANSWERED', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID', 'CALL_RECORD', 'REVIEWING', 'CALLBACK', 'SUSPENDED', 'REWORK'])('%s is erased only where it has ended', (state) => {
    expect(isToErase({ state, changedAt: 99 }, 100)).toBe(!isOpen(state))
    expect(isToErase({ state, changedAt: 100 }, 100)).toBe(false)
  })

  it.each([
    ['2026-11-23T10:00:00+08:00', '2026-11-23T23:59:59+08:00', false],
    ['2026-11-23T10:00:00+08:00', '2026-11-24T02:59:59+08:00', false],
    ['2026-11-23T10:00:00+08:00', '2026-11-24T03:00:00+08:00', true],
    ['2026-11-23T10:00:00+08:00', '2026-11-24T22:00:00+08:00', true],
    ['2026-11-24T01:00:00+08:00', '2026-11-24T03:00:00+08:00', false],
  ])('a policy set at %s is due at %s: %s', (setAt, now, isDue) => {
    expect(isErasureDue(at(now), at(setAt))).toBe(isDue)
  })
})

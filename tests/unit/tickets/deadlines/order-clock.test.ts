import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOfOrder, isHandedInLate, startOfOrder } from '../../../../shared/tickets/deadlines/order-clock'
import { dueAfterWorkingDays } from '../../../../shared/tickets/deadlines/working-days'
import { epochMs } from '../../../../shared/lib/clock'
import { at, data, shown } from './data'

const callStartedAt = at('2026-11-23 17:50')
const due = (handedInAt: string) => {
  const dueAt = dueOfOrder({ type: 'TS', callStartedAt, handedInAt: at(handedInAt) }, data)
  return dueAt === null ? null : shown(dueAt)
}

describe('the limit of an order', () => {
  it('is the same whether it is handed in at once or was kept overnight: the caller has waited all the same', () => {
    expect(due('2026-11-23 18:10')).toBe('2026-12-07 23:59:59')
    expect(due('2026-11-24 09:00')).toBe('2026-12-07 23:59:59')
    expect(due('2026-11-30 09:00')).toBe('2026-12-07 23:59:59')
  })

  it('says when it runs from the call because that was on an earlier day', () => {
    expect(isHandedInLate({ callStartedAt, handedInAt: at('2026-11-23 23:59') })).toBe(false)
    expect(isHandedInLate({ callStartedAt, handedInAt: at('2026-11-24 00:01') })).toBe(true)
    expect(startOfOrder({ callStartedAt, handedInAt: at('2026-11-23 23:59') })).toBe(at('2026-11-23 23:59'))
    expect(startOfOrder({ callStartedAt, handedInAt: at('2026-11-24 00:01') })).toBe(callStartedAt)
  })

  it('is none for praise', () => {
    expect(dueOfOrder({ type: 'BY', callStartedAt, handedInAt: callStartedAt }, data)).toBeNull()
  })

  it('never gains a day by waiting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 * 86_400_000 }), fc.nat(40 * 86_400_000), (after, wait) => {
        const call = epochMs(at('2026-01-05 00:00') + after)
        const order = { type: 'QZ' as const, callStartedAt: call, handedInAt: epochMs(call + wait) }
        return dueOfOrder(order, data) === dueAfterWorkingDays(call, 5, data.calendar).dueAt
      }),
    )
  })
})

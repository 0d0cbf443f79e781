import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryRefusal } from '../../../shared/outbox/delivery-refusal'
import { epochMs } from '../../../shared/lib/clock'
import { IllegalDeliveryTransition, isAskedAfter, newDelivery, nextDelivery, type Delivery, type DeliveryEvent } from '../../../shared/outbox/delivery'
import { refusalOf } from '../../../shared/outbox/delivery-refusal'

const at = epochMs(1_000)
const later = epochMs(5_000)
const refusal = { code: 'refused', eventId: null, reason: 'not-in-this-state', paths: [] } satisfies DeliveryRefusal
const sending: Delivery = { state: 'sending', tries: 1, since: at }
const accepted: Delivery = { state: 'accepted', at, position: 12 }
const refused: Delivery = { state: 'refused', tries: 1, at, refusal }

const anyEvent: fc.Arbitrary<DeliveryEvent> = fc.constantFrom<DeliveryEvent>(
  { kind: 'claimed', at },
  { kind: 'accepted', at: later, position: 40 },
  { kind: 'refused', at, refusal },
  { kind: 'failed', failure: 'unreachable', tryAgainAt: later },
  { kind: 'page-restarted', at },
  { kind: 'desk-back', at },
  { kind: 'released', at },
)

describe('a delivery', () => {
  it('waits, is claimed, and is done when the desk has committed it', () => {
    const done = [
      { kind: 'claimed', at } as const,
      { kind: 'accepted', at: later, position: 7 } as const,
    ].reduce<Delivery>(nextDelivery, newDelivery(at))
    expect(done).toEqual({ state: 'accepted', at: later, position: 7 })
  })

  it('counts its tries and waits out the pause after a failure', () => {
    const again = nextDelivery(sending, { kind: 'failed', failure: 'timed-out', tryAgainAt: later })
    expect(again).toEqual({ state: 'waiting', tries: 1, notBefore: later, lastFailure: 'timed-out' })
    expect(nextDelivery(again, { kind: 'claimed', at: later })).toEqual({ state: 'sending', tries: 2, since: later })
  })

  it('goes at once when the desk is back, and never later than planned', () => {
    const pausing: Delivery = { state: 'waiting', tries: 3, notBefore: later, lastFailure: 'unreachable' }
    expect(nextDelivery(pausing, { kind: 'desk-back', at })).toMatchObject({ notBefore: at })
    expect(nextDelivery(newDelivery(at), { kind: 'desk-back', at: later })).toMatchObject({ notBefore: at })
  })

  it('whose page died while sending is sent again, since nobody knows', () => {
    expect(nextDelivery(sending, { kind: 'page-restarted', at: later })).toEqual({
      state: 'waiting', tries: 1, notBefore: later, lastFailure: 'interrupted',
    })
  })

  it('that was refused stays parked until somebody releases it', () => {
    expect(nextDelivery(refused, { kind: 'desk-back', at: later })).toBe(refused)
    expect(nextDelivery(refused, { kind: 'page-restarted', at: later })).toBe(refused)
    expect(nextDelivery(refused, { kind: 'released', at: later })).toMatchObject({ state: 'waiting', notBefore: later })
  })

  it('that was accepted takes every late event as a no-op', () => {
    fc.assert(fc.property(anyEvent, (event) => void expect(nextDelivery(accepted, event)).toBe(accepted)))
  })

  it('that was accepted waits again where the log may be another one, as if it had never gone', () => {
    expect(nextDelivery(accepted, { kind: 'owed-again', at: later })).toEqual({ ...newDelivery(later), isAgain: true })
  })

  it('and is known as such until the desk has said something, however often it has to be sent', () => {
    const claimed = nextDelivery(nextDelivery(accepted, { kind: 'owed-again', at }), { kind: 'claimed', at })
    const failed = nextDelivery(claimed, { kind: 'failed', failure: 'timed-out', tryAgainAt: later })
    expect([failed, nextDelivery(claimed, { kind: 'page-restarted', at })].map(isAskedAfter)).toEqual([true, true])
    expect(isAskedAfter(nextDelivery(nextDelivery(claimed, { kind: 'refused', at, refusal: refused.refusal }), { kind: 'released', at }))).toBe(false)
  })

  it.each([newDelivery(at), sending, refused])('%o was not accepted, and is not owed again', (delivery) => {
    expect(() => nextDelivery(delivery, { kind: 'owed-again', at })).toThrow(IllegalDeliveryTransition)
  })

  it.each([
    [newDelivery(at), 'accepted'],
    [newDelivery(at), 'failed'],
    [newDelivery(at), 'released'],
    [sending, 'claimed'],
    [sending, 'released'],
    [refused, 'claimed'],
    [refused, 'accepted'],
  ] as const)('%o is loud about %s', (delivery, kind) => {
    const [event] = fc.sample(anyEvent.filter((candidate) => candidate.kind === kind), 1)
    expect(() => nextDelivery(delivery, event!)).toThrow(IllegalDeliveryTransition)
  })

  it('is never lost: whatever happens it waits, is being sent, is parked or is accepted', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let delivery: Delivery = newDelivery(at)
        for (const event of events) {
          try {
            delivery = nextDelivery(delivery, event)
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalDeliveryTransition)
          }
        }
        expect(['waiting', 'sending', 'refused', 'accepted']).toContain(delivery.state)
      }),
    )
  })
})

describe('an answer of the desk', () => {
  it.each(['malformed', 'too-large', 'event-id-reused', 'refused'] as const)('%s needs somebody to look at it', (code) => {
    expect(refusalOf({ code, reason: 'category-missing' })).toEqual({ code, eventId: null, reason: 'category-missing', paths: [] })
  })

  it.each(['unauthorized', 'not-found', 'too-many-tries', 'not-ready', 'internal'] as const)('%s passes', (code) => {
    expect(refusalOf({ code })).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryRefusal } from '../../../shared/outbox/delivery-refusal'
import { epochMs, type EpochMs } from '../../../shared/lib/clock'
import type { Delivery } from '../../../shared/outbox/delivery'
import { nextTryAt, parkedAhead, readyToSend, type QueuedDelivery } from '../../../shared/outbox/lanes'
import { countOutbox, emptyOutbox } from '../../../shared/outbox/outbox-counts'

const now = epochMs(10_000)
const refusal = { code: 'malformed', eventId: null, reason: null, paths: [] } satisfies DeliveryRefusal
const states: Record<string, Delivery> = {
  ready: { state: 'waiting', tries: 0, notBefore: now, lastFailure: null },
  again: { state: 'waiting', tries: 0, notBefore: now, lastFailure: null, isAgain: true },
  pausing: { state: 'waiting', tries: 1, notBefore: epochMs(12_000), lastFailure: 'unreachable' },
  sending: { state: 'sending', tries: 1, since: now },
  refused: { state: 'refused', tries: 1, at: now, refusal },
  accepted: { state: 'accepted', at: now, position: 3 },
}

/** `a:ready b:refused a:refused:passing` = entries in this order, lane and state of each, and whether it may be passed. */
function queueOf(words: string): (QueuedDelivery & { enqueuedAt: EpochMs })[] {
  return words.split(' ').map((word, order) => {
    const [ticketId, state, passing] = word.split(':') as [string, string, string?]
    return { id: `${word}#${order}`, ticketId, order, delivery: states[state]!, enqueuedAt: epochMs(1_000 + order), ...(passing === undefined ? {} : { mayBePassed: true }) }
  })
}

const ids = (queue: readonly QueuedDelivery[]) => queue.map((entry) => entry.order)

describe('what may be sent now', () => {
  it('is the first of each ticket, oldest first', () => {
    expect(ids(readyToSend(queueOf('a:ready b:ready a:ready'), now, 9))).toEqual([0, 1])
  })

  it('is last what the desk has had before, and nobody counts that as work that waits', () => {
    expect(ids(readyToSend(queueOf('a:again b:again c:ready b:ready'), now, 9))).toEqual([2, 0, 1])
    expect(ids(readyToSend(queueOf('a:again b:again c:ready'), now, 1))).toEqual([2])
    expect(countOutbox(queueOf('a:again b:refused'))).toMatchObject({ waiting: 0, refused: 1, oldestAt: 1_001 })
  })

  it('a parked or pausing ticket holds back nothing but itself', () => {
    expect(ids(readyToSend(queueOf('a:refused a:ready b:pausing b:ready c:ready'), now, 9))).toEqual([4])
  })

  it('what may be passed holds back nothing once it is refused, and keeps its place until then', () => {
    expect(ids(readyToSend(queueOf('a:refused:passing a:ready b:sending:passing b:ready c:pausing:passing c:ready'), now, 9))).toEqual([1])
    expect(ids(readyToSend(queueOf('a:refused a:refused:passing a:ready'), now, 9))).toEqual([])
    expect([...parkedAhead(queueOf('a:refused:passing a:ready b:refused b:ready')).keys()]).toEqual(['b:ready#3'])
  })

  it('what is accepted makes way, what is being sent does not', () => {
    expect(ids(readyToSend(queueOf('a:accepted a:ready b:sending b:ready'), now, 9))).toEqual([1])
  })

  it('never offers two of one ticket, nor one before an earlier one of its ticket', () => {
    const word = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...Object.keys(states))).map(([lane, state]) => `${lane}:${state}`)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(4), (words, limit) => {
        const queue = queueOf(words.join(' '))
        const ready = readyToSend(queue, now, limit)
        expect(ready.length).toBeLessThanOrEqual(limit)
        expect(new Set(ready.map((entry) => entry.ticketId)).size).toBe(ready.length)
        for (const entry of ready) {
          const earlier = queue.filter((other) => other.ticketId === entry.ticketId && other.order < entry.order)
          expect(earlier.every((other) => other.delivery.state === 'accepted')).toBe(true)
        }
      }),
    )
  })
})

describe('what an agent counts', () => {
  it('is a record of a call with whatever else is owed of its order, and alone once that is there or the record came back', () => {
    expect(countOutbox(queueOf('a:ready a:ready:passing b:refused b:ready:passing'))).toMatchObject({ waiting: 1, refused: 1, held: 0 })
    expect(countOutbox(queueOf('a:accepted a:ready:passing b:sending b:refused:passing'))).toMatchObject({ waiting: 1, sending: 1, refused: 1 })
  })
})

describe('when to look again', () => {
  it('is when the first pause ends', () => {
    expect(nextTryAt(queueOf('a:pausing b:refused'))).toBe(12_000)
  })
  it('is never when everything is parked, on its way or done', () => {
    expect(nextTryAt(queueOf('a:refused a:ready b:accepted c:sending'))).toBeNull()
  })
})

describe('the outbox in the state bar', () => {
  it('counts what the desk has not taken, and tells those held behind a refused one', () => {
    expect(countOutbox(queueOf('a:accepted b:refused b:ready c:sending d:pausing'))).toEqual({
      waiting: 2, sending: 1, refused: 1, held: 1, oldestAt: 1_001,
    })
  })
  it('is empty when everything is accepted', () => {
    expect(countOutbox(queueOf('a:accepted'))).toEqual(emptyOutbox)
  })
})

describe('what stands behind a parked one', () => {
  const behind = (words: string) => [...parkedAhead(queueOf(words))].map(([id, first]) => [Number(id.split('#')[1]), first.order])

  it('waits for the first parked one of its own ticket, and for nothing of another', () => {
    expect(behind('a:refused a:ready b:ready a:pausing a:refused a:ready')).toEqual([[1, 0], [3, 0], [5, 0]])
  })

  it('is nothing that went before it, is on its way or has arrived', () => {
    expect(behind('a:ready a:refused b:sending b:accepted')).toEqual([])
  })

  it('is never sent, and everything else that is ready is', () => {
    const queue = fc.array(fc.constantFrom('a', 'b', 'c').chain((lane) => fc.constantFrom(...Object.keys(states)).map((state) => `${lane}:${state}`)), { minLength: 1, maxLength: 12 })
    fc.assert(fc.property(queue, (words) => {
      const entries = queueOf(words.join(' '))
      const held = parkedAhead(entries)
      for (const { id } of readyToSend(entries, now, 99)) expect(held.has(id)).toBe(false)
      expect(countOutbox(entries).held).toBe([...held.keys()].filter((id) => !id.includes(':again')).length)
    }))
  })
})

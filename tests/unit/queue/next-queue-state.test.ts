import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextQueueState, noQueues } from '../../../shared/queue/next-queue-state'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import { queueStateSchema, type QueueState } from '../../../shared/queue/queue-state'
import { createQueueModel, modelCaller } from '../../support/queue-model'
import { seededRandom } from '../../support/seeded-random'

const run = (events: readonly QueueEvent[], from: QueueState = noQueues) => events.reduce(nextQueueState, from)
const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const lengths = fc.integer({ min: 1, max: 120 })
const entered = (id: string, at: number, position: number, queue = 'hotline'): QueueEvent =>
  ({ kind: 'entered', queueCallId: id, queue, at, position, caller: modelCaller(1) })

function morning(seed: number, count: number) {
  const model = createQueueModel(seededRandom(seed))
  return { model, events: Array.from({ length: count }, () => model.next()) }
}

describe('the state of the queues', () => {
  it('is, after any events, what the PBX would say if it were asked', () => {
    fc.assert(fc.property(seeds, lengths, (seed, count) => {
      const { model, events } = morning(seed, count)
      expect(run(events)).toEqual(model.snapshot())
    }), { numRuns: 500 })
  })

  it('goes on from any snapshot as if it had heard everything before', () => {
    fc.assert(fc.property(seeds, lengths, lengths, (seed, before, after) => {
      const model = createQueueModel(seededRandom(seed))
      for (let n = 0; n < before; n += 1) model.next()
      const snapshot = model.snapshot()
      const events = Array.from({ length: after }, () => model.next())
      const folded = run(events, snapshot)
      expect(folded).toEqual(model.snapshot())
      expect(queueStateSchema.safeParse(folded).success).toBe(true)
    }), { numRuns: 300 })
  })

  it('is not changed by an event that is heard twice, and says so by staying the very same', () => {
    fc.assert(fc.property(seeds, lengths, (seed, count) => {
      const { events } = morning(seed, count)
      let state = noQueues
      for (const event of events) {
        state = nextQueueState(state, event)
        if (event.kind !== 'moved') expect(nextQueueState(state, event)).toBe(state)
        else expect(nextQueueState(state, event)).toEqual(state)
      }
    }))
  })

  it('comes out the same when the last stretch is heard a second time, save for the places in line', () => {
    const withoutPlaces = (state: QueueState) => ({ ...state, waiting: state.waiting.map(({ queueCallId, queue, enteredAt, offeredTo }) => `${queue} ${queueCallId} ${enteredAt} ${offeredTo.join()}`).sort(), members: state.members.map((member) => ({ ...member, since: 0 })) })
    fc.assert(fc.property(seeds, lengths, fc.integer({ min: 0, max: 40 }), (seed, count, again) => {
      const { events } = morning(seed, count)
      const once = run(events)
      const ofCalls = events.slice(-again).filter(({ kind }) => kind !== 'moved')
      expect(withoutPlaces(run(ofCalls, once))).toEqual(withoutPlaces(once))
    }))
  })

  it('does not care in which order it hears of different calls, as long as nobody enters, nor of different seats', () => {
    fc.assert(fc.property(seeds, lengths, (seed, count) => {
      const { events } = morning(seed, count + 2)
      const [one, other] = events.slice(-2)
      const before = run(events.slice(0, -2))
      if (one === undefined || other === undefined || one.kind === 'entered' || other.kind === 'entered' || one.kind === 'moved' || other.kind === 'moved') return
      const subject = (event: QueueEvent) => (event.kind === 'member' ? `${event.queue} ${event.extension}` : 'queueCallId' in event ? event.queueCallId : '')
      if (subject(one) === subject(other)) return
      expect(run([other, one], before)).toEqual(run([one, other], before))
    }), { numRuns: 500 })
  })

  it('takes no notice of calls that nobody has seen enter', () => {
    const strange: QueueEvent[] = [
      { kind: 'offered', queueCallId: 'x', queue: 'hotline', extension: '1001', at: 1 },
      { kind: 'answered', queueCallId: 'x', queue: 'hotline', extension: '1001', at: 2, waitedMs: 1 },
      { kind: 'held', queueCallId: 'x', extension: '1001', at: 3, on: true },
      { kind: 'left', queueCallId: 'x', queue: 'hotline', at: 4, why: 'hung-up', waitedMs: 1 },
      { kind: 'completed', queueCallId: 'x', queue: 'hotline', extension: '1001', at: 5, how: 'caller' },
    ]
    expect(run(strange)).toBe(noQueues)
  })

  it('moves everybody behind a caller who leaves up by one, in that queue alone', () => {
    const state = run([entered('a', 1, 1), entered('b', 2, 2), entered('c', 3, 3), entered('d', 4, 1, 'legal'), { kind: 'left', queueCallId: 'a', queue: 'hotline', at: 5, why: 'hung-up', waitedMs: 4 }])
    expect(state.waiting.map(({ queueCallId, queue, position }) => [queueCallId, queue, position])).toEqual([['b', 'hotline', 1], ['c', 'hotline', 2], ['d', 'legal', 1]])
  })

  it('lets a caller who is sent on to another queue wait there, and only there', () => {
    const state = run([entered('a', 1, 1), entered('a', 5, 1, 'legal')])
    expect(state.waiting.map(({ queue }) => queue)).toEqual(['legal'])
  })

  it('does not let a caller wait again of whom it hears too late', () => {
    const talking = run([entered('a', 10, 1), { kind: 'answered', queueCallId: 'a', queue: 'hotline', extension: '1001', at: 20, waitedMs: 10 }])
    expect(nextQueueState(talking, entered('a', 10, 1))).toBe(talking)
    expect(nextQueueState(talking, entered('a', 30, 1, 'legal')).waiting).toHaveLength(1)
    const atOnce = run([entered('b', 10, 1), { kind: 'answered', queueCallId: 'b', queue: 'hotline', extension: '1001', at: 10, waitedMs: 0 }])
    expect(nextQueueState(atOnce, entered('b', 10, 1))).toBe(atOnce)
  })

  it('counts a pause from its beginning, whatever the telephone does meanwhile', () => {
    const member = (at: number, change: object): QueueEvent => ({ kind: 'member', queue: 'hotline', extension: '1001', at, membership: 'available', reason: null, device: 'idle', ...change })
    const paused = { membership: 'paused', reason: 'break' }
    const state = run([member(1, {}), member(2, paused), member(3, { ...paused, device: 'in-use' })])
    expect(state.members).toEqual([{ queue: 'hotline', extension: '1001', membership: 'paused', reason: 'break', device: 'in-use', since: 2 }])
    expect(nextQueueState(state, member(9, { ...paused, reason: 'meeting' })).members[0]?.since).toBe(9)
  })
})

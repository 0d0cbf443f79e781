import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextQueueFeed, type QueueFeedState } from '../../../renderer/desk-client/queue-feed-state'
import { epochMs } from '../../../shared/lib/clock'
import { nextQueueState, noQueues } from '../../../shared/queue/next-queue-state'
import type { FeedLine } from '../../../shared/queue/queue-state'
import { testUuid } from '../../support/drafts'
import { createQueueModel } from '../../support/queue-model'
import { seededRandom } from '../../support/seeded-random'

const epoch = testUuid(1)
const at = epochMs(10_000)
const unheard: QueueFeedState = { state: 'unheard', since: at }
const snapshot = (change: object = {}): FeedLine => ({ kind: 'snapshot', epoch, sequence: 4, at: 9_000, heartbeatMs: 2_000, state: noQueues, pbxAwaySince: null, ...change })
const heartbeat = (sequence: number, of = epoch): FeedLine => ({ kind: 'heartbeat', epoch: of, sequence, at: 9_000 })
const change = (sequence: number): FeedLine => ({ kind: 'change', epoch, sequence, at: 9_000, event: { kind: 'member', queue: 'hotline', extension: '1001', at: 1, membership: 'available', reason: null, device: 'idle' } })
const hear = (state: QueueFeedState, line: FeedLine, when = at) => nextQueueFeed(state, { kind: 'line', line, at: when })
const live = hear(unheard, snapshot()).next

describe('what a console knows of the queues', () => {
  it('is live from the first snapshot on, with the desk\'s clock beside its own', () => {
    expect(live).toMatchObject({ state: 'live', epoch, sequence: 4, heardAt: at, deskAheadMs: -1_000 })
    expect(hear(unheard, heartbeat(4))).toEqual({ next: unheard, reread: true })
  })

  it('takes the next change, and no change a second time', () => {
    const next = hear(live, change(5)).next
    expect(next).toMatchObject({ sequence: 5, queues: { members: [{ extension: '1001' }] } })
    expect(hear(next, change(5)).next).toMatchObject({ sequence: 5, queues: { members: [{ extension: '1001' }] } })
    expect(hear(live, change(4))).toMatchObject({ reread: false, next: { sequence: 4, queues: noQueues } })
  })

  it.each([['a change too far', change(6)], ['a heartbeat that knows of more', heartbeat(5)], ['another epoch without a snapshot', heartbeat(4, testUuid(2))]])(
    'reads everything again after %s, and shows nothing of it before', (_, line) => expect(hear(live, line)).toEqual({ next: live, reread: true }),
  )

  it('turns grey when nothing is heard, as of when it last was, and live again with the next line', () => {
    const grey = nextQueueFeed(live, { kind: 'quiet' }).next
    expect(grey).toMatchObject({ state: 'stale', since: at, sequence: 4 })
    expect(nextQueueFeed(grey, { kind: 'quiet' }).next).toBe(grey)
    expect(hear(grey, heartbeat(4), epochMs(20_000)).next).toMatchObject({ state: 'live', heardAt: 20_000 })
    expect(nextQueueFeed(unheard, { kind: 'quiet' }).next).toBe(unheard)
  })

  it('is away while the PBX is, since when the desk says, also across a grey time, until everything has been read', () => {
    const away = hear(live, { kind: 'pbx', epoch, sequence: 5, at: 9_000, awaySince: 8_000 }).next
    expect(away).toMatchObject({ state: 'away', since: 8_000, sequence: 5 })
    const grey = nextQueueFeed(away, { kind: 'quiet' }).next
    expect(hear(grey, heartbeat(5)).next).toMatchObject({ state: 'away', since: 8_000 })
    expect(hear(away, snapshot({ epoch: testUuid(2), sequence: 0 })).next).toMatchObject({ state: 'live', sequence: 0 })
    expect(hear(unheard, snapshot({ pbxAwaySince: 1 })).next).toMatchObject({ state: 'away', since: 1 })
  })

  it('never shows anything but what the desk had under that number, whatever of the lines is lost, doubled or late', () => {
    const faults = fc.array(fc.constantFrom('through', 'through', 'through', 'lost', 'twice', 'late'), { minLength: 1, maxLength: 80 })
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 }), faults, (seed, fates) => {
      const model = createQueueModel(seededRandom(seed))
      let queues = model.snapshot()
      const atDesk = new Map([[0, queues]])
      let state = hear(unheard, snapshot({ sequence: 0, state: queues })).next
      let late: FeedLine[] = []
      fates.forEach((fate, index) => {
        const event = model.next()
        queues = nextQueueState(queues, event)
        atDesk.set(index + 1, queues)
        const line: FeedLine = { kind: 'change', epoch, sequence: index + 1, at: 9_000, event }
        const arriving = fate === 'lost' ? [] : fate === 'late' ? [] : fate === 'twice' ? [line, line] : [...late, line]
        late = fate === 'late' ? [line] : []
        for (const one of arriving) {
          const step = hear(state, one)
          // What is missing is read again; everything else is exactly what the desk had.
          state = step.reread ? hear(state, snapshot({ sequence: index + 1, state: queues })).next : step.next
          expect(state.state !== 'unheard' && state.queues).toEqual(state.state !== 'unheard' && atDesk.get(state.sequence))
        }
      })
    }), { numRuns: 200 })
  })
})

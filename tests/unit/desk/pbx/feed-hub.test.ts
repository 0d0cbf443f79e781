import { describe, expect, it } from 'vitest'
import { createFeedHub, type FeedHub, type FeedPlace } from '../../../../electron/desk/pbx/feed-hub'
import type { QueueNews } from '../../../../electron/desk/pbx/queue-feed'
import { noQueues } from '../../../../shared/queue/next-queue-state'
import { feedLineSchema, type FeedLine } from '../../../../shared/queue/queue-state'
import { testUuid } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'
import { createQueueModel } from '../../../support/queue-model'
import { seededRandom } from '../../../support/seeded-random'

const gatherMs = 25

function setUp(limits: { readonly keptLines?: number; readonly unreadLines?: number } = {}) {
  const time = createManualTime()
  let epochs = 0
  const hub = createFeedHub({ clock: time, timers: time, newEpoch: () => testUuid((epochs += 1)), heartbeatMs: 2_000, gatherMs, ...limits })
  const model = createQueueModel(seededRandom(7))
  const happen = (times = 1) => {
    for (let n = 0; n < times; n += 1) hub.hear({ kind: 'happened', event: model.next() })
  }
  const read = (): QueueNews => ({ kind: 'read', at: time.now(), state: model.snapshot() })
  return { time, hub, model, happen, read }
}

/** What there is to be read now. */
function reader(hub: FeedHub, place: FeedPlace | null = null) {
  const stream = hub.open(place).getReader()
  const decoder = new TextDecoder()
  return {
    async lines(count: number): Promise<FeedLine[]> {
      const lines: FeedLine[] = []
      while (lines.length < count) {
        const { done, value } = await stream.read()
        if (done) return lines
        lines.push(...decoder.decode(value).trim().split('\n').map((text) => feedLineSchema.parse(JSON.parse(text))))
      }
      return lines
    },
    stop: () => stream.cancel(),
  }
}
const placeOf = (line: FeedLine | undefined): FeedPlace => ({ epoch: line?.epoch ?? '', after: line?.sequence ?? 0 })

describe('the feed of the queues', () => {
  it('begins with everything, also while the PBX has not been read yet, and says so', async () => {
    const { hub, time, read } = setUp()
    const first = reader(hub)
    expect(await first.lines(1)).toMatchObject([{ kind: 'snapshot', sequence: 0, state: noQueues, pbxAwaySince: time.now() }])
    hub.hear(read())
    expect(await first.lines(1)).toMatchObject([{ kind: 'snapshot', sequence: 0, pbxAwaySince: null, epoch: testUuid(2) }])
  })

  it('numbers every change by one, and beats in between', async () => {
    const { hub, happen, read, time } = setUp()
    hub.hear(read())
    const first = reader(hub)
    await first.lines(1)
    happen(3)
    await time.advance(2_000)
    expect((await first.lines(4)).map(({ kind, sequence }) => [kind, sequence])).toEqual([['change', 1], ['change', 2], ['change', 3], ['heartbeat', 3]])
  })

  it('lets a reader go on where it was, and gives everything to one that was away too long, or in another epoch', async () => {
    const { hub, happen, read } = setUp({ keptLines: 10 })
    hub.hear(read())
    const [snapshot] = await reader(hub).lines(1)
    happen(5)
    expect((await reader(hub, { ...placeOf(snapshot), after: 3 }).lines(3)).map(({ kind, sequence }) => [kind, sequence])).toEqual([['change', 4], ['change', 5], ['heartbeat', 5]])
    expect((await reader(hub, { ...placeOf(snapshot), after: 5 }).lines(1)).map(({ kind }) => kind)).toEqual(['heartbeat'])
    expect((await reader(hub, { ...placeOf(snapshot), after: 6 }).lines(1)).map(({ kind }) => kind)).toEqual(['snapshot'])
    expect((await reader(hub, { epoch: testUuid(99), after: 5 }).lines(1)).map(({ kind }) => kind)).toEqual(['snapshot'])
    happen(40)
    expect((await reader(hub, { ...placeOf(snapshot), after: 3 }).lines(1)).map(({ kind }) => kind)).toEqual(['snapshot'])
    hub.hear(read())
    expect((await reader(hub, { ...placeOf(snapshot), after: 45 }).lines(1)).map(({ kind, sequence }) => [kind, sequence])).toEqual([['snapshot', 0]])
  })

  it('says once that the PBX is away, in line with the changes, and that it is back with an epoch of its own', async () => {
    const { hub, happen, read, time } = setUp()
    hub.hear(read())
    const first = reader(hub)
    const [before] = await first.lines(1)
    happen()
    hub.hear({ kind: 'away', since: time.now() })
    hub.hear({ kind: 'away', since: time.now() + 5 })
    hub.hear(read())
    const awaySince = time.now()
    await time.advance(gatherMs)
    const lines = await first.lines(3)
    expect(lines.map(({ kind, sequence }) => [kind, sequence])).toEqual([['change', 1], ['pbx', 2], ['snapshot', 0]])
    expect(lines[1]).toMatchObject({ awaySince })
    expect(lines[2]?.epoch).not.toBe(before?.epoch)
  })

  it('cuts a reader that does not read, which goes on afterwards without having missed anything', async () => {
    const { hub, happen, read, time } = setUp({ unreadLines: 20 })
    hub.hear(read())
    const slow = reader(hub)
    const [snapshot] = await slow.lines(1)
    for (let n = 0; n < 3; n += 1) {
      happen(10)
      await time.advance(gatherMs)
    }
    await expect(slow.lines(30)).rejects.toThrow('does not read')
    const changes = (await reader(hub, placeOf(snapshot)).lines(31)).filter(({ kind }) => kind === 'change')
    expect(changes.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  it('tells what comes after a pause at once, what follows it closely in one piece, and nothing twice to whoever comes in between', async () => {
    const { hub, happen, read, time } = setUp()
    hub.hear(read())
    const stream = hub.open(null).getReader()
    const piece = async () => new TextDecoder().decode((await stream.read()).value).trim().split('\n').map((text) => feedLineSchema.parse(JSON.parse(text)).sequence)
    await piece()
    await time.advance(gatherMs)
    happen(3)
    expect(await piece()).toEqual([1])
    const late = reader(hub)
    expect(await late.lines(1)).toMatchObject([{ kind: 'snapshot', sequence: 3 }])
    expect(await piece()).toEqual([2, 3])
    happen(2)
    await time.advance(gatherMs)
    expect(await piece()).toEqual([4, 5])
    expect((await late.lines(2)).map(({ sequence }) => sequence)).toEqual([4, 5])
  })

  it('ends every stream when the desk stops, and lets go of a reader who leaves', async () => {
    const { hub, happen, read } = setUp()
    hub.hear(read())
    const gone = reader(hub)
    const staying = reader(hub)
    await gone.lines(1)
    await gone.stop()
    happen()
    hub.close()
    expect((await staying.lines(99)).map(({ kind }) => kind)).toEqual(['snapshot', 'change'])
  })
})

import { describe, expect, it } from 'vitest'
import type { DeskCallError, DeskHttp } from '../../../renderer/desk-client/desk-http'
import { createQueueFeedReader } from '../../../renderer/desk-client/queue-feed'
import { noQueues } from '../../../shared/queue/next-queue-state'
import type { FeedLine } from '../../../shared/queue/queue-state'
import { testUuid } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'

const epoch = testUuid(1)
const snapshot = (sequence = 3): FeedLine => ({ kind: 'snapshot', epoch, sequence, at: 0, heartbeatMs: 2_000, state: noQueues, pbxAwaySince: null })
const heartbeat = (sequence: number): FeedLine => ({ kind: 'heartbeat', epoch, sequence, at: 0 })

/** A desk whose streams the test holds in its hand. */
function fakeDesk() {
  const streams: { readonly path: string; say(line: unknown): boolean; end(): void }[] = []
  const desk: Pick<DeskHttp, 'lines'> = {
    lines: (path, _options, take) =>
      new Promise<DeskCallError>((resolve) => {
        const end = () => resolve({ code: 'unreachable' })
        streams.push({
          path, end,
          say(line) {
            try {
              take(typeof line === 'string' ? line : JSON.stringify(line))
              return true
            } catch {
              end()
              return false
            }
          },
        })
      }),
  }
  return { desk, streams, last: () => streams.at(-1) }
}

function setUp() {
  const time = createManualTime()
  const { desk, streams, last } = fakeDesk()
  const states: string[] = []
  const reader = createQueueFeedReader({ clock: time, timers: time, random: () => 0, onState: ({ state }) => states.push(state) })
  return { time, desk, streams, last, states, reader }
}

describe('following the queues of a desk', () => {
  it('asks for everything first, and after a break for what follows', async () => {
    const { time, desk, last, streams, reader } = setUp()
    reader.follow(desk)
    expect(last()?.path).toBe('/v1/queue-feed')
    last()?.say(snapshot())
    last()?.end()
    await time.advance(1_000)
    expect(last()?.path).toBe(`/v1/queue-feed?epoch=${epoch}&after=3`)
    expect(streams).toHaveLength(2)
  })

  it('asks for everything again when lines are missing or are no lines', async () => {
    const { time, desk, last, reader } = setUp()
    reader.follow(desk)
    last()?.say(snapshot())
    expect(last()?.say(heartbeat(9))).toBe(false)
    await time.advance(1_000)
    expect(last()?.path).toBe('/v1/queue-feed')
    last()?.say(snapshot(9))
    expect(last()?.say('{"kind":"change"}')).toBe(false)
    await time.advance(1_000)
    expect(last()?.path).toBe('/v1/queue-feed')
  })

  it('turns grey within two heartbeats of the last word, whatever becomes of the stream', async () => {
    const { time, desk, last, states, reader } = setUp()
    reader.follow(desk)
    last()?.say(snapshot())
    await time.advance(3_999)
    expect(reader.state().state).toBe('live')
    await time.advance(1)
    expect(reader.state()).toMatchObject({ state: 'stale' })
    last()?.say(heartbeat(3))
    expect(states).toEqual(['live', 'stale', 'live'])
  })

  it('asks less and less often a desk that does not answer', async () => {
    const { time, desk, streams, last, reader } = setUp()
    reader.follow(desk)
    for (let n = 0; n < 200; n += 1) {
      last()?.end()
      await time.advance(100)
    }
    expect(streams.length).toBeGreaterThan(5)
    expect(streams.length).toBeLessThan(16)
  })

  it('hears nothing any more of a desk that it has left', async () => {
    const { time, desk, last, reader, streams } = setUp()
    reader.follow(desk)
    last()?.say(snapshot())
    const left = last()
    reader.follow(null)
    expect(left?.say(heartbeat(3))).toBe(false)
    await time.advance(60_000)
    expect(streams).toHaveLength(1)
    expect(reader.state().state).toBe('stale')
    reader.dispose()
  })
})

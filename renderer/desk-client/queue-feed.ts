import { queueRoutes } from '../../shared/desk-api/queue-api'
import { backoffMs } from '../../shared/lib/backoff'
import type { Clock, Timers } from '../../shared/lib/clock'
import { parseJson } from '../../shared/lib/parse-json'
import { feedLineSchema, type FeedLine } from '../../shared/queue/queue-state'
import type { DeskHttp } from './desk-http'
import { nextQueueFeed, type QueueFeedEvent, type QueueFeedState } from './queue-feed-state'

export interface QueueFeedDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  onState(state: QueueFeedState): void
  /** Every change of the queues, once and in order; a snapshot says that some may have been missed. */
  onLine?(line: Extract<FeedLine, { kind: 'snapshot' | 'change' }>): void
}

/** Follows the queues of a desk: asks for its feed, goes on where it was after a break, and says how old what it knows is. */
export interface QueueFeedReader {
  /** The desk to ask; null while there is none. Of another desk everything is read anew. */
  follow(desk: Pick<DeskHttp, 'lines'> | null): void
  state(): QueueFeedState
  dispose(): void
}

const pauses = { baseMs: 250, capMs: 5_000 }
/** A snapshot of a thousand seats and a thousand waiting has some 400 kB. */
const longestLine = 8 * 1024 * 1024
/** Until a desk has said how often its heart beats. */
const firstLineMs = 5_000
const missedHeartbeats = 2

/** Ends reading a stream from within. */
class Reread extends Error {}

export function createQueueFeedReader(deps: QueueFeedDeps): QueueFeedReader {
  const { clock, timers } = deps
  let state: QueueFeedState = { state: 'unheard', since: clock.now() }
  let current: { readonly desk: Pick<DeskHttp, 'lines'> } | null = null
  let pausing: (() => void) | null = null
  let quiet: { cancel(): void } | null = null

  function move(event: QueueFeedEvent): boolean {
    const { next, reread } = nextQueueFeed(state, event)
    if (next !== state) {
      state = next
      deps.onState(state)
    }
    return reread
  }

  const silenceMs = () => (state.state === 'unheard' ? firstLineMs : missedHeartbeats * state.heartbeatMs)

  /** The stream may have ended long before: old numbers turn grey by this clock, whatever becomes of it. */
  function watchQuiet(): void {
    quiet?.cancel()
    quiet = timers.after(silenceMs(), () => void move({ kind: 'quiet' }))
  }

  async function read(here: NonNullable<typeof current>, resume: boolean): Promise<'lost' | 'gap'> {
    const place = resume && state.state !== 'unheard' ? `?epoch=${state.epoch}&after=${state.sequence}` : ''
    let end: 'lost' | 'gap' = 'lost'
    await here.desk.lines(`${queueRoutes.feed}${place}`, { silenceMs, longestLine }, (text) => {
      if (current !== here) throw new Reread()
      const line = feedLineSchema.safeParse(parseJson(text))
      const before = state
      if (!line.success || move({ kind: 'line', line: line.data, at: clock.now() })) {
        end = 'gap'
        throw new Reread()
      }
      watchQuiet()
      const isNew = line.data.kind === 'snapshot' || (line.data.kind === 'change' && before.state !== 'unheard' && line.data.sequence > before.sequence)
      if (isNew && (line.data.kind === 'snapshot' || line.data.kind === 'change')) deps.onLine?.(line.data)
    })
    return end
  }

  async function run(here: NonNullable<typeof current>): Promise<void> {
    let resume = true
    for (let failures = 0; current === here; ) {
      const heardBefore = state.state === 'unheard' ? null : state.heardAt
      const end = await read(here, resume)
      if (current !== here) return
      const heardSomething = state.state !== 'unheard' && state.heardAt !== heardBefore
      resume = end === 'lost'
      failures = heardSomething ? 1 : failures + 1
      await pause(backoffMs(failures, pauses, deps.random))
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timers.after(ms, resolve)
      pausing = () => {
        timer.cancel()
        resolve()
      }
    })
  }

  function leave(): void {
    current = null
    pausing?.()
  }

  return {
    follow(desk) {
      leave()
      if (desk === null) return
      current = { desk }
      void run(current)
    },
    state: () => state,
    dispose() {
      leave()
      quiet?.cancel()
    },
  }
}

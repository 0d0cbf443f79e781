import { queueRoutes } from '../../shared/desk-api/queue-api'
import type { Clock, Timers } from '../../shared/lib/clock'
import { parseJson } from '../../shared/lib/parse-json'
import { feedLineSchema, type FeedLine } from '../../shared/queue/queue-state'
import { nextQueueFeed, type QueueFeedEvent, type QueueFeedState } from './queue-feed-state'
import { createStreamFollower, type StreamDesk } from './stream-follower'

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
  follow(desk: StreamDesk | null): void
  state(): QueueFeedState
  dispose(): void
}

/** A snapshot of a thousand seats and a thousand waiting has some 400 kB. */
const longestLine = 8 * 1024 * 1024
/** Until a desk has said how often its heart beats. */
const firstLineMs = 5_000
const missedHeartbeats = 2

export function createQueueFeedReader(deps: QueueFeedDeps): QueueFeedReader {
  const { clock, timers, random } = deps
  let state: QueueFeedState = { state: 'unheard', since: clock.now() }
  /** Something of the stream is missing: everything is read again. */
  let hasGap = false

  function move(event: QueueFeedEvent): boolean {
    const { next, reread } = nextQueueFeed(state, event)
    if (next !== state) {
      state = next
      deps.onState(state)
    }
    return reread
  }

  const stream = createStreamFollower({
    timers, random, longestLine,
    path: () => `${queueRoutes.feed}${hasGap || state.state === 'unheard' ? '' : `?epoch=${state.epoch}&after=${state.sequence}`}`,
    silenceMs: () => (state.state === 'unheard' ? firstLineMs : missedHeartbeats * state.heartbeatMs),
    take(text) {
      const line = feedLineSchema.safeParse(parseJson(text))
      const before = state
      hasGap = !line.success || move({ kind: 'line', line: line.data, at: clock.now() })
      if (!line.success || hasGap) return 'reread'
      const isNew = line.data.kind === 'snapshot' || (line.data.kind === 'change' && before.state !== 'unheard' && line.data.sequence > before.sequence)
      if (isNew && (line.data.kind === 'snapshot' || line.data.kind === 'change')) deps.onLine?.(line.data)
      return 'heard'
    },
    // The stream may have ended long before: old numbers turn grey by this clock, whatever becomes of it.
    onQuiet: () => void move({ kind: 'quiet' }),
  })

  return {
    follow(desk) {
      hasGap = false
      stream.follow(desk)
    },
    state: () => state,
    dispose: () => stream.dispose(),
  }
}

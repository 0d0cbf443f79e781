import { assertNever } from '../../shared/lib/assert-never'
import type { EpochMs } from '../../shared/lib/clock'
import { nextQueueState } from '../../shared/queue/next-queue-state'
import type { FeedLine, QueueState } from '../../shared/queue/queue-state'

/**
 * What a console knows of the queues. Only `live` may be shown as live; in the others the numbers are old, or there are none.
 *
 * ```
 * unheard --snapshot--> live <--line-- stale
 *                        |  `--quiet--> ^ |
 *                        +--pbx away--> away
 * ```
 */
export type QueueFeedState =
  | { readonly state: 'unheard'; readonly since: EpochMs }
  | ({ readonly state: 'live' } & HeardQueues)
  /** The desk has missed two heartbeats, or its stream does not come back; `since` it was last heard. */
  | ({ readonly state: 'stale'; readonly since: EpochMs } & HeardQueues)
  /** The desk is there, and the PBX does not answer it since then, by the desk's clock. */
  | ({ readonly state: 'away'; readonly since: number } & HeardQueues)

export interface HeardQueues {
  readonly epoch: string
  readonly sequence: number
  readonly queues: QueueState
  readonly heartbeatMs: number
  readonly heardAt: EpochMs
  /** How far the desk's clock is ahead of this computer's; what a line takes on its way counts as a part of it. */
  readonly deskAheadMs: number
  readonly pbxAwaySince: number | null
}

export type QueueFeedEvent =
  | { readonly kind: 'line'; readonly line: FeedLine; readonly at: EpochMs }
  /** Nothing came for as long as two heartbeats. */
  | { readonly kind: 'quiet' }

/** `reread`: lines are missing, and the stream has to be asked for anew. */
export interface QueueFeedStep {
  readonly next: QueueFeedState
  readonly reread: boolean
}

/** The one transition. Every change is taken once and in its order, or everything is read again. */
export function nextQueueFeed(feed: QueueFeedState, event: QueueFeedEvent): QueueFeedStep {
  switch (event.kind) {
    case 'quiet':
      if (feed.state === 'unheard' || feed.state === 'stale') return { next: feed, reread: false }
      return { next: { ...heardOf(feed), state: 'stale', since: feed.heardAt }, reread: false }
    case 'line':
      return takeLine(feed, event.line, event.at)
    default:
      return assertNever(event)
  }
}

function takeLine(feed: QueueFeedState, line: FeedLine, at: EpochMs): QueueFeedStep {
  const clock = { heardAt: at, deskAheadMs: line.at - at }
  if (line.kind === 'snapshot') {
    const { epoch, sequence, state: queues, heartbeatMs, pbxAwaySince } = line
    return { next: shown({ epoch, sequence, queues, heartbeatMs, pbxAwaySince, ...clock }), reread: false }
  }
  if (feed.state === 'unheard' || line.epoch !== feed.epoch) return { next: feed, reread: true }
  const heard = { ...heardOf(feed), ...clock }
  const isNext = line.kind !== 'heartbeat' && line.sequence === feed.sequence + 1
  if (!isNext) {
    const isMissing = line.sequence > feed.sequence
    return isMissing ? { next: feed, reread: true } : { next: shown(heard), reread: false }
  }
  const { sequence } = line
  if (line.kind === 'pbx') return { next: shown({ ...heard, sequence, pbxAwaySince: line.awaySince }), reread: false }
  return { next: shown({ ...heard, sequence, queues: nextQueueState(heard.queues, line.event) }), reread: false }
}

function shown(heard: HeardQueues): QueueFeedState {
  return heard.pbxAwaySince === null ? { ...heard, state: 'live' } : { ...heard, state: 'away', since: heard.pbxAwaySince }
}

function heardOf({ epoch, sequence, queues, heartbeatMs, heardAt, deskAheadMs, pbxAwaySince }: HeardQueues): HeardQueues {
  return { epoch, sequence, queues, heartbeatMs, heardAt, deskAheadMs, pbxAwaySince }
}

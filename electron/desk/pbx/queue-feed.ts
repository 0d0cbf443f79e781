import type { QueueEvent } from '../../../shared/queue/queue-event'
import type { QueueState } from '../../../shared/queue/queue-state'

/** What a feed tells, in this order: `read` (or `away`), then every `happened` one by one; `away` until the next `read`. */
export type QueueNews =
  /**
   * Everything as it is now. What happened between this and the news before is not told by anything else, unless the source knows it
   * (`before`, oldest first).
   */
  | { readonly kind: 'read'; readonly at: number; readonly state: QueueState; readonly before?: readonly QueueEvent[] }
  | { readonly kind: 'happened'; readonly event: QueueEvent }
  /** The PBX does not answer. */
  | { readonly kind: 'away'; readonly since: number }

/**
 * The queues of a PBX, as they change. Numbers are masked before they come out of here. Another PBX is another implementation
 * of this, and nothing else has to know.
 */
export interface QueueFeed {
  readonly kind: 'asterisk' | 'practice'
  /** Begins; news come until `stop`. To be called once. */
  start(hear: (news: QueueNews) => void): void
  stop(): void
}

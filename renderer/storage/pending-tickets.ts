import type { OutboxEntry } from '../../shared/outbox/outbox'
import { nextCachedTicket, type CachedTicket } from '../../shared/tickets/cached-ticket'

/** Where this seat's own submissions come from: everything that the outbox has not settled, in the order written. */
export interface PendingSource {
  entries(): readonly Pick<OutboxEntry, 'ticketId' | 'events'>[]
}

export interface SeatView {
  readonly cached: CachedTicket
  readonly isPending: boolean
}

/**
 * Own events on top of what the desk has confirmed. Events that have come back from the desk are in the confirmed part
 * already and are passed over by their id; null when there is nothing at all, or only the end of a ticket whose beginning
 * is not here.
 */
export function withPending(
  confirmed: CachedTicket | null,
  ticketId: string,
  pending: readonly Pick<OutboxEntry, 'ticketId' | 'events'>[],
): SeatView | null {
  let cached = confirmed
  for (const event of pending.filter((entry) => entry.ticketId === ticketId).flatMap((entry) => entry.events)) {
    if (cached === null && event.type !== 'opened') return null
    cached = nextCachedTicket(cached, event)
  }
  return cached === null ? null : { cached, isPending: cached !== confirmed }
}

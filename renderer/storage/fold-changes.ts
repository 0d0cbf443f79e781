import type { Change } from '../../shared/desk-api/desk-api'
import { nextCachedTicket, type CachedTicket } from '../../shared/tickets/cached-ticket'

/** Tickets that a page of changes touches, as they are afterwards. */
export type FoldedChanges = ReadonlyMap<string, CachedTicket>

/**
 * Folds a page of the log on top of what is here. Changes that are in it already are passed over; null when a version is
 * missing, so that this copy of the log has a hole.
 */
export function foldChanges(changes: readonly Change[], known: ReadonlyMap<string, CachedTicket>): FoldedChanges | null {
  const folded = new Map<string, CachedTicket>()
  for (const { event, version } of changes) {
    const before = folded.get(event.ticketId) ?? known.get(event.ticketId) ?? null
    const expected = (before?.ticket.version ?? 0) + 1
    if (version < expected) continue
    if (version > expected) return null
    folded.set(event.ticketId, nextCachedTicket(before, event))
  }
  return folded
}

import type { Change } from '../../shared/desk-api/desk-api'
import { nextCachedTicket, type CachedTicket } from '../../shared/tickets/cached-ticket'

/** What a page of changes makes of this copy. */
export interface FoldedChanges {
  /** Tickets that it touches, as they are afterwards. */
  readonly tickets: ReadonlyMap<string, CachedTicket>
  /** Versions of tickets that had left before and go on elsewhere. */
  readonly forgotten: ReadonlyMap<string, number>
}

/**
 * Folds a page of the log on top of what is here. Changes that are in it already are passed over, those of a ticket that has
 * left are counted only; null when a version is missing, so that this copy of the log has a hole.
 */
export function foldChanges(
  changes: readonly Change[],
  known: ReadonlyMap<string, CachedTicket>,
  left: ReadonlyMap<string, number>,
): FoldedChanges | null {
  const tickets = new Map<string, CachedTicket>()
  const forgotten = new Map<string, number>()
  for (const { event, version } of changes) {
    const id = event.ticketId
    const gone = forgotten.get(id) ?? left.get(id)
    const before = tickets.get(id) ?? known.get(id) ?? null
    const expected = (gone ?? before?.ticket.version ?? 0) + 1
    if (version < expected) continue
    if (version > expected) return null
    if (gone === undefined) tickets.set(id, nextCachedTicket(before, event))
    else forgotten.set(id, version)
  }
  return { tickets, forgotten }
}

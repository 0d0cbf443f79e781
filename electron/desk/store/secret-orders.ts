import { sql, type Kysely } from 'kysely'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskTables } from './database'
import { eventsByTicket } from './event-rows'

/** A secret order (保密), with what has to be known to take the identity out of its events. */
export interface SecretOrder {
  readonly ticketId: string
  readonly events: readonly TicketEvent[]
}

/**
 * Those of the tickets that are secret, or once were: what had been promised to the caller is not taken back by a later tick.
 */
export async function secretOrdersAmong(db: Kysely<DeskTables>, ticketIds: readonly string[]): Promise<SecretOrder[]> {
  if (ticketIds.length === 0) return []
  const secret = await db.selectFrom('events').select('ticket_id').distinct()
    .where('ticket_id', 'in', ticketIds)
    .where(sql<boolean>`(data -> 'values' ->> 'confidential' = 'true' or data ->> 'confidential' = 'true')`)
    .execute()
  const byTicket = await eventsByTicket(db, secret.map((row) => row.ticket_id))
  return [...byTicket].map(([ticketId, events]) => ({ ticketId, events }))
}

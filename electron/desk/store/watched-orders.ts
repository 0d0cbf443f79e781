import { sql, type Insertable, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { watchedOf } from '../../../shared/shift/watched-order'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import type { DeskTables, WatchedOrdersTable } from './database'
import { eventsByTicket } from './event-rows'
import { fillOnce, firstUuid, markFilled } from './fill-once'
import { putRows } from './put-rows'

/** Keeps the rows of orders that a shift has to look at, and takes the others away. Part of the transaction that writes the orders. */
export function putWatched(tickets: readonly Ticket[]): RawBuilder<unknown>[] {
  const rows: Insertable<WatchedOrdersTable>[] = []
  const settled: string[] = []
  for (const ticket of tickets) {
    const watched = watchedOf(ticket, shippedTagData())
    if (watched === null) settled.push(ticket.id)
    else rows.push({
      ticket_id: ticket.id,
      facts: JSON.stringify(watched),
      is_urgent: watched.level !== null || watched.asks.length > 0 || watched.callBackOwed,
      promise_due_ms: watched.promiseDueAt,
    })
  }
  return [
    ...(settled.length === 0 ? [] : [sql`delete from watched_orders where ticket_id = any(${settled}::uuid[])`]),
    ...(rows.length === 0 ? [] : [putRows({
      into: 'watched_orders', columns: ['ticket_id', 'facts', 'is_urgent', 'promise_due_ms'], json: ['facts'], rows,
      over: { key: 'ticket_id', replaces: ['facts', 'is_urgent', 'promise_due_ms'] },
    })]),
  ]
}

const ticketsAtOnce = 500

/** Makes the table anew of the whole log. */
export async function mendWatched(tx: Transaction<DeskTables>): Promise<void> {
  await tx.deleteFrom('watched_orders').execute()
  for (let last = firstUuid; ; ) {
    const page = await tx.selectFrom('tickets').select('id').where('id', '>', last).orderBy('id').limit(ticketsAtOnce).execute()
    const ids = page.map(({ id }) => id)
    const newest = ids.at(-1)
    if (newest === undefined) break
    const tickets = [...(await eventsByTicket(tx, ids)).values()].flatMap((events) => foldEvents(events) ?? [])
    for (const change of putWatched(tickets)) await change.execute(tx)
    last = newest
  }
  await markFilled(tx, 'watched_filled')
}

/** The orders of a log that is older than the table. */
export const fillWatched = (db: Kysely<DeskTables>): Promise<void> => fillOnce(db, 'watched_filled', mendWatched)

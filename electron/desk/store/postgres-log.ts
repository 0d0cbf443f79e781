import { sql, type Selectable, type Transaction } from 'kysely'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { DeskTables, TicketsTable } from './database'
import { hintChannel } from './desk-locks'
import type { LogPlace, LogWriter, NewEvent } from './desk-store'
import { loggedEventOfRow, rowOfEvent, selectEvents } from './event-rows'
import type { HashSecret } from './keyed-hash'
import { putOutlooks } from './order-outlooks'
import { putWatched } from './watched-orders'

/** The log inside one transaction whose holder has the numbering lock. */
export function createLogWriter(tx: Transaction<DeskTables>, hash: HashSecret): LogWriter {
  return {
    async eventsById(eventIds) {
      if (eventIds.length === 0) return []
      const rows = await selectEvents(tx).where('events.id', 'in', eventIds).execute()
      return rows.map(loggedEventOfRow)
    },

    async eventsOfTickets(ticketIds) {
      if (ticketIds.length === 0) return []
      const rows = await selectEvents(tx).where('events.ticket_id', 'in', ticketIds).orderBy('events.version').execute()
      return rows.map(loggedEventOfRow)
    },

    async ownersOfNumbers(numbers) {
      if (numbers.length === 0) return new Map()
      const rows = await tx.selectFrom('tickets').select(['number', 'id']).where('number', 'in', numbers).execute()
      return new Map(rows.map((row) => [row.number, row.id]))
    },

    async append(events, tickets, receivedAt) {
      if (events.length === 0) return []
      const places = placesAfter(await newestPosition(tx), events)
      await insertEvents(tx, events, places, receivedAt)
      const imported = new Set(events.flatMap(({ event }) => (event.type === 'imported' ? [event.ticketId] : [])))
      await putTickets(tx, tickets, hash)
      await putWatched(tx, tickets)
      await putOutlooks(tx, tickets, (ticket) => ({ heardAt: receivedAt, isImported: imported.has(ticket.id) }))
      const newest = places.at(-1)?.position ?? 0
      await sql`select pg_notify(${hintChannel}, ${String(newest)})`.execute(tx)
      return places
    },
  }
}

export async function newestPosition(db: Pick<Transaction<DeskTables>, 'selectFrom'>): Promise<number> {
  const row = await db.selectFrom('events').select((eb) => eb.fn.max('position').as('newest')).executeTakeFirst()
  return row?.newest ?? 0
}

function placesAfter(newest: number, events: readonly NewEvent[]): LogPlace[] {
  return events.map(({ event, version }, index) => ({ eventId: event.id, position: newest + 1 + index, version }))
}

async function insertEvents(
  tx: Transaction<DeskTables>,
  events: readonly NewEvent[],
  places: readonly LogPlace[],
  receivedAt: number,
): Promise<void> {
  const rows = events.map((entry, index) => rowOfEvent(entry, places[index]?.position ?? 0, receivedAt))
  await tx.insertInto('events').values(rows).execute()

  const personal = events.flatMap(({ event }) =>
    event.personal === null ? [] : [{ event_id: event.id, data: JSON.stringify(event.personal) }],
  )
  if (personal.length > 0) await tx.insertInto('event_personal').values(personal).execute()
}

/** What tickets are found by. `mend-tickets.ts` makes it again from the log. */
async function putTickets(tx: Transaction<DeskTables>, tickets: readonly Ticket[], hash: HashSecret): Promise<void> {
  if (tickets.length === 0) return
  await tx
    .insertInto('tickets')
    .values(tickets.map((ticket) => rowOfTicket(ticket, hash)))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(({ ref }) => ({
      number: ref('excluded.number'), practice: ref('excluded.practice'), state: ref('excluded.state'), version: ref('excluded.version'),
      history_key: ref('excluded.history_key'), query_code_hash: ref('excluded.query_code_hash'),
      created_at_ms: ref('excluded.created_at_ms'), changed_at_ms: ref('excluded.changed_at_ms'),
    })))
    .execute()
}

export type TicketRow = Selectable<TicketsTable>

export function rowOfTicket(ticket: Ticket, hash: HashSecret): TicketRow {
  return {
    id: ticket.id,
    number: ticket.number,
    practice: ticket.practice,
    state: ticket.state,
    version: ticket.version,
    history_key: ticket.caller?.historyKey ?? null,
    query_code_hash: ticket.queryCode === null ? null : hash.of(ticket.queryCode),
    created_at_ms: ticket.createdAt,
    changed_at_ms: ticket.changedAt,
  }
}

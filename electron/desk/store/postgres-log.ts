import { sql, type RawBuilder, type Selectable, type Transaction } from 'kysely'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { DeskTables, TicketsTable } from './database'
import { hintChannel } from './desk-locks'
import type { LoggedEvent, LogPlace, LogWriter, NewEvent } from './desk-store'
import { loggedEventOfRow, rowOfEvent, selectEvents } from './event-rows'
import type { HashSecret } from './keyed-hash'
import { putOutlooks, type FirstHeard } from './order-outlooks'
import { inOneStatement, putRows } from './put-rows'
import { putWatched } from './watched-orders'

/**
 * The log inside one transaction whose holder has the numbering lock. Everybody else who writes waits meanwhile, and most of that is round
 * trips: two to read, one to write.
 */
export function createLogWriter(tx: Transaction<DeskTables>, hash: HashSecret): LogWriter {
  let newest: number | null = null
  return {
    async about({ eventIds, ticketIds, numbers }) {
      const [events, place] = [await eventsAbout(tx, eventIds, ticketIds), await placeAndOwners(tx, numbers)]
      newest = place.newest
      const [byId, byTicket] = [new Set(eventIds), new Set(ticketIds)]
      return {
        known: events.filter(({ event }) => byId.has(event.id)),
        ofTickets: events.filter(({ event }) => byTicket.has(event.ticketId)),
        ownersOfNumbers: new Map(Object.entries(place.owners)),
      }
    },

    async append(events, tickets, receivedAt) {
      if (events.length === 0) return []
      const places = placesAfter(newest ?? (await newestPosition(tx)), events)
      newest = places.at(-1)?.position ?? 0
      const imported = new Set(events.flatMap(({ event }) => (event.type === 'imported' ? [event.ticketId] : [])))
      await inOneStatement(
        [
          ...putEvents(events, places, receivedAt),
          ...putDerived(tickets, hash, (ticket) => ({ heardAt: receivedAt, isImported: imported.has(ticket.id) })),
        ],
        sql`select pg_notify(${hintChannel}, ${String(newest)})`,
      ).execute(tx)
      return places
    },
  }
}

async function eventsAbout(tx: Transaction<DeskTables>, eventIds: readonly string[], ticketIds: readonly string[]): Promise<LoggedEvent[]> {
  if (eventIds.length + ticketIds.length === 0) return []
  const rows = await selectEvents(tx)
    .where(({ or, eb }) => or([
      eb('events.id', '=', sql<string>`any(${eventIds}::uuid[])`), eb('events.ticket_id', '=', sql<string>`any(${ticketIds}::uuid[])`),
    ]))
    .orderBy('events.version')
    .execute()
  return rows.map(loggedEventOfRow)
}

/** How far the log goes, and who already carries one of these numbers. */
async function placeAndOwners(tx: Transaction<DeskTables>, numbers: readonly string[]): Promise<{ newest: number; owners: Readonly<Record<string, string>> }> {
  const { rows } = await sql<{ newest: number | null; owners: Readonly<Record<string, string>> | null }>`
    select (select max(position) from events) as newest,
      (select json_object_agg(number, id) from tickets where number = any(${numbers}::text[])) as owners`.execute(tx)
  return { newest: rows[0]?.newest ?? 0, owners: rows[0]?.owners ?? {} }
}

export async function newestPosition(db: Pick<Transaction<DeskTables>, 'selectFrom'>): Promise<number> {
  const row = await db.selectFrom('events').select((eb) => eb.fn.max('position').as('newest')).executeTakeFirst()
  return row?.newest ?? 0
}

function placesAfter(newest: number, events: readonly NewEvent[]): LogPlace[] {
  return events.map(({ event, version }, index) => ({ eventId: event.id, position: newest + 1 + index, version }))
}

const ofEvent = [
  'position', 'id', 'ticket_id', 'version', 'type', 'author', 'happened_at_ms', 'recorded_at_ms', 'received_at_ms', 'based_on', 'data', 'had_personal',
] as const

function putEvents(events: readonly NewEvent[], places: readonly LogPlace[], receivedAt: number): RawBuilder<unknown>[] {
  const rows = events.map((entry, index) => rowOfEvent(entry, places[index]?.position ?? 0, receivedAt))
  const personal = events.flatMap(({ event }) => (event.personal === null ? [] : [{ event_id: event.id, data: JSON.stringify(event.personal) }]))
  return [
    putRows({ into: 'events', columns: ofEvent, json: ['author', 'data'], rows }),
    ...(personal.length === 0 ? [] : [putRows({ into: 'event_personal', columns: ['event_id', 'data'], json: ['data'], rows: personal })]),
  ]
}

/** Every row that is made of orders: what one of them says after an erasure is made of what the log says then. */
export function putDerived(tickets: readonly Ticket[], hash: HashSecret, firstHeard: (ticket: Ticket) => FirstHeard): RawBuilder<unknown>[] {
  return [putTickets(tickets, hash), ...putWatched(tickets), putOutlooks(tickets, firstHeard)]
}

const ofTicket = ['number', 'practice', 'state', 'version', 'history_key', 'query_code_hash', 'created_at_ms', 'changed_at_ms'] as const

/** What tickets are found by. `mend-tickets.ts` makes it again from the log. */
function putTickets(tickets: readonly Ticket[], hash: HashSecret): RawBuilder<unknown> {
  return putRows({ into: 'tickets', columns: ['id', ...ofTicket], rows: tickets.map((ticket) => rowOfTicket(ticket, hash)), over: { key: 'id', replaces: ofTicket } })
}

/** What of the table is made of the log. */
export type TicketRow = Omit<Selectable<TicketsTable>, 'erased_version'>

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

import type { Insertable, Kysely } from 'kysely'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskTables } from './database'
import type { LoggedEvent, NewEvent } from './desk-store'

interface EventRow {
  readonly position: number
  readonly id: string
  readonly ticket_id: string
  readonly version: number
  readonly type: string
  readonly author: unknown
  readonly happened_at_ms: number
  readonly recorded_at_ms: number
  readonly based_on: number
  readonly data: unknown
  readonly had_personal: boolean
  readonly personal: unknown
}

export function rowOfEvent(
  { event, version }: NewEvent,
  position: number,
  receivedAt: number,
): Insertable<DeskTables['events']> {
  return {
    position,
    id: event.id,
    ticket_id: event.ticketId,
    version,
    type: event.type,
    author: JSON.stringify(event.author),
    happened_at_ms: event.happenedAt,
    recorded_at_ms: event.recordedAt,
    received_at_ms: receivedAt,
    based_on: event.basedOn,
    data: JSON.stringify(event.data),
    had_personal: event.personal !== null,
  }
}

/** The rows were checked against the schema when they were written and can't change since; hence the cast. */
export function loggedEventOfRow(row: EventRow): LoggedEvent {
  const event = {
    id: row.id,
    ticketId: row.ticket_id,
    type: row.type,
    author: row.author,
    happenedAt: row.happened_at_ms,
    recordedAt: row.recorded_at_ms,
    basedOn: row.based_on,
    data: row.data,
    personal: row.personal ?? null,
  } as TicketEvent
  return { position: row.position, version: row.version, event, hadPersonal: row.had_personal }
}

/** Events with what personal values are left of them. */
export function selectEvents(db: Kysely<DeskTables>) {
  return db
    .selectFrom('events')
    .leftJoin('event_personal', 'event_personal.event_id', 'events.id')
    .select([
      'events.position', 'events.id', 'events.ticket_id', 'events.version', 'events.type', 'events.author',
      'events.happened_at_ms', 'events.recorded_at_ms', 'events.based_on', 'events.data', 'events.had_personal',
      'event_personal.data as personal',
    ])
}

/** The events of each of these tickets, oldest first; none for one that has none. */
export async function eventsByTicket(db: Kysely<DeskTables>, ticketIds: readonly string[]): Promise<Map<string, TicketEvent[]>> {
  const byTicket = new Map<string, TicketEvent[]>()
  if (ticketIds.length === 0) return byTicket
  const rows = await selectEvents(db).where('events.ticket_id', 'in', ticketIds).orderBy('events.version').execute()
  for (const { event } of rows.map(loggedEventOfRow)) {
    const known = byTicket.get(event.ticketId)
    if (known === undefined) byTicket.set(event.ticketId, [event])
    else known.push(event)
  }
  return byTicket
}

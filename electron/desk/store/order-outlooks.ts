import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { wallOutlookOf } from '../../../shared/metrics/wall-outlook'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskTables } from './database'
import { eventsByTicket } from './event-rows'
import { fillOnce, firstUuid, markFilled } from './fill-once'
import { putRows } from './put-rows'

/** An order that a wall may have to show, and how far it had come. */
export interface OutlookPlace {
  readonly ticketId: string
  readonly version: number
}

export interface IntakeOrder {
  readonly number: string
  readonly callAt: number
  /** When the desk heard of it first. */
  readonly heardAt: number
  readonly isSecret: boolean
  readonly category: string | null
  readonly district: string | null
}

/** Which orders a wall shows; all of it is found by index, whatever else the log holds. */
export interface OrderOutlooks {
  openRisks(limit: number): Promise<OutlookPlace[]>
  /** Those whose limit runs and is over before that moment, the one that is due first in front. */
  dueBefore(at: number, limit: number): Promise<OutlookPlace[]>
  countWithLimit(): Promise<number>
  /** By the time of the call. */
  intakeIn(from: number, to: number): Promise<IntakeOrder[]>
  /** Those that were first heard of in that time, and whose call was before it. */
  cameLateIn(from: number, to: number): Promise<{ readonly callAt: number }[]>
  /** Calls that no intake counts, among them those without a word. */
  uncountedSince(at: number): Promise<OutlookPlace[]>
  eventsOf(ticketIds: readonly string[]): Promise<Map<string, TicketEvent[]>>
}

/** The queries as a test explains them. */
export const outlookQueries = {
  openRisks: (limit: number) => sql<OutlookPlace>`
    select ticket_id as "ticketId", version from order_outlooks
    where open_level is not null and not is_imported order by open_level desc, ticket_id limit ${limit}`,
  dueBefore: (at: number, limit: number) => sql<OutlookPlace>`
    select ticket_id as "ticketId", version from order_outlooks
    where open_due_at_ms is not null and open_due_at_ms < ${at} and not is_imported order by open_due_at_ms limit ${limit}`,
  countWithLimit: () => sql<{ count: number }>`
    select count(*) as count from order_outlooks where open_due_at_ms is not null and open_due_at_ms > 0 and not is_imported`,
  intakeIn: (from: number, to: number) => sql<IntakeOrder>`
    select number, call_at_ms as "callAt", heard_at_ms as "heardAt", is_secret as "isSecret", category, district from order_outlooks
    where call_at_ms >= ${from} and call_at_ms < ${to} and is_counted and not is_imported order by call_at_ms desc`,
  cameLateIn: (from: number, to: number) => sql<{ callAt: number }>`
    select call_at_ms as "callAt" from order_outlooks
    where heard_at_ms >= ${from} and heard_at_ms < ${to} and call_at_ms < ${from} and is_counted and not is_imported`,
  uncountedSince: (at: number) => sql<OutlookPlace>`
    select ticket_id as "ticketId", version from order_outlooks where call_at_ms >= ${at} and not is_counted and not is_imported`,
} as const

export function createOutlooks(db: Kysely<DeskTables>): OrderOutlooks {
  return {
    openRisks: async (limit) => (await outlookQueries.openRisks(limit).execute(db)).rows,
    dueBefore: async (at, limit) => (await outlookQueries.dueBefore(at, limit).execute(db)).rows,
    countWithLimit: async () => (await outlookQueries.countWithLimit().execute(db)).rows[0]?.count ?? 0,
    intakeIn: async (from, to) => (await outlookQueries.intakeIn(from, to).execute(db)).rows,
    cameLateIn: async (from, to) => (await outlookQueries.cameLateIn(from, to).execute(db)).rows,
    uncountedSince: async (at) => (await outlookQueries.uncountedSince(at).execute(db)).rows,
    eventsOf: (ticketIds) => eventsByTicket(db, ticketIds),
  }
}

export interface FirstHeard {
  readonly heardAt: number
  readonly isImported: boolean
}

const ofTicket = ['version', 'number', 'call_at_ms', 'is_counted', 'is_secret', 'category', 'district', 'open_level', 'open_due_at_ms'] as const

/** In the transaction that appends the events. When each was first heard of stays as it was. */
export function putOutlooks(tickets: readonly Ticket[], firstHeard: (ticket: Ticket) => FirstHeard): RawBuilder<unknown> {
  return putRows({
    into: 'order_outlooks', columns: ['ticket_id', 'heard_at_ms', 'is_imported', ...ofTicket],
    rows: tickets.map((ticket) => outlookRow(ticket, firstHeard(ticket))), over: { key: 'ticket_id', replaces: ofTicket },
  })
}

export function outlookRow(ticket: Ticket, { heardAt, isImported }: FirstHeard) {
  return { ticket_id: ticket.id, heard_at_ms: heardAt, is_imported: isImported, ...rowOf(ticket) }
}

function rowOf(ticket: Ticket) {
  const { isCounted, isSecret, category, district, openLevel, openDueAt } = wallOutlookOf(ticket, shippedTagData())
  return {
    version: ticket.version, number: ticket.number, call_at_ms: ticket.createdAt, is_counted: isCounted, is_secret: isSecret,
    category, district, open_level: openLevel, open_due_at_ms: openDueAt,
  }
}

const filledAtOnce = 500

/** The orders of a log that is older than the table. */
export const fillOutlooks = (db: Kysely<DeskTables>): Promise<void> => fillOnce(db, 'outlooks_filled', mendOutlooks)

/** Makes the table anew of the whole log. */
export async function mendOutlooks(tx: Transaction<DeskTables>): Promise<void> {
  await tx.deleteFrom('order_outlooks').execute()
  for (let last = firstUuid; ; ) {
    const page = await sql<{ id: string; heardAt: number; type: string }>`
      select t.id, e.received_at_ms as "heardAt", e.type from tickets t join events e on e.ticket_id = t.id and e.version = 1
      where t.id > ${last} order by t.id limit ${filledAtOnce}`.execute(tx)
    const newest = page.rows.at(-1)?.id
    if (newest === undefined) break
    const events = await eventsByTicket(tx, page.rows.map(({ id }) => id))
    const rows = page.rows.flatMap(({ id, heardAt, type }) => {
      const ticket = foldEvents(events.get(id) ?? [])
      return ticket === null ? [] : [outlookRow(ticket, { heardAt, isImported: type === 'imported' })]
    })
    if (rows.length > 0) await tx.insertInto('order_outlooks').values(rows).execute()
    last = newest
  }
  await markFilled(tx, 'outlooks_filled')
}

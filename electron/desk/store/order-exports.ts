import { sql, type Kysely } from 'kysely'
import type { ExportFilter } from '../../../shared/desk-api/order-export'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskTables } from './database'
import { eventsByTicket } from './event-rows'

/** How far an export has come: the call and the order that it gave last. */
export interface ExportPlace {
  readonly calledAt: number
  readonly ticketId: string
}

export interface ExportPage {
  /** The events of each order, in the order of the calls. */
  readonly orders: readonly (readonly TicketEvent[])[]
  /** Null: there is nothing behind it. */
  readonly next: ExportPlace | null
}

/** Orders of a span of time, page by page; those that a day's intake counts, with those brought in from an older system. */
export interface OrderExports {
  count(filter: ExportFilter): Promise<number>
  page(filter: ExportFilter, after: ExportPlace | null, limit: number): Promise<ExportPage>
}

const matching = ({ from, to, category, state }: ExportFilter) => sql`
  call_at_ms >= ${from} and call_at_ms < ${to} and is_counted
  ${category === undefined ? sql`` : sql`and split_part(category, '-', 1) = ${category} and not is_secret`}
  ${state === undefined ? sql`` : sql`and exists (select from tickets where tickets.id = order_outlooks.ticket_id and tickets.state = ${state})`}`

/** The queries as a test explains them. */
export const exportQueries = {
  count: (filter: ExportFilter) => sql<{ count: number }>`select count(*) as count from order_outlooks where ${matching(filter)}`,
  page: (filter: ExportFilter, after: ExportPlace | null, limit: number) => sql<ExportPlace>`
    select call_at_ms as "calledAt", ticket_id as "ticketId" from order_outlooks
    where ${matching(after === null ? filter : { ...filter, from: after.calledAt })}
    ${after === null ? sql`` : sql`and (call_at_ms, ticket_id) > (${after.calledAt}, ${after.ticketId}::uuid)`}
    order by call_at_ms, ticket_id limit ${limit}`,
} as const

export function createOrderExports(db: Kysely<DeskTables>): OrderExports {
  return {
    count: async (filter) => (await exportQueries.count(filter).execute(db)).rows[0]?.count ?? 0,
    async page(filter, after, limit) {
      const places = (await exportQueries.page(filter, after, limit).execute(db)).rows
      const events = await eventsByTicket(db, places.map(({ ticketId }) => ticketId))
      return { orders: places.map(({ ticketId }) => events.get(ticketId) ?? []), next: places.length < limit ? null : places.at(-1) ?? null }
    },
  }
}

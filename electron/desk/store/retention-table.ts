import { sql, type Kysely } from 'kysely'
import type { RetentionRun } from '../../../shared/desk-api/administration'
import { isToErase } from '../../../shared/tickets/is-to-erase'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'
import { eventsByTicket } from './event-rows'
import { firstUuid } from './fill-once'
import type { HashSecret } from './keyed-hash'
import { putDerived } from './postgres-log'
import { inOneStatement } from './put-rows'

/** Where a run has come to among the orders that are old enough. */
export interface ErasurePlace {
  readonly changedAt: number
  readonly id: string
}

export interface DueOrders {
  readonly tickets: readonly Ticket[]
  /** Null at the end. */
  readonly next: ErasurePlace | null
}

/** One day's run, whose bound stays the same however often it is broken off. */
export interface ErasureRun extends RetentionRun {
  readonly before: number
}

/** Personal data of orders that ended long ago. What changes something is for a transaction of the caller's (`inOne`). */
export interface Retention {
  lastRun(): Promise<ErasureRun | null>
  /** That day's run, begun now unless it was before. */
  begin(run: Pick<ErasureRun, 'day' | 'months' | 'before'>, now: number): Promise<ErasureRun>
  /** Orders of which something personal may be left, the one that changed first in front. */
  due(before: number, after: ErasurePlace | null, limit: number): Promise<DueOrders>
  /** All of a batch or nothing. An order that was opened again since stays as it is. */
  erase(run: ErasureRun, ticketIds: readonly string[]): Promise<void>
  /** Days before this one whose run was broken off and never ended. */
  brokenOff(beforeDay: string): Promise<string[]>
  /** Null when another process has ended it. */
  end(day: string, held: number, now: number): Promise<ErasureRun | null>
}

const ofRun = ['day', 'months', 'before_ms as before', 'orders', 'held', 'ended_at_ms as endedAt'] as const

export function createRetention(db: Kysely<DeskTables>, hash: HashSecret): Retention {
  const foldsOf = async (ids: readonly string[]) => [...(await eventsByTicket(db, ids)).values()].flatMap((events) => foldEvents(events) ?? [])
  return {
    lastRun: async () => (await db.selectFrom('retention_runs').select(ofRun).orderBy('day', 'desc').limit(1).executeTakeFirst()) ?? null,

    async begin({ day, months, before }, now) {
      await db.insertInto('retention_runs').values({ day, months, before_ms: before, orders: 0, held: 0, begun_at_ms: now })
        .onConflict((conflict) => conflict.doNothing()).execute()
      return db.selectFrom('retention_runs').select(ofRun).where('day', '=', day).executeTakeFirstOrThrow()
    },

    async due(before, after, limit) {
      const { rows } = await sql<ErasurePlace>`
        select id, changed_at_ms as "changedAt" from tickets where erased_version < version and changed_at_ms < ${before}
          and (changed_at_ms, id) > (${after?.changedAt ?? -1}, ${after?.id ?? firstUuid}::uuid)
        order by changed_at_ms, id limit ${limit}`.execute(db)
      return { tickets: await foldsOf(rows.map(({ id }) => id)), next: rows.at(-1) ?? null }
    },

    async erase({ day, before }, ticketIds) {
      // Whoever writes to one of them meanwhile would make its rows of what has just been erased.
      await sql`select pg_advisory_xact_lock(${deskLocks.numbering})`.execute(db)
      const ids = (await foldsOf(ticketIds)).filter((ticket) => isToErase(ticket, before)).map(({ id }) => id)
      if (ids.length === 0) return
      const gone = await sql<{ count: number }>`
        with gone as (delete from event_personal using events where events.id = event_personal.event_id and events.ticket_id = any(${ids}::uuid[]) returning events.ticket_id)
        select count(distinct ticket_id) as count from gone`.execute(db)
      const left = await foldsOf(ids)
      await inOneStatement(putDerived(left, hash, ({ createdAt }) => ({ heardAt: createdAt, isImported: false })), sql`select`).execute(db)
      await sql`update tickets set erased_version = version where id = any(${ids}::uuid[])`.execute(db)
      // Another process may have been faster with some of them.
      await sql`update retention_runs set orders = orders + ${gone.rows[0]?.count ?? 0} where day = ${day}`.execute(db)
    },

    brokenOff: async (beforeDay) =>
      (await db.selectFrom('retention_runs').select('day').where('day', '<', beforeDay).where('ended_at_ms', 'is', null).orderBy('day').execute()).map(({ day }) => day),

    async end(day, held, now) {
      const ended = await db.updateTable('retention_runs').set({ ended_at_ms: now, held })
        .where('day', '=', day).where('ended_at_ms', 'is', null).returning(ofRun).executeTakeFirst()
      return ended ?? null
    },
  }
}

import { sql, type Kysely } from 'kysely'
import { shiftEventSchema, type NewShiftEvent, type ShiftEvent, type ShiftPerson } from '../../../shared/shift/shift-event'
import type { KnownOrders } from '../../../shared/shift/report-lists'
import { watchedOrderSchema, type WatchedOrder } from '../../../shared/shift/watched-order'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'
import { newestPosition } from './postgres-log'

/** Shifts of a desk. Methods reject with errors of pg. */
export interface ShiftTable {
  /** Where the event stands; the same id again answers the same. */
  add(event: NewShiftEvent, by: ShiftPerson, now: number): Promise<number>
  /** Oldest first. */
  eventsAfter(position: number, limit: number): Promise<ShiftEvent[]>
  /** RED, ORANGE, asked about or owed a call-back; and those whose promise is due before `dueBefore` and nobody has seen to. */
  watched(dueBefore: number, limit: number): Promise<WatchedOrder[]>
  /** The first position of the log that was taken in at that time or later; one behind the newest when none was. */
  positionAt(receivedAt: number): Promise<number>
  /** Which of these the desk has, by id and by number. */
  ordersAmong(ids: readonly string[], numbers: readonly string[]): Promise<KnownOrders>
}

/** On a database, or in a transaction of the caller's. */
export function createShiftTable(db: Kysely<DeskTables>): ShiftTable {
  return {
    async add({ id, body }, by, now) {
      const write = async (tx: Kysely<DeskTables>): Promise<number> => {
        // Freed by the commit itself, so that no lower position can appear later.
        await sql`select pg_advisory_xact_lock(${deskLocks.shift})`.execute(tx)
        const known = await tx.selectFrom('shift_events').select('position').where('id', '=', id).executeTakeFirst()
        if (known !== undefined) return known.position
        const newest = await tx.selectFrom('shift_events').select(({ fn }) => fn.max('position').as('position')).executeTakeFirst()
        const position = (newest?.position ?? 0) + 1
        await tx.insertInto('shift_events').values({ position, id, at_ms: now, by: JSON.stringify(by), kind: body.kind, body: JSON.stringify(body) }).execute()
        if (body.kind === 'promise-seen-to') {
          await tx.insertInto('promises_seen_to').values({ ticket_id: body.orderId, due_ms: body.dueAt }).onConflict((conflict) => conflict.doNothing()).execute()
        }
        return position
      }
      return db.isTransaction ? write(db) : db.transaction().execute(write)
    },

    async eventsAfter(position, limit) {
      const rows = await db.selectFrom('shift_events').selectAll().where('position', '>', position).orderBy('position').limit(limit).execute()
      return rows.map((row) => shiftEventSchema.parse({ id: row.id, body: row.body, position: row.position, at: row.at_ms, by: row.by }))
    },

    async watched(dueBefore, limit) {
      const seenTo = sql<boolean>`exists (select 1 from promises_seen_to as s where s.ticket_id = w.ticket_id and s.due_ms = w.promise_due_ms)`
      const rows = await sql<{ facts: unknown; isSeenTo: boolean }>`
        select w.facts, ${seenTo} as "isSeenTo" from watched_orders as w
        where w.is_urgent or (w.promise_due_ms < ${dueBefore} and not ${seenTo})
        order by w.is_urgent desc, w.promise_due_ms limit ${limit}`.execute(db)
      return rows.rows.map(({ facts, isSeenTo }) => {
        const order = watchedOrderSchema.parse(facts)
        return isSeenTo ? { ...order, promiseDueAt: null } : order
      })
    },

    async positionAt(receivedAt) {
      // Positions have no gaps and follow the time: halved by the key, since no index is by time.
      let low = 1
      let high = (await newestPosition(db)) + 1
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        const row = await db.selectFrom('events').select('received_at_ms').where('position', '=', middle).executeTakeFirst()
        if (row === undefined || row.received_at_ms >= receivedAt) high = middle
        else low = middle + 1
      }
      return low
    },

    async ordersAmong(ids, numbers) {
      const rows = await db.selectFrom('tickets').select(['id', 'number'])
        .where(sql<boolean>`id = any(${ids}::uuid[]) or number = any(${numbers}::text[])`).execute()
      return { ids: new Set(rows.map(({ id }) => id)), numbers: new Set(rows.map(({ number }) => number)) }
    },
  }
}

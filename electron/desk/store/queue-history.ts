import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { keptQueueEventSchema, type QueueEventsAnswer } from '../../../shared/desk-api/queue-api'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import { createPool, type DatabaseAddress } from './connection'
import { keptQueueDays } from './queue-events-step'

/** An event and when this desk heard of it. */
export interface HeardEvent {
  readonly event: QueueEvent
  readonly heardAt: number
}

/** A stretch in which a desk missed nothing of the PBX. */
export interface Listening {
  readonly run: string
  readonly from: number
  readonly until: number
}

/**
 * What was heard of the queues, kept for figures: append-only, each event once whichever desks heard it, for 13 months.
 * Methods reject with errors of pg.
 */
export interface QueueHistory {
  keep(events: readonly HeardEvent[], listening: Listening | null): Promise<void>
  page(query: { readonly from: number; readonly to: number; readonly after: number; readonly limit: number }): Promise<QueueEventsAnswer>
  /** Callers since then, by their key of the day. */
  callersSince(at: number): Promise<{ readonly callerKey: string; readonly at: number }[]>
  /** @returns how many rows older than 13 months went; at most `limit` */
  forgetOld(limit: number): Promise<number>
  /** Secret of this database's desk, from which the keys of callers are made. */
  secret(): Promise<Buffer>
  close(): Promise<void>
}

/** Numbers events while it is held, so that they become visible in their own order. */
const numberingLock = 12_351_010
const mostStretches = 10_000

/** On a database whose tables are up to date (`openPostgresStore`). */
export function openQueueHistory(address: DatabaseAddress): QueueHistory {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: createPool(address) }) })
  return {
    keep: (events, listening) =>
      db.transaction().execute(async (tx) => {
        if (events.length > 0) {
          await sql`select pg_advisory_xact_lock(${numberingLock})`.execute(tx)
          const rows = events.map(({ event, heardAt }) => ({ key: keyOf(event).toString('hex'), kind: event.kind, at: event.at, heardAt, event }))
          await sql`
            insert into queue_events (position, key, kind, at_ms, heard_at_ms, event)
            select (select coalesce(max(position), 0) from queue_events) + row_number() over (order by ord), decode(row->>'key', 'hex'), row->>'kind',
              (row->>'at')::bigint, (row->>'heardAt')::bigint, row->'event'
            from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given (row, ord)
            on conflict (key) do nothing`.execute(tx)
        }
        if (listening !== null) {
          await sql`
            insert into queue_listening as l (run, from_ms, until_ms) values (${listening.run}, ${listening.from}, ${listening.until})
            on conflict (run) do update set until_ms = greatest(l.until_ms, excluded.until_ms)`.execute(tx)
        }
      }),

    async page({ from, to, after, limit }) {
      const rows = await sql<{ position: number; heardAt: number; event: unknown }>`
        select position, heard_at_ms as "heardAt", event from queue_events
        where at_ms >= ${from} and at_ms < ${to} and position > ${after}
        order by position limit ${limit + 1}`.execute(db)
      const stretches = await sql<{ from: number; to: number }>`
        select greatest(from_ms, ${from}) as "from", least(until_ms, ${to}) as "to" from queue_listening
        where from_ms < ${to} and until_ms > ${from} order by from_ms limit ${mostStretches}`.execute(db)
      return {
        events: rows.rows.slice(0, limit).map((row) => keptQueueEventSchema.parse(row)),
        more: rows.rows.length > limit,
        listened: merged(stretches.rows),
      }
    },

    async callersSince(at) {
      const found = await sql<{ callerKey: string; at: number }>`
        select event->'caller'->>'callerKey' as "callerKey", at_ms as at from queue_events
        where at_ms >= ${at} and kind = 'entered' and event->'caller'->>'callerKey' is not null order by at_ms`.execute(db)
      return found.rows
    },

    async forgetOld(limit) {
      const old = sql`(extract(epoch from now()) * 1000)::bigint - ${keptQueueDays}::bigint * 86400000`
      const gone = await sql`delete from queue_events where position in (select position from queue_events where at_ms < ${old} order by at_ms limit ${limit})`.execute(db)
      await sql`delete from queue_listening where until_ms < ${old}`.execute(db)
      return Number(gone.numAffectedRows ?? 0)
    },

    async secret() {
      const identity = await sql<{ secret: Buffer }>`select query_code_secret as secret from desk_identity`.execute(db)
      const [row] = identity.rows
      if (row === undefined) throw new Error('a desk without an identity')
      return createHash('sha256').update('keys of callers').update(row.secret).digest()
    },

    close: () => db.destroy(),
  }
}

/**
 * By the PBX's own id and time and by what happened. Who called and how long it took are left out: each desk finds those out by
 * itself.
 */
function keyOf(event: QueueEvent): Buffer {
  const { caller: _, waitedMs: __, position: ___, ...same } = { caller: null, waitedMs: 0, position: 0, ...event }
  const words = Object.entries(same).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(words), 'utf8').digest()
}

/** Stretches that touch or lie over each other become one. */
function merged(sorted: readonly { readonly from: number; readonly to: number }[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of sorted) {
    const last = result.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

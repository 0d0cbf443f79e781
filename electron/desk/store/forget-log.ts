import { Kysely, PostgresDialect, sql } from 'kysely'
import { epochMs, type EpochMs } from '../../../shared/lib/clock'
import { createPool, type DatabaseAddress } from './connection'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'

export interface ForgettableLog {
  /** Only when every event is by this author, ... */
  readonly authorId: string
  /** ... and this says so of when the newest of them was taken in. */
  readonly isOutdated: (receivedAt: EpochMs) => boolean
}

/**
 * Empties the database of a desk whose log holds nothing that anybody worked on, so that it opens as another desk, with
 * another id: whoever has read the old log reads the new one from its beginning. One event by another author keeps everything.
 * SECURITY: for practice alone; a log of real work is never shortened.
 *
 * @returns whether it was emptied
 * @throws errors of pg when the database can't be reached
 */
export async function forgetLog(address: DatabaseAddress, { authorId, isOutdated }: ForgettableLog): Promise<boolean> {
  const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool: createPool(address) }) })
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${deskLocks.migration}), pg_advisory_xact_lock(${deskLocks.numbering})`.execute(tx)
      const tables = await sql<{ found: boolean }>`select to_regclass('public.events') is not null as found`.execute(tx)
      if (tables.rows[0]?.found !== true) return false
      const log = await sql<{ others: number; newest: number | null }>`
        select count(*) filter (where author->>'id' is distinct from ${authorId}) as others, max(received_at_ms) as newest from events
      `.execute(tx)
      const { others, newest } = log.rows[0] ?? { others: 0, newest: null }
      if (others > 0 || newest === null || !isOutdated(epochMs(newest))) return false
      await sql`drop schema public cascade`.execute(tx)
      await sql`create schema public`.execute(tx)
      return true
    })
  } finally {
    await db.destroy()
  }
}

import { sql, type Kysely } from 'kysely'
import type { DeskTables } from './database'

/** One statement, so that tries at the same moment are all counted. */
export async function countTry(db: Kysely<DeskTables>, whatHash: Buffer, now: number, windowMs: number): Promise<number> {
  const counted = await sql<{ tries: number }>`
    insert into query_tries as t (what_hash, window_started_at_ms, tries) values (${whatHash}, ${now}, 1)
    on conflict (what_hash) do update set
      tries = case when t.window_started_at_ms <= ${now - windowMs} then 1 else t.tries + 1 end,
      window_started_at_ms = case when t.window_started_at_ms <= ${now - windowMs} then ${now} else t.window_started_at_ms end
    returning tries`.execute(db)
  return counted.rows[0]?.tries ?? 1
}

import { sql, type Kysely } from 'kysely'
import { DeskFailure } from '../desk-failure'
import type { DeskTables } from './database'

/**
 * A console forgets its own copy of what the desk has accepted, so that a database which commits before the disk has it would lose orders.
 * Source: PostgreSQL 15 manual, 20.5 (`fsync`, `synchronous_commit`; all its values but `off` wait for the disk of this server).
 *
 * @throws DeskFailure `database-not-durable`, with the settings
 */
export async function mustBeDurable(db: Kysely<DeskTables>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pg_settings where name in ('fsync', 'synchronous_commit') and setting = 'off' order by name`.execute(db)
  if (rows.length > 0) throw new DeskFailure('database-not-durable', rows.map(({ name }) => `${name}=off`).join(', '))
}

import { sql, type Kysely, type Transaction } from 'kysely'
import type { Clock } from '../../../shared/lib/clock'
import { DeskFailure } from '../desk-failure'
import { deskLocks } from './desk-locks'
import type { DeskTables } from './database'
import type { Migration } from './migrations'

/**
 * Brings the database up to the last of `steps`, all or nothing, while no other desk does the same.
 *
 * @returns how many steps ran
 * @throws DeskFailure `schema-newer` when the database knows a step that this program does not; nothing is changed then
 */
export async function migrate(db: Kysely<DeskTables>, steps: readonly Migration[], clock: Clock): Promise<number> {
  steps.forEach((step, index) => {
    if (step.number !== index + 1) throw new Error(`migration ${step.number} stands at place ${index + 1}`)
  })
  return db.transaction().execute((tx) => migrateIn(tx, steps, clock))
}

/** The same inside a transaction of the caller's. @throws DeskFailure `schema-newer` */
export async function migrateIn(tx: Transaction<DeskTables>, steps: readonly Migration[], clock: Clock): Promise<number> {
  await sql`select pg_advisory_xact_lock(${deskLocks.migration})`.execute(tx)
  await sql`create table if not exists schema_steps (
    number integer primary key, name text not null, applied_at_ms bigint not null
  )`.execute(tx)
  const applied = await sql<{ newest: number }>`select coalesce(max(number), 0) as newest from schema_steps`.execute(tx)
  const newest = applied.rows[0]?.newest ?? 0
  if (newest > steps.length) throw new DeskFailure('schema-newer', `step ${newest}, this program knows ${steps.length}`)

  const missing = steps.slice(newest)
  for (const step of missing) {
    for (const statement of step.statements) await sql.raw(statement).execute(tx)
    await sql`insert into schema_steps (number, name, applied_at_ms)
      values (${step.number}, ${step.name}, ${clock.now()})`.execute(tx)
  }
  return missing.length
}

import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type { Clock } from '../../../shared/lib/clock'
import { RestoreFailure } from '../backup/restore-failure'
import { createPool, type DatabaseAddress } from './connection'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'
import { fillTables } from './fill-tables'
import { createHashSecret } from './keyed-hash'
import { mendTickets } from './mend-tickets'
import { migrateIn } from './migrate'
import { migrations } from './migrations'
import { mendOutlooks } from './order-outlooks'
import { newestPosition } from './postgres-log'
import type { TablesMoment } from './table-lines'
import { mendWatched } from './watched-orders'

export interface RestoredTables {
  readonly tickets: number
  /** Tickets whose line in the table was not what the log says, and now is. */
  readonly mended: number
}

/**
 * Puts a desk's tables into a database that holds no order, all or nothing: the tables as they were at the backup's step, its
 * rows, then the steps since. In the end the log has no gaps up to the backup's position and the tickets are what it gives.
 *
 * The desk gets a new id. Consoles may have read further in the old log than the backup goes, and would take what comes now for
 * what they have; under a new id they read everything anew.
 *
 * @throws RestoreFailure `desk-not-empty`, `later-version`, `damaged`, and what `lines` throws; nothing has changed then
 */
export async function restoreTables(
  address: DatabaseAddress,
  { schema, position }: TablesMoment,
  lines: AsyncIterable<string>,
  clock: Clock,
): Promise<RestoredTables> {
  if (schema > migrations.length) throw new RestoreFailure('later-version', `step ${schema}`)
  const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool: createPool(address) }) })
  try {
    return await db.transaction().execute(async (tx) => {
      await emptyDatabase(tx)
      await migrateIn(tx, migrations.slice(0, schema), clock)
      const rows = await fillTables(tx, lines)
      await checkLog(tx, position, rows['events'] ?? 0)
      await migrateIn(tx, migrations, clock)
      // What follows goes through all of it by its indexes, as does the work afterwards.
      await sql`analyze`.execute(tx)
      const identity = await tx.selectFrom('desk_identity').select('query_code_secret').executeTakeFirst()
      if (identity === undefined) throw new RestoreFailure('damaged', 'no identity')
      const mended = await mendTickets(tx, createHashSecret(identity.query_code_secret))
      await mendWatched(tx)
      // Made of the log as well, and a later program may show other orders.
      await mendOutlooks(tx)
      await sql`update desk_identity set desk_id = gen_random_uuid()`.execute(tx)
      return { tickets: rows['tickets'] ?? 0, mended }
    })
  } finally {
    await db.destroy()
  }
}

async function emptyDatabase(tx: Transaction<DeskTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${deskLocks.migration}), pg_advisory_xact_lock(${deskLocks.numbering})`.execute(tx)
  const tables = await sql<{ found: boolean }>`select to_regclass('public.events') is not null as found`.execute(tx)
  if (tables.rows[0]?.found === true && (await newestPosition(tx)) > 0) throw new RestoreFailure('desk-not-empty')
  await sql`drop schema public cascade`.execute(tx)
  await sql`create schema public`.execute(tx)
}

/** Ids are unique, and personal values have their event, by the constraints of the tables. */
async function checkLog(tx: Transaction<DeskTables>, position: number, events: number): Promise<void> {
  const newest = await newestPosition(tx)
  if (newest !== position || events !== position) throw new RestoreFailure('damaged', `${events} events up to ${newest}, not ${position}`)
}

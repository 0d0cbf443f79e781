import { sql, type Kysely, type Transaction } from 'kysely'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'

/** Below every id of a ticket: where going through all of them by their key begins. */
export const firstUuid = '00000000-0000-0000-0000-000000000000'

type Mark = 'watched_filled' | 'outlooks_filled'

/** Once in the life of a database: makes a table of what was written before there was the table. Nobody writes meanwhile. */
export async function fillOnce(db: Kysely<DeskTables>, mark: Mark, make: (tx: Transaction<DeskTables>) => Promise<void>): Promise<void> {
  const isFilled = async (from: Kysely<DeskTables>) => (await from.selectFrom(mark).selectAll().executeTakeFirst()) !== undefined
  if (await isFilled(db)) return
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${deskLocks.numbering})`.execute(tx)
    if (!(await isFilled(tx))) await make(tx)
  })
}

/** In the transaction that has made the table. */
export async function markFilled(tx: Transaction<DeskTables>, mark: Mark): Promise<void> {
  await tx.insertInto(mark).values({ only_row: true }).onConflict((conflict) => conflict.doNothing()).execute()
}

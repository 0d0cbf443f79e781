import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { createPool, type DatabaseAddress } from './connection'
import type { DeskTables } from './database'
import { readSchema, type TableShape } from './desk-schema'
import { newestPosition } from './postgres-log'
import type { ReadTables, TablesMoment } from './table-lines'

/** Rows of one block: some hundred kilobytes. */
const rowsAtOnce = 500

/** Reads a desk's tables over a connection of its own, in one repeatable-read transaction: writers neither wait nor are waited for. */
export function readTablesOf(address: DatabaseAddress): ReadTables {
  return async (work) => {
    const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool: createPool(address) }) })
    try {
      return await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          await setTextForms(tx)
          return work(await readMoment(tx), blocksOf(tx))
        })
    } finally {
      await db.destroy()
    }
  }
}

/** The settings on which the text of a value depends; the database of a call centre may have others. */
async function setTextForms(tx: Transaction<DeskTables>): Promise<void> {
  const forms = { bytea_output: 'hex', datestyle: 'ISO, YMD', intervalstyle: 'iso_8601', timezone: 'UTC', extra_float_digits: '3' }
  for (const [name, value] of Object.entries(forms)) await sql`select set_config(${name}, ${value}, true)`.execute(tx)
}

async function readMoment(tx: Transaction<DeskTables>): Promise<TablesMoment> {
  const steps = await sql<{ newest: number }>`select max(number) as newest from schema_steps`.execute(tx)
  return { schema: steps.rows[0]?.newest ?? 0, position: await newestPosition(tx) }
}

async function* blocksOf(tx: Transaction<DeskTables>): AsyncGenerator<string> {
  const rows: Record<string, number> = {}
  for (const table of await readSchema(tx)) {
    yield `${JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })}\n`
    rows[table.name] = 0
    for await (const lines of rowsOf(tx, table)) {
      rows[table.name] = (rows[table.name] ?? 0) + lines.length
      yield `${lines.join('\n')}\n`
    }
  }
  yield `${JSON.stringify({ rows })}\n`
}

/** A cursor of the server's: however many rows there are, one block of them is in memory. */
async function* rowsOf(tx: Transaction<DeskTables>, { name, columns, key }: TableShape): AsyncGenerator<string[]> {
  const values = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))
  const order = key.length === 0 ? sql`` : sql`order by ${sql.join(key.map((column) => sql.ref(column)))}`
  await sql`declare backup_rows no scroll cursor for
    select json_build_array(${values})::text as line from ${sql.table(name)} ${order}`.execute(tx)
  for (;;) {
    const fetched = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from backup_rows`.execute(tx)
    if (fetched.rows.length === 0) break
    yield fetched.rows.map(({ line }) => line)
  }
  await sql`close backup_rows`.execute(tx)
}

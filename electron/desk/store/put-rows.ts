import { sql, type Insertable, type RawBuilder } from 'kysely'
import type { DeskTables } from './database'

type Column<T extends keyof DeskTables> = keyof Insertable<DeskTables[T]> & string

export interface PutRows<T extends keyof DeskTables> {
  readonly into: T & string
  readonly columns: readonly Column<T>[]
  /** Columns whose value is JSON text already. */
  readonly json?: readonly Column<T>[]
  readonly rows: readonly Insertable<DeskTables[T]>[]
  /** Where a row with that key is there: what is written over. */
  readonly over?: { readonly key: Column<T>; readonly replaces: readonly Column<T>[] }
}

/**
 * Rows of one table as one parameter: however many there are, the statement is the same, and PostgreSQL's limit of 65,535 parameters is
 * never met. Values go in by their text form, each column by its own type (documentation 15, 9.16, json_populate_recordset).
 */
export function putRows<T extends keyof DeskTables>({ into, columns, json = [], rows, over }: PutRows<T>): RawBuilder<unknown> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const table = sql.table(into)
  const replaced = (column: string) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`
  const conflict = over === undefined ? sql`` : sql`on conflict (${sql.ref(over.key)}) do update set ${sql.join(over.replaces.map(replaced))}`
  return sql`insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, ${textOf(rows, columns, json)}::json) ${conflict}`
}

function textOf(rows: readonly object[], columns: readonly string[], json: readonly string[]): string {
  const cell = (column: string, value: unknown) => {
    if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`
    return json.includes(column) && typeof value === 'string' ? value : JSON.stringify(value ?? null)
  }
  const line = (row: Readonly<Record<string, unknown>>) => `{${columns.map((column) => `"${column}":${cell(column, row[column])}`).join(',')}}`
  return `[${rows.map((row) => line(row as Readonly<Record<string, unknown>>)).join(',')}]`
}

/** Statements that change rows, one at least, in one round trip; none sees what another changes. `last` is what is asked then. */
export function inOneStatement<T>(changes: readonly RawBuilder<unknown>[], last: RawBuilder<T>): RawBuilder<T> {
  const parts = changes.map((change, index) => sql`${sql.ref(`change_${index}`)} as (${change})`)
  return sql<T>`with ${sql.join(parts)} ${last}`
}

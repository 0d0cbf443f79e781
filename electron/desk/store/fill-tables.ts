import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import { RestoreFailure } from '../backup/restore-failure'
import type { DeskTables } from './database'
import { readSchema, type TableShape } from './desk-schema'
import { isLastLine, isRow, lastLineSchema, tableLineSchema } from './table-lines'

const rowsAtOnce = 500
/** Rows are short, but one with every text at its limit takes some 200 kB. */
const charactersAtOnce = 4_000_000

/**
 * Puts what `readTablesOf` gave into the same tables, in place of what the migrations have put there.
 *
 * @returns how many rows each table has got
 * @throws RestoreFailure `damaged` when a table or column is missing on either side, or the count of rows is another
 */
export async function fillTables(tx: Transaction<DeskTables>, lines: AsyncIterable<string>): Promise<Readonly<Record<string, number>>> {
  const tables = await readSchema(tx)
  for (const { name } of [...tables].reverse()) await sql`delete from ${sql.table(name)}`.execute(tx)

  const filled: Record<string, number> = {}
  const filler = createFiller(tx)
  let promised: Readonly<Record<string, number>> | null = null
  for await (const line of lines) {
    if (promised !== null) throw new RestoreFailure('damaged', 'after the last line')
    if (isRow(line)) {
      await filler.take(line)
      continue
    }
    await filler.flush()
    if (isLastLine(line)) {
      promised = parseLine(lastLineSchema, line).rows
    } else {
      const { table, columns } = parseLine(tableLineSchema, line)
      if (table in filled) throw new RestoreFailure('damaged', `twice: ${table}`)
      filled[table] = 0
      filler.turnTo(shapeFor(tables, table, columns), (count) => (filled[table] = (filled[table] ?? 0) + count))
    }
  }
  if (promised === null) throw new RestoreFailure('damaged', 'no last line')
  for (const { name } of tables) {
    if (filled[name] === undefined || filled[name] !== promised[name]) throw new RestoreFailure('damaged', `rows of ${name}`)
  }
  return filled
}

function shapeFor(tables: readonly TableShape[], name: string, columns: readonly string[]): TableShape {
  const shape = tables.find((table) => table.name === name)
  if (shape === undefined || shape.columns.map((column) => column.name).sort().join() !== [...columns].sort().join()) {
    throw new RestoreFailure('damaged', `table ${name}`)
  }
  return { ...shape, columns: columns.flatMap((column) => shape.columns.find((known) => known.name === column) ?? []) }
}

/** Rows of one table after the other, some hundred in one statement. */
function createFiller(tx: Transaction<DeskTables>) {
  let table: TableShape | null = null
  let counted: (rows: number) => void = () => undefined
  let waiting: string[] = []
  let characters = 0

  async function flush(): Promise<void> {
    if (table === null || waiting.length === 0) return
    await insertRows(tx, table, waiting)
    counted(waiting.length)
    waiting = []
    characters = 0
  }

  return {
    flush,
    turnTo(next: TableShape, count: (rows: number) => void) {
      table = next
      counted = count
    },
    async take(line: string) {
      if (table === null) throw new RestoreFailure('damaged', 'a row of no table')
      waiting.push(line)
      characters += line.length
      if (waiting.length >= rowsAtOnce || characters >= charactersAtOnce) await flush()
    },
  }
}

async function insertRows(tx: Transaction<DeskTables>, { name, columns }: TableShape, lines: readonly string[]): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  // Type names come from the database's own catalogue.
  const values = sql.join(columns.map((column, place) => sql`(value ->> ${sql.lit(place)})::${sql.raw(column.type)}`))
  await sql`insert into ${sql.table(name)} (${names}) overriding system value
    select ${values} from jsonb_array_elements(${`[${lines.join(',')}]`}::jsonb)`.execute(tx)
}

function parseLine<T>(schema: z.ZodType<T>, line: string): T {
  const parsed = schema.safeParse(parseJson(line))
  if (!parsed.success) throw new RestoreFailure('damaged', 'a line')
  return parsed.data
}

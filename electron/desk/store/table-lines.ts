import { z } from 'zod'

/**
 * The tables of a desk as lines of JSON, as a backup holds them:
 *
 * ```
 * {"table":"desk_identity","columns":["only_row","desk_id","query_code_secret"]}
 * ["true","0f0c...","\\x8d41..."]        a row: every value as PostgreSQL's own text of it, or null
 * {"table":"events","columns":[...]}     tables come after those that they refer to
 * ...
 * {"rows":{"desk_identity":1,"events":9,...}}    the last line
 * ```
 *
 * A value's text goes into the same type again unchanged, whatever type it is and across major versions of PostgreSQL
 * (documentation 18, 8 Data Types: the external form of a type).
 */
export const tableLineSchema = z.object({ table: z.string(), columns: z.array(z.string()) })

export const lastLineSchema = z.object({ rows: z.record(z.string(), z.int().nonnegative()) })

/** How far the desk was at the moment that was read. */
export interface TablesMoment {
  /** Number of the newest step of `migrations.ts` that had run. */
  readonly schema: number
  /** Newest position of the log, 0 for an empty one. */
  readonly position: number
}

/** Gives all tables as of one moment, while others go on writing. The lines come in blocks, each ended by a line feed. */
export type ReadTables = <T>(work: (moment: TablesMoment, blocks: AsyncIterable<string>) => Promise<T>) => Promise<T>

export function isRow(line: string): boolean {
  return line.startsWith('[')
}

export function isLastLine(line: string): boolean {
  return line.startsWith('{"rows":')
}

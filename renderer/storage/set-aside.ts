import type { Dexie, EntityTable } from 'dexie'
import type { z } from 'zod'
import type { Clock } from '../../shared/lib/clock'
import type { RecordProblem, SetAsideReport } from '../../shared/lib/set-aside'
import type { Seal } from './seal'

export type { SetAsideReport } from '../../shared/lib/set-aside'

/** A record that was found unreadable. It stays on the disk in a table of its own; the text in it may still be worth a lot. */
export interface SetAsideRecord {
  readonly table: string
  readonly key: string
  readonly problem: RecordProblem
  readonly at: number
  readonly record: unknown
}

/** A database with a table for what could not be read. */
export type DatabaseWithAside = Dexie & { readonly setAside: EntityTable<SetAsideRecord & { number?: number }, 'number'> }

export interface SetAsideDeps {
  readonly database: DatabaseWithAside
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
}

/** Moves a record out of the way, in one transaction, and reports it. */
export async function putAside(deps: SetAsideDeps, table: string, key: string | number, record: unknown, problem: RecordProblem) {
  const { database, clock, onSetAside } = deps
  await database.transaction('rw', database.table(table), database.setAside, async () => {
    await database.setAside.add({ table, key: String(key), problem, at: clock.now(), record })
    await database.table(table).delete(key)
  })
  onSetAside({ table, problem })
}

export type Opened<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: RecordProblem }

/** Opens and parses what the disk gave back: it may be of another version, damaged, or somebody else's. */
export async function openRecord<T>(seal: Seal, schema: z.ZodType<T>, sealed: unknown): Promise<Opened<T>> {
  let plain: unknown
  try {
    plain = await seal.open(sealed)
  } catch {
    return { ok: false, problem: { code: 'cannot-be-opened' } }
  }
  const parsed = schema.safeParse(plain)
  if (parsed.success) return { ok: true, value: parsed.data }
  const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]
  return { ok: false, problem: { code: 'malformed', paths: paths.slice(0, 20) } }
}

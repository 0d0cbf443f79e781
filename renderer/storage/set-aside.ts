import type { Dexie, EntityTable } from 'dexie'
import type { z } from 'zod'
import type { Clock } from '../../shared/lib/clock'
import type { RecordProblem, SetAsideReport } from '../../shared/lib/set-aside'
import type { Place, Seal, Sealed } from './seal'
import { storageFailure } from './storage-failure'

export type { SetAsideReport } from '../../shared/lib/set-aside'

/** A record that was found unreadable. It stays on the disk in a table of its own; the text in it may still be worth a lot. */
export interface SetAsideRecord {
  readonly table: string
  readonly key: string
  readonly problem: RecordProblem
  readonly at: number
  readonly record: unknown
  /** `Reveal`s of it; not there before the first. */
  readonly reveals?: { readonly version: number; readonly sealed: Sealed }
}

/** A database with a table for what could not be read. */
export type DatabaseWithAside = Dexie & { readonly setAside: EntityTable<SetAsideRecord & { number?: number }, 'number'> }

export interface SetAsideDeps {
  readonly database: DatabaseWithAside
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
}

/**
 * Moves a record out of the way, in one transaction, and reports it; whoever reads it at the same time counts it no second time.
 * Where there is no room for that it stays, unread, for whoever looks next.
 */
export async function putAside(deps: SetAsideDeps, table: string, key: string | number, record: unknown, problem: RecordProblem) {
  const { database, clock, onSetAside } = deps
  const isMoved = await database.transaction('rw', database.table(table), database.setAside, async () => {
    if ((await database.table(table).get(key)) === undefined) return false
    await database.setAside.add({ table, key: String(key), problem, at: clock.now(), record })
    await database.table(table).delete(key)
    return true
  }).catch(falseWhenFull)
  if (isMoved) onSetAside({ table, problem })
}

function falseWhenFull(error: unknown): false {
  if (storageFailure(error).code === 'storage-full') return false
  throw error
}

export type Opened<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: RecordProblem }

/** Opens and parses what the disk gave back: it may be of another version, damaged, or somebody else's. */
export async function openRecord<T>(seal: Seal, schema: z.ZodType<T>, place: Place, sealed: unknown): Promise<Opened<T>> {
  let plain: unknown
  try {
    plain = await seal.open(place, sealed)
  } catch {
    return { ok: false, problem: { code: 'cannot-be-opened' } }
  }
  const parsed = schema.safeParse(plain)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: { code: 'malformed', paths: misfits(parsed.error) } }
}

/** Where something does not fit its schema, without what stands there. */
export function misfits(error: z.ZodError): readonly string[] {
  return [...new Set(error.issues.map((issue) => issue.path.join('.')))].slice(0, 20)
}

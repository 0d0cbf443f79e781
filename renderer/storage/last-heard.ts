import { z } from 'zod'
import type { CacheDatabase, LastHeardRow } from './cache-database'
import { placeOf } from './places'
import type { Seal } from './seal'
import { openRecord } from './set-aside'

export interface LastHeard<Answer> {
  readonly answer: Answer
  /** By this seat's clock. */
  readonly heardAt: number
}

/** What the desk said of something last, for a start without it. */
export interface LastHeardStore<Answer> {
  /** Null where nothing is kept that can be read. */
  read(): Promise<LastHeard<Answer> | null>
  /** Best effort: what does not fit on the disk is asked for again. */
  write(last: LastHeard<Answer>): Promise<void>
}

/** One record in the copy of the desk, sealed like the rest of it. */
export function createLastHeard<Answer>(
  { database, seal }: { readonly database: CacheDatabase; readonly seal: Seal },
  key: LastHeardRow['key'],
  schema: z.ZodType<Answer>,
): LastHeardStore<Answer> {
  const keptSchema = z.object({ answer: schema, heardAt: z.number().int().nonnegative() })
  return {
    async read() {
      const row = await database.meta.get(key)
      if (row?.key !== key) return null
      const opened = await openRecord(seal, keptSchema, placeOf.meta(row), row.sealed)
      return opened.ok ? opened.value : null
    },
    async write(last) {
      const version = last.heardAt
      await database.meta.put({ key, version, sealed: await seal.seal(placeOf.meta({ key, version }), last) })
    },
  }
}

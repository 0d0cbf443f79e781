import { Dexie } from 'dexie'
import { z } from 'zod'
import type { CachePolicy } from '../../shared/tickets/cache-limits'
import { wordsEndBefore } from '../../shared/tickets/cache-policy'
import { ageCallLog, type AgeCallLogOptions } from './age-call-log'
import { CacheDatabase, cacheDatabaseName } from './cache-database'
import { versionOf } from './newer-data'
import { WorkDatabase, workDatabaseName } from './work-database'

export interface AgeOtherStoresOptions extends Omit<AgeCallLogOptions, 'mode'> {
  readonly policy: () => CachePolicy
}

/**
 * Takes out of the stores of other people on this PC what lies there too long, without their keys: calls by their time, and a copy of the
 * desk's orders as a whole once nobody has used it for so long that no order that has ended would have words in it. Whoever comes back
 * needs the desk by then, and gets another copy from it. What waits for the desk is touched in none of them.
 *
 * A store that another version of the program has written last is left to its owner's next sign-in, but for its copy where that version was an
 * earlier one.
 *
 * @throws when one of them could not be looked at; the others have been
 */
export async function ageOtherStores(options: AgeOtherStoresOptions): Promise<void> {
  const { store: own, indexedDb } = options
  if (own === undefined) return
  const there = await (indexedDb?.indexedDB ?? globalThis.indexedDB).databases()
  const workVersion = new WorkDatabase(workDatabaseName('real', own), indexedDb).verno
  const copyVersion = new CacheDatabase(cacheDatabaseName('real', own), indexedDb).verno
  const failures: unknown[] = []
  for (const { name = '', version = 0 } of there) {
    const [copied, worked] = [storeIn(name, cacheDatabaseName), storeIn(name, workDatabaseName)]
    try {
      if (copied !== null && copied !== own && versionOf(version) <= copyVersion) await dropUnused(name, options)
      if (worked !== null && worked !== own && versionOf(version) === workVersion) await ageCallLog({ ...options, mode: 'real', store: worked })
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'stores of others could not be aged')
}

/** Whose database that is; null where it is another kind, or of a PC with one agent. */
function storeIn(name: string, nameOf: (mode: 'real', store: string) => string): string | null {
  const before = nameOf('real', '')
  return name.startsWith(before) ? name.slice(before.length) : null
}

/** Beside the seals of a copy: when something of the desk was written into it last. */
const writtenSchema = z.object({ appliedAt: z.number().nullish(), version: z.number().nullish() })

async function dropUnused(name: string, { clock, policy, indexedDb }: AgeOtherStoresOptions): Promise<void> {
  // As it is, whatever its version: nothing is brought up to date for somebody else.
  const database = await new Dexie(name, indexedDb).open()
  try {
    const rows = await database.table('meta').toArray()
    const written = rows.flatMap((row) => {
      const { data } = writtenSchema.safeParse(row)
      return [data?.appliedAt ?? 0, data?.version ?? 0]
    })
    if (Math.max(0, ...written) < wordsEndBefore(clock.now(), policy())) await database.delete()
  } finally {
    database.close()
  }
}

import { bookInUseAnswerSchema, type BookInUseAnswer } from '../../shared/desk-api/desk-records'
import type { Clock } from '../../shared/lib/clock'
import { shiftAnswerSchema, type ShiftAnswer } from '../../shared/shift/shift-api'
import { cachePolicyOf, defaultCacheLimits, type CachePolicy } from '../../shared/tickets/cache-limits'
import type { CallerCache, CallerCacheWriter } from '../../shared/tickets/caller-cache'
import type { Meaning } from '../../shared/tickets/ticket-search'
import { CacheDatabase, cacheDatabaseName } from './cache-database'
import { createCacheTables } from './cache-tables'
import { createCacheWriter } from './cache-writer'
import { createCallerCache } from './caller-cache'
import { shippedDistrictNames } from './district-names'
import { createLastHeard, type LastHeardStore } from './last-heard'
import { refuseNewer } from './newer-data'
import type { PendingSource } from './pending-tickets'
import type { Seal } from './seal'
import { searchCache, type SearchRun } from './search-cache'
import type { SetAsideReport } from './set-aside'
import type { IndexedDbParts, StoreOwner } from './work-database'

export interface CacheOptions extends StoreOwner {
  readonly seal: Seal
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
  readonly indexedDb?: IndexedDbParts
}

/** What the console reads at a start: who has called, and what the desk said last of the rest. */
export interface ConsoleCache extends CallerCache {
  readonly lastShift: LastHeardStore<ShiftAnswer>
  readonly lastBook: LastHeardStore<BookInUseAnswer>
  close(): void
}

/** The page's side: reading, with the seat's own submissions on top. */
export async function openCallerCache(options: CacheOptions & { readonly pending: PendingSource }): Promise<ConsoleCache> {
  const database = await openDatabase(options)
  const cache = createCallerCache({ ...options, database, districtName: shippedDistrictNames() })
  return {
    ...cache,
    lastShift: createLastHeard({ ...options, database }, 'shift', shiftAnswerSchema),
    lastBook: createLastHeard({ ...options, database }, 'book', bookInUseAnswerSchema),
    close: () => database.close(),
  }
}

/** The worker's side. */
export interface CacheKeeper extends CallerCacheWriter {
  /** Looks through everything that is here; ends early when it is stopped. */
  search(meaning: Meaning, run: SearchRun): Promise<void>
  close(): void
}

/** Writing, ageing and searching. One at a time. Without a policy of its own, the usual one of its mode. */
export async function openCacheWriter(options: CacheOptions & { readonly policy?: () => CachePolicy }): Promise<CacheKeeper> {
  const database = await openDatabase(options)
  const usual = cachePolicyOf(defaultCacheLimits, options.mode)
  const deps = { ...options, database, policy: options.policy ?? (() => usual) }
  const writer = createCacheWriter({ ...deps, districtName: shippedDistrictNames() })
  const tables = createCacheTables(deps)
  return {
    ...writer,
    search: (meaning, run) => searchCache({ ...deps, tables }, meaning, run),
    close: () => database.close(),
  }
}

async function openDatabase({ mode, store, indexedDb }: CacheOptions): Promise<CacheDatabase> {
  const database = new CacheDatabase(cacheDatabaseName(mode, store), indexedDb)
  // Only a copy, but the one that tells who rings while the desk is away: the later version wants it back, and no other knows how long it may keep what.
  await refuseNewer([database], indexedDb)
  await database.open()
  return database
}

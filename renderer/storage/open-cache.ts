import type { Clock } from '../../shared/lib/clock'
import type { CallerCache, CallerCacheWriter } from '../../shared/tickets/caller-cache'
import { CacheDatabase, cacheDatabaseName } from './cache-database'
import { createCacheWriter } from './cache-writer'
import { createCallerCache } from './caller-cache'
import { shippedDistrictNames } from './district-names'
import type { PendingSource } from './pending-tickets'
import type { Seal } from './seal'
import type { SetAsideReport } from './set-aside'
import type { IndexedDbParts } from './work-database'

export interface CacheOptions {
  readonly mode: 'practice' | 'real'
  readonly seal: Seal
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
  readonly indexedDb?: IndexedDbParts
}

/** The page's side: reading, with the seat's own submissions on top. */
export async function openCallerCache(options: CacheOptions & { readonly pending: PendingSource }): Promise<CallerCache & { close(): void }> {
  const database = await openDatabase(options)
  const cache = createCallerCache({ ...options, database, districtName: shippedDistrictNames() })
  return { ...cache, close: () => database.close() }
}

/** The worker's side: writing. One at a time. */
export async function openCacheWriter(options: CacheOptions): Promise<CallerCacheWriter & { close(): void }> {
  const database = await openDatabase(options)
  const writer = createCacheWriter({ ...options, database, districtName: shippedDistrictNames() })
  return { ...writer, close: () => database.close() }
}

async function openDatabase({ mode, indexedDb }: CacheOptions): Promise<CacheDatabase> {
  const database = new CacheDatabase(cacheDatabaseName(mode), indexedDb)
  await database.open()
  return database
}

import { DAY_MS } from '../../shared/callers/local-day'
import { callLogDays } from '../../shared/calls/call-log'
import type { Clock } from '../../shared/lib/clock'
import { refuseNewer } from './newer-data'
import { WorkDatabase, workDatabaseName, type IndexedDbParts, type StoreOwner } from './work-database'

export interface AgeCallLogOptions extends StoreOwner {
  readonly clock: Clock
  readonly indexedDb?: IndexedDbParts
  /** Lets others have a turn between two slices. */
  pause(): Promise<void>
}

const sliceLines = 200

/**
 * Takes lines of calls out of the seat's own list when they are too old, and such that could not be read. Drafts and orders
 * that could not be read stay for ever: they may hold the only copy of somebody's words.
 */
export async function ageCallLog({ mode, store, clock, indexedDb, pause }: AgeCallLogOptions): Promise<void> {
  const database = new WorkDatabase(workDatabaseName(mode, store), indexedDb)
  await refuseNewer([database], indexedDb)
  const before = clock.now() - callLogDays * DAY_MS
  try {
    for (;;) {
      const old = await database.callLog.where('startedAt').below(before).limit(sliceLines).primaryKeys()
      const aside = await database.setAside.filter(({ table, at }) => table === 'callLog' && at < before).limit(sliceLines).primaryKeys()
      if (old.length + aside.length === 0) return
      await database.callLog.bulkDelete(old)
      await database.setAside.bulkDelete(aside)
      await pause()
    }
  } finally {
    database.close()
  }
}

import { CacheDatabase, cacheDatabaseName } from '../../renderer/storage/cache-database'
import { WorkDatabase, workDatabaseName, type IndexedDbParts } from '../../renderer/storage/work-database'
import type { JournalCalls } from '../../renderer/storage/work-journal'
import { parseSealed } from '../../renderer/storage/work-journal'

/** A sealed row as it lies on the disk. */
export interface StoredRow {
  readonly table: string
  /** Which one of its table. */
  readonly id: string
  readonly row: { readonly sealed: unknown }
}

/** Everything sealed that a seat has written: both databases and the journal. */
export async function storedRows(disk: IndexedDbParts, journal: JournalCalls): Promise<readonly StoredRow[]> {
  const work = new WorkDatabase(workDatabaseName('real'), disk)
  const cache = new CacheDatabase(cacheDatabaseName('real'), disk)
  const content = await journal.readJournal()
  const rows: StoredRow[] = content.ok ? content.value.records.map((record) => ({ table: 'journal', id: `${record.kind} ${record.id}`, row: { ...record, sealed: parseSealed(record.sealed) } })) : []
  for (const table of [work.drafts, work.outbox, work.callLog, cache.tickets, cache.people, cache.meta]) {
    for (const row of (await table.toArray()) as { id?: string; callId?: string; key?: string; sealed?: unknown }[]) {
      if (row.sealed !== undefined) rows.push({ table: table.name, id: row.id ?? row.callId ?? row.key ?? '', row: { ...row, sealed: row.sealed } })
    }
  }
  work.close()
  cache.close()
  return rows
}

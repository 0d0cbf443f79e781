import type { CallLog } from '../../shared/calls/call-log'
import type { Clock } from '../../shared/lib/clock'
import type { Outbox } from '../../shared/outbox/outbox'
import type { DraftStore } from '../../shared/tickets/draft-store'
import { createCallLog } from './call-log-store'
import { createDraftStore } from './draft-store'
import { openOutbox } from './outbox-store'
import type { Seal } from './seal'
import { readAside, type ReadAside, type SetAsideReport } from './set-aside'
import { WorkDatabase, workDatabaseName, type IndexedDbParts } from './work-database'

export interface WorkStorage {
  readonly drafts: DraftStore
  readonly outbox: Outbox
  readonly callLog: CallLog
  /** Records that could not be read, each with its table, its key and its words, kept for whoever can use them. */
  setAside(): Promise<readonly ReadAside[]>
  close(): void
}

export interface WorkStorageOptions {
  readonly mode: 'practice' | 'real'
  readonly seal: Seal
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
  readonly indexedDb?: IndexedDbParts
}

/** Opens what this seat has written. Rejects when the disk gives no database at all: without it nothing may be typed. */
export async function openWorkStorage({ mode, seal, clock, onSetAside, indexedDb }: WorkStorageOptions): Promise<WorkStorage> {
  const database = new WorkDatabase(workDatabaseName(mode), indexedDb)
  await database.open()
  const deps = { database, seal, clock, onSetAside }
  return {
    drafts: createDraftStore(deps),
    outbox: await openOutbox(deps),
    callLog: createCallLog(deps),
    setAside: () => readAside(deps),
    close: () => database.close(),
  }
}

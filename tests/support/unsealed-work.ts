import { Dexie } from 'dexie'
import { lineOfDraft } from '../../renderer/console/seat/call-log-line'
import { unsealedCacheName } from '../../renderer/storage/cache-database'
import { unsealedWorkName, type IndexedDbParts } from '../../renderer/storage/work-database'
import type { JournalRecord } from '../../shared/journal/journal-record'
import type { Draft } from '../../shared/tickets/draft'
import { submissionOfDraft } from './drafts'

/** What the version before sealing would have left: records as they are, look-ups by the number itself. */
export interface UnsealedWork {
  readonly drafts: readonly Draft[]
  /** Submitted, and not sent yet. */
  readonly queued: readonly Draft[]
}

/** The rows of that version's database, by table. */
export function unsealedRows({ drafts, queued }: UnsealedWork) {
  const row = (draft: Draft, state: string) => ({ id: draft.id, revision: draft.revision, state, createdAt: draft.createdAt, sealed: { record: draft } })
  const [broken] = drafts
  return {
    drafts: [...drafts.map((draft) => row(draft, 'unfinished')), ...queued.map((draft) => row(draft, 'submitted'))],
    outbox: queued.map((draft, index) => {
      const { id, ticketId, events } = submissionOfDraft(draft)
      const delivery = { state: 'waiting', tries: 0, notBefore: draft.createdAt, lastFailure: null }
      return { order: index + 1, id, ticketId, enqueuedAt: draft.createdAt + index, draftId: id, draftRevision: draft.revision, delivery, sealed: { record: events } }
    }),
    callLog: queued.map((draft) => {
      const line = lineOfDraft(draft)
      const { callId, startedAt, historyKey } = line
      return { callId, startedAt, newestFirst: -startedAt, ...(historyKey === null ? {} : { number: historyKey }), ticketNumbers: { [draft.id]: draft.number }, sealed: { record: line } }
    }),
    setAside: broken === undefined ? [] : [{ number: 1, table: 'drafts', key: broken.id, problem: { code: 'malformed', paths: ['revision'] }, at: 1, record: { ...row(broken, 'unfinished'), revision: -1 } }],
  }
}

/** That version's two databases, the work in its first schema and its last. */
export async function writeUnsealedDatabases(disk: IndexedDbParts, work: UnsealedWork, schema: 1 | 3): Promise<void> {
  const callLog = { 1: 'callId, startedAt', 3: 'callId, startedAt, [number+newestFirst]' }[schema]
  const database = new Dexie(unsealedWorkName, disk)
  database.version(schema).stores({ drafts: 'id, state', outbox: '++order, &id', callLog, setAside: '++number' })
  const rows = unsealedRows(work)
  for (const [table, those] of Object.entries(rows)) await database.table(table).bulkPut(those as never[])
  database.close()
  const cache = new Dexie(unsealedCacheName, disk)
  cache.version(1).stores({ tickets: 'id, *numbers, *people', people: 'id, *numbers', meta: 'key', setAside: '++number' })
  await cache.table('people').put({ id: 'p', numbers: ['8615400000012'], sealed: { record: work.queued.map(({ values }) => values.caller_name) } })
  cache.close()
}

/** The records of that version's journal. */
export function unsealedRecords({ drafts, queued }: UnsealedWork): readonly JournalRecord[] {
  const record = (kind: JournalRecord['kind'], { id, revision }: Draft, content: unknown): JournalRecord => ({ kind, id, revision, sealed: JSON.stringify({ record: { kind, id, revision, content } }) })
  return [
    ...drafts.map((draft) => record('draft-saved', draft, draft)),
    ...queued.map((draft, index) => {
      const { id: _, ...submission } = submissionOfDraft(draft)
      return record('submission-queued', draft, { ...submission, enqueuedAt: draft.createdAt + index })
    }),
  ]
}

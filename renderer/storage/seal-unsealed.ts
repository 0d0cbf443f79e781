import { Dexie } from 'dexie'
import { ok } from '../../shared/lib/result'
import { CacheDatabase, unsealedCacheName } from './cache-database'
import { placeOfRow } from './places'
import { isOpen, type Seal, type Sealed } from './seal'
import type { SetAsideRecord } from './set-aside'
import { unsealedWorkName, WorkDatabase, type CallLogRow, type DraftRow, type IndexedDbParts, type OutboxRow } from './work-database'
import type { JournalCalls, WorkJournal } from './work-journal'

interface UnsealedDeps {
  readonly database: WorkDatabase
  readonly seal: Seal
  readonly journal: WorkJournal
  readonly indexedDb: IndexedDbParts | undefined
  allIsSealed(): Promise<unknown>
}

/** What such a version may have left, not opened yet; none where nothing of it is looked for. */
export function unsealedDatabases({ unsealed, indexedDb }: { readonly unsealed?: object | undefined; readonly indexedDb?: IndexedDbParts | undefined }): readonly Dexie[] {
  return unsealed === undefined ? [] : [new WorkDatabase(unsealedWorkName, indexedDb), new CacheDatabase(unsealedCacheName, indexedDb)]
}

type JournalAnswer = Awaited<ReturnType<JournalCalls['readJournal']>>

/** Sealed at once and written in one transaction; whatever stops in between goes on with all of them at the next start. */
const rowsAtOnce = 50

/**
 * Seals what a version that did not seal has left, before anything is read: the rows of its database go into this one, and it is
 * deleted when all of them are there; its cache is fetched again; the open records of the journal are written again.
 *
 * @returns what the journal holds, sealed; a journal that could not be read or written is tried again at the next start
 */
export async function sealUnsealed({ database, seal, journal, indexedDb, allIsSealed }: UnsealedDeps, found: JournalAnswer): Promise<JournalAnswer> {
  const factory = indexedDb?.indexedDB ?? globalThis.indexedDB
  const names = (await factory.databases()).map(({ name }) => name)
  if (names.includes(unsealedWorkName)) await moveSealed(new WorkDatabase(unsealedWorkName, indexedDb), database, seal)
  if (names.includes(unsealedCacheName)) await new Dexie(unsealedCacheName, indexedDb).delete()
  if (!found.ok) return found
  const { content, isSealed } = await journal.sealOpen(found.value)
  if (isSealed) await allIsSealed()
  return ok(content)
}

async function moveSealed(from: WorkDatabase, to: WorkDatabase, seal: Seal): Promise<void> {
  await from.open()
  await move(from.drafts, to.drafts, async (row: DraftRow) => ({ ...row, sealed: await sealOf(seal, 'drafts', row) }))
  await move(from.outbox, to.outbox, async (row: OutboxRow) => ({ ...row, sealed: await sealOf(seal, 'outbox', row) }))
  await move(from.callLog, to.callLog, (row: CallLogRow) => sealedLine(seal, row))
  await move(from.setAside, to.setAside, async (row: SetAsideRecord) => {
    const record = row.record as { readonly sealed: unknown }
    return { ...row, record: { ...record, sealed: await sealOf(seal, row.table, record) } }
  })
  await from.delete()
}

interface From<Row> {
  toCollection(): { primaryKeys(): PromiseLike<unknown[]> }
  bulkGet(keys: never[]): PromiseLike<(Row | undefined)[]>
}

interface To<Row> {
  bulkPut(rows: readonly Row[]): PromiseLike<unknown>
}

async function move<Row>(from: From<Row>, to: To<Row>, sealed: (row: Row) => Promise<Row>): Promise<void> {
  const keys = (await from.toCollection().primaryKeys()) as never[]
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    const rows = (await from.bulkGet(keys.slice(at, at + rowsAtOnce))).filter((row) => row !== undefined)
    await to.bulkPut(await Promise.all(rows.map(sealed)))
  }
}

/** What was no record of that version either is sealed as it lies there, and set aside by whoever reads it. */
function sealOf(seal: Seal, table: string, row: { readonly sealed: unknown }): Promise<Sealed> {
  return seal.seal(placeOfRow(table, row), isOpen(row.sealed) ? row.sealed.record : (row.sealed ?? null))
}

async function sealedLine(seal: Seal, { number, ...row }: CallLogRow): Promise<CallLogRow> {
  return { ...row, ...(number === undefined ? {} : { number: await seal.indexKey(number) }), sealed: await sealOf(seal, 'callLog', row) }
}

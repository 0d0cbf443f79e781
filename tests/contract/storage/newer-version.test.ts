import { Dexie } from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDeskLog } from '../../support/desk-log'
import { CacheDatabase, cacheDatabaseName, unsealedCacheName } from '../../../renderer/storage/cache-database'
import { ageCallLog } from '../../../renderer/storage/age-call-log'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openWorkStorage } from '../../../renderer/storage/open-work-storage'
import { unsealedWorkName, WorkDatabase, workDatabaseName, type IndexedDbParts } from '../../../renderer/storage/work-database'
import { draftOf, eventsOf, submissionOfDraft, testUuid, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { newerFrame } from '../../support/newer-journal'
import { keyedSeal as seal, newDisk, stoppedClock as clock } from '../../support/storage'

const workName = workDatabaseName('real')
const cacheName = cacheDatabaseName('real')
const complaint = (number: number) => draftOf(number, { values: wageComplaint })

/** Everything of every database: versions, tables, keys and the bytes of each row. */
async function everything(disk: IndexedDbParts) {
  const found = []
  for (const { name = '', version } of await disk.indexedDB.databases()) {
    const database = await new Dexie(name, disk).open()
    for (const { name: table, schema } of database.tables) found.push({ name, version, table, indexes: schema.indexes.map((index) => index.src), rows: await database.table(table).toArray() })
    database.close()
  }
  return found
}

/** As the next version may write: a table of its own, one of ours gone, an index gone, and rows that this version would call malformed. */
async function becomeNewer(database: WorkDatabase | CacheDatabase, change: Record<string, string | null>, row: { table: string; value: object }): Promise<void> {
  const next = database.verno + 1
  database.close()
  database.version(next).stores(change)
  await database.open()
  await database.table(row.table).put(row.value)
  database.close()
}

describe('what a later version of the program has written', () => {
  let disk = newDisk()
  let medium = journalInMemory()
  const reports: unknown[] = []
  const parts = () => ({ mode: 'real' as const, seal, clock, indexedDb: disk, onSetAside: (report: unknown) => void reports.push(report) })
  const openWork = () => openWorkStorage({ ...medium, ...parts() })
  const openCache = () => openCallerCache({ ...parts(), pending: { entries: () => [] } })
  const newerWork = (name = workName) =>
    becomeNewer(new WorkDatabase(name, disk), { parcels: 'id', setAside: null, callLog: 'callId' }, { table: 'drafts', value: { id: testUuid(77), revision: 'b', sealed: 'otherwise' } })
  const newerCache = (name = cacheName) =>
    becomeNewer(new CacheDatabase(name, disk), { forgotten: null, tickets: 'id' }, { table: 'tickets', value: { id: testUuid(78), sealed: 'otherwise' } })

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    reports.length = 0
    const work = await openWork()
    await work.drafts.save(complaint(1))
    await work.outbox.enqueue(submissionOfDraft(complaint(2)))
    work.close()
    const writer = await openCacheWriter(parts())
    const log = createDeskLog()
    log.append(eventsOf(complaint(3)))
    await writer.begin(testUuid(1))
    await writer.apply(log.changes)
    writer.close()
  })

  const everyFile = async () => (await medium.disk.files.list()).map((name) => [name, medium.disk.contentOf(name)])

  /** Opening is refused, and both media are afterwards what they were before. */
  async function isRefused(open: () => Promise<unknown>): Promise<void> {
    const before = { databases: await everything(disk), files: await everyFile() }
    medium = journalInMemory(medium.disk)
    await expect(open()).rejects.toMatchObject({ name: 'NewerDataError' })
    expect(await everything(disk)).toEqual(before.databases)
    expect(await everyFile()).toEqual(before.files)
    expect(reports).toEqual([])
  }

  it('unsent work is not opened: its rows stay as they were, and the journal gets nothing', async () => {
    await newerWork()
    await isRefused(openWork)
  })

  it('calls are not taken out of it either', async () => {
    await newerWork()
    await isRefused(() => ageCallLog({ ...parts(), clock: { now: () => (Number.MAX_SAFE_INTEGER as ReturnType<typeof clock.now>) }, pause: async () => undefined }))
  })

  it('a copy of the orders is neither read nor made anew, by the page or by the worker, and keeps unsent work closed', async () => {
    await newerCache()
    for (const open of [openCache, () => openCacheWriter(parts()), openWork]) await isRefused(open)
  })

  it('nor is what a version that did not seal would have left under its own names', async () => {
    const open = () => openWorkStorage({ ...medium, ...parts(), unsealed: { allIsSealed: async () => undefined } })
    await newerWork(unsealedWorkName)
    await isRefused(open)
    await new Dexie(unsealedWorkName, disk).delete()
    await newerCache(unsealedCacheName)
    await isRefused(open)
  })

  it('a later journal keeps a database closed that has not been brought up to date', async () => {
    medium.disk.setContent('000000009.journal', newerFrame())
    await new Dexie(workName, disk).delete()
    const before = new Dexie(workName, disk)
    before.version(1).stores({ drafts: 'id, state', outbox: '++order, &id', callLog: 'callId, startedAt', setAside: '++number' })
    await before.open()
    before.close()
    await isRefused(openWork)
  })

  it('a schema that was mended within this version is none of a later one', async () => {
    const { version } = (await disk.indexedDB.databases()).find(({ name }) => name === workName) ?? {}
    await new Promise((done, fail) => {
      const asked = disk.indexedDB.open(workName, (version ?? 0) + 1)
      asked.onsuccess = () => done(asked.result.close())
      asked.onerror = () => fail(asked.error as Error)
    })
    const work = await openWork()
    expect(await work.drafts.unfinished()).toEqual([complaint(1)])
    work.close()
  })
})

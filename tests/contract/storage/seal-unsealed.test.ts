import { serialize } from 'node:v8'
import { beforeEach, describe, expect, it } from 'vitest'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { openWorkStorage, type WorkStorage, type WorkStorageOptions } from '../../../renderer/storage/open-work-storage'
import { openSeal, type Seal } from '../../../renderer/storage/seal'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { err } from '../../../shared/lib/result'
import { createFinder } from '../../support/canaries'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { keyedSeal, newDisk, stoppedClock } from '../../support/storage'
import { unsealedRecords, unsealedRows, writeUnsealedDatabases } from '../../support/unsealed-work'

const complaint = (number: number) => draftOf(number, { values: wageComplaint })
const work = { drafts: [complaint(1), complaint(2)], queued: [complaint(3), complaint(4)] }
const words = ['秦木根', '15400000012', '班组十人', '江岸装饰']
const find = createFinder(words)

describe('what a version that did not seal has left', () => {
  let disk = newDisk()
  let medium = journalInMemory()
  let told = 0
  let reports: unknown[] = []

  const open = (change: Partial<WorkStorageOptions> = {}) =>
    openWorkStorage({
      ...medium, mode: 'real', seal: keyedSeal, clock: stoppedClock, indexedDb: disk, onSetAside: (report) => reports.push(report),
      unsealed: { allIsSealed: async () => (told += 1) },
      ...change,
    })
  /** A start of everything. */
  const restarted = (change: Partial<WorkStorageOptions> = {}) => {
    medium = journalInMemory(medium.disk)
    return open(change)
  }
  const journalBytes = async () => Buffer.concat((await medium.disk.files.list()).map((name) => medium.disk.contentOf(name)))

  async function expectEverything(storage: WorkStorage): Promise<void> {
    expect(await storage.drafts.unfinished()).toEqual(work.drafts)
    expect(storage.outbox.entries().map(({ id, events }) => [id, events])).toEqual(work.queued.map((draft) => [draft.id, eventsOf(draft)]))
    expect(await storage.callLog.ofNumber('8615400000012' as HistoryKey, 9)).toEqual(
      expect.arrayContaining(work.queued.map((draft) => ({ ...lineOfDraft(draft), ticketNumbers: [draft.number] }))),
    )
    expect(await storage.setAside()).toMatchObject([{ table: 'drafts', plain: { values: { caller_name: '秦木根' } } }])
  }

  async function expectNothingOpen(): Promise<void> {
    const names = (await disk.indexedDB.databases()).map(({ name }) => name)
    expect(names).toEqual([workDatabaseName('real')])
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    const rows = await Promise.all(database.tables.map((table) => table.toArray()))
    database.close()
    expect(rows.flat().length).toBeGreaterThan(6)
    expect([...find(serialize(rows)), ...find(await journalBytes())]).toEqual([])
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    told = 0
    reports = []
    await medium.journal.writeJournal({ records: [...unsealedRecords(work)] })
  })

  it('lay open: the search below finds each of its words', async () => {
    expect(new Set(find(serialize(unsealedRows(work))).map(({ word }) => word))).toEqual(new Set(words))
    expect(new Set(find(await journalBytes()).map(({ word }) => word))).toEqual(new Set(words))
  })

  it.each([1, 3] as const)('is all there after the first sign-in with keys, and nothing of it lies open (schema %i)', async (schema) => {
    await writeUnsealedDatabases(disk, work, schema)
    const storage = await restarted()
    await expectEverything(storage)
    storage.close()
    await expectNothingOpen()
    expect([told, reports]).toEqual([1, []])

    const again = await restarted({ unsealed: undefined as never })
    await expectEverything(again)
    again.close()
  })

  it('is all there however often the power went while it was being sealed', async () => {
    await writeUnsealedDatabases(disk, work, 3)
    let stops = 0
    for (;;) {
      let left = stops
      const failing: Seal = { ...keyedSeal, seal: (place, record) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : keyedSeal.seal(place, record)) }
      const opened = await restarted({ seal: failing }).catch(() => null)
      if (opened !== null) {
        opened.close()
        break
      }
      stops += 1
    }
    expect(stops).toBeGreaterThan(8)
    const storage = await restarted()
    await expectEverything(storage)
    storage.close()
    await expectNothingOpen()
    expect(reports).toEqual([])
  })

  it('in the journal alone comes back too, and its files go', async () => {
    const storage = await restarted()
    expect(await storage.drafts.unfinished()).toEqual(work.drafts)
    expect(storage.outbox.entries().map(({ id }) => id)).toEqual(work.queued.map(({ id }) => id))
    storage.close()
    await expectNothingOpen()
    expect(await medium.disk.files.list()).toEqual(['000000002.journal'])
  })

  it('goes from the journal also where nothing of it is owed any more', async () => {
    const { journal } = medium
    for (const { id, revision } of work.drafts) await journal.writeJournal({ records: [{ kind: 'draft-gone', id, revision, sealed: '' }] })
    for (const { id, revision } of work.queued) await journal.writeJournal({ records: [{ kind: 'submission-settled', id, revision, sealed: '' }] })
    expect(find(await journalBytes())).not.toEqual([])
    const storage = await restarted()
    storage.close()
    expect([find(await journalBytes()), told]).toEqual([[], 1])
  })

  it('is not called sealed while the journal cannot be written; the work is there, and the next start seals it', async () => {
    await writeUnsealedDatabases(disk, work, 3)
    medium = journalInMemory(medium.disk)
    const full = { ...medium.journal, writeJournal: () => Promise.resolve(err({ code: 'full' as const })) }
    const storage = await open({ journal: full })
    await expectEverything(storage)
    storage.close()
    expect([told, reports]).toEqual([0, []])
    const again = await restarted()
    await expectEverything(again)
    again.close()
    await expectNothingOpen()
    expect(told).toBe(1)
  })

  it('is taken from nobody afterwards: an open record that is slipped in is set aside, an open database not looked at', async () => {
    const first = await restarted()
    first.close()
    await writeUnsealedDatabases(disk, { drafts: [complaint(7)], queued: [] }, 3)
    await medium.journal.writeJournal({ records: [...unsealedRecords({ drafts: [complaint(8)], queued: [] })] })
    const storage = await restarted({ unsealed: undefined as never })
    expect((await storage.drafts.unfinished()).map(({ id }) => id)).toEqual(work.drafts.map(({ id }) => id))
    expect(reports).toEqual([{ table: 'journal', problem: { code: 'cannot-be-opened' } }])
    storage.close()
  })

  it('of practice stays as it is', async () => {
    const storage = await restarted({ mode: 'practice', seal: openSeal, unsealed: undefined as never })
    expect(await storage.drafts.unfinished()).toEqual(work.drafts)
    storage.close()
    expect(find(await journalBytes())).not.toEqual([])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { JournalCalls } from '../../../renderer/storage/work-journal'
import { err } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import { draftOf, submissionOfDraft, wageComplaint } from '../../support/drafts'
import { createRoom, databaseInRoom } from '../../support/full-disk'
import { journalInMemory } from '../../support/journal'
import { bothSeals, newDisk, stoppedClock } from '../../support/storage'

const at = stoppedClock.now()
const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })
const failed = err({ code: 'failed' as const })
/** Turns of the loop between two things that are asked for at once: whatever lies between them is met. */
const turns = Array.from({ length: 25 }, (_, count) => count)

async function pass(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe.each(bothSeals)('what is asked of unsent work at once, %s', (_name, seal) => {
  let disk = newDisk()
  let medium = journalInMemory()
  let reached: JournalCalls
  let storage: WorkStorage
  /** Through which the page reaches its journal now. */
  const through: JournalCalls = { readJournal: () => reached.readJournal(), writeJournal: (request) => reached.writeJournal(request) }
  const open = () => openWorkStorage({ mode: 'real', seal, journal: through, clock: stoppedClock, indexedDb: disk, onSetAside: () => undefined, onJournalAway: () => undefined })
  const restart = async () => {
    storage.close()
    medium = journalInMemory(medium.disk)
    reached = medium.journal
    storage = await open()
  }
  const wipeDatabase = async () => {
    disk = newDisk()
    await restart()
  }
  const goAway = () => {
    reached = { readJournal: () => Promise.resolve(failed), writeJournal: () => Promise.resolve(failed) }
  }
  const begin = async () => {
    disk = newDisk()
    medium = journalInMemory()
    reached = medium.journal
    storage = await open()
  }
  const unfinished = async () => (await storage.drafts.unfinished()).map(({ id, revision }) => `${id} ${revision}`)
  const refuse = async (id: string) => {
    await storage.outbox.move(id, { kind: 'claimed', at })
    await storage.outbox.move(id, { kind: 'refused', at, refusal: { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } })
  }

  beforeEach(begin)
  afterEach(() => storage.close())

  it('a save beside a submission: what was submitted never comes back as a draft', async () => {
    for (const count of turns) {
      storage.close()
      await begin()
      await storage.drafts.save(complaint(1))
      const submitting = storage.outbox.enqueue(submissionOfDraft(complaint(1)))
      await pass(count)
      const saving = storage.drafts.save(complaint(1, { revision: 2 }))
      const [submitted, saved] = await Promise.all([submitting, saving])
      for (const round of ['as it is', 'without the database']) {
        await (round === 'as it is' ? restart() : wipeDatabase())
        expect(storage.outbox.entries().length, `${count} turns, ${round}`).toBe(submitted.ok ? 1 : 0)
        if (submitted.ok) expect(await unfinished(), `${count} turns, ${round}`).toEqual([])
        else expect(saved.ok, `${count} turns`).toBe(true)
      }
    }
  })

  it('what is thrown away while a journal that was away gets everything again does not come back', async () => {
    for (const count of turns) {
      storage.close()
      await begin()
      for (const number of [1, 2, 3]) await storage.drafts.save(complaint(number))
      for (const number of [4, 5]) {
        expect((await storage.outbox.enqueue(submissionOfDraft(complaint(number)))).ok).toBe(true)
        await refuse(complaint(number).id)
      }
      goAway()
      await storage.drafts.save(complaint(6))
      medium = journalInMemory()
      reached = medium.journal
      await storage.drafts.save(complaint(6, { revision: 2 }))
      await pass(count)
      for (const number of [5, 3]) expect(await storage.outbox.discard(complaint(number).id, null), `${count} turns`).toEqual({ ok: true, value: undefined })
      await expect.poll(async () => {
        const found = await medium.journal.readJournal()
        return found.ok && [1, 2, 4].every((number) => found.value.records.some(({ id }) => id === complaint(number).id))
      }).toBe(true)
      await wipeDatabase()
      expect(await unfinished(), `${count} turns`).toEqual([1, 2, 6].map((number) => `${complaint(number).id} ${number === 6 ? 2 : 1}`))
      expect(storage.outbox.entries().map(({ id }) => id), `${count} turns`).toEqual([complaint(4).id])
    }
  })

  it('a draft is not called thrown away while nobody knows what the journal has of it', async () => {
    await storage.drafts.save(complaint(1))
    const { journal } = medium
    storage.close()
    goAway()
    storage = await open()
    expect(await storage.outbox.discard(complaint(1).id, null)).toEqual(err({ code: 'storage-failed' }))
    reached = journal
  })

  it('words do not go under the number of a save that failed and lies in the journal', async () => {
    const room = createRoom()
    storage.close()
    disk = databaseInRoom(disk, room, 'at-write')
    storage = await open()
    await storage.drafts.save(complaint(1))
    room.fillAt(0)
    expect(await storage.drafts.save(complaint(1, { revision: 2 }))).toEqual(err({ code: 'storage-full' }))
    room.makeRoom()
    const other = complaint(1, { revision: 2, values: { ...wageComplaint, note: '另外的话' } })
    expect(await storage.drafts.save(other)).toEqual(err({ code: 'stale-revision', stored: 2 }))
    expect((await storage.drafts.save({ ...other, revision: 3 })).ok).toBe(true)
  })

  it('an order whose refusal could not be written down is submitted again once it is repaired', async () => {
    expect((await storage.outbox.enqueue(submissionOfDraft(complaint(1)))).ok).toBe(true)
    // The refusal stays in memory: the row is as a transaction that found no room has left it.
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.open()
    const { delivery: waiting } = (await database.outbox.toArray())[0] ?? {}
    await refuse(complaint(1).id)
    await database.outbox.toCollection().modify({ delivery: waiting })
    database.close()
    const reopened = await storage.outbox.reopen(complaint(1).id)
    expect(reopened.ok).toBe(true)
    const repaired = complaint(1, { revision: 3 })
    expect((await storage.outbox.enqueue(submissionOfDraft(repaired))).ok).toBe(true)
    expect(storage.outbox.entries().map(({ delivery, draftRevision }) => [delivery.state, draftRevision])).toEqual([['waiting', 3]])
  })

  it('a record of the journal that does not open is written again from the database', async () => {
    await storage.drafts.save(complaint(1))
    const found = await medium.journal.readJournal()
    const record = found.ok ? found.value.records[0] : undefined
    if (record === undefined) throw new Error('no record')
    await medium.journal.writeJournal({ records: [{ ...record, sealed: 'spoiled' }] })
    await restart()
    expect(await unfinished()).toEqual([`${complaint(1).id} 1`])
    await wipeDatabase()
    expect(await unfinished()).toEqual([`${complaint(1).id} 1`])
  })
})

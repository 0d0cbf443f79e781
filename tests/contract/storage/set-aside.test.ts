import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import { draftOf, submissionOfDraft, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { bothSeals, newDisk, stoppedClock as clock } from '../../support/storage'

const complaint = (number: number) => draftOf(number, { values: wageComplaint })
const reveal = (note: string) => ({ by: { id: '8017', name: '李敏' }, at: clock.now(), parts: ['name' as const], reason: 'other' as const, note })

describe.each(bothSeals)('records that were set aside, %s', (_name, seal) => {
  let disk = newDisk()
  let medium = journalInMemory()
  let storage: WorkStorage
  const open = () => openWorkStorage({ ...medium, mode: 'real', seal, clock, indexedDb: disk, onSetAside: () => undefined })
  /** What was written is spoilt while nobody looks, and the journal has lost it. */
  const restartSpoilt = async (spoil: (database: WorkDatabase) => Promise<unknown>) => {
    storage.close()
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await spoil(database)
    database.close()
    medium = journalInMemory()
    storage = await open()
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    storage = await open()
  })
  afterEach(() => storage.close())

  it('an order whose seal does not open is given with the words of its draft, which is in no list any more', async () => {
    await storage.outbox.enqueue(submissionOfDraft(complaint(1)))
    await restartSpoilt((database) => database.outbox.toCollection().modify({ sealed: new Uint8Array(60) }))
    expect([storage.outbox.entries(), await storage.drafts.unfinished()]).toEqual([[], []])
    expect(await storage.setAside()).toMatchObject([{ table: 'outbox', problem: { code: 'cannot-be-opened' }, plain: complaint(1), isElsewhere: false }])
  })

  it('a draft that does not open has no words, and goes when the agent is done with it', async () => {
    await storage.drafts.save(complaint(1))
    await storage.drafts.save(complaint(2))
    await restartSpoilt((database) => database.drafts.toCollection().modify({ sealed: new Uint8Array(60) }))
    const [first, second] = await storage.setAside()
    expect([first?.plain, first?.reveals, second?.plain]).toEqual([null, [], null])
    expect(await storage.forgetAside(first!.number)).toBe(true)
    expect(await storage.setAside()).toEqual([second])
    storage.close()
    storage = await open()
    expect(await storage.setAside()).toEqual([second])
  })

  it('a look that the audit is owed is not among them: it has no words, and is nobody’s to delete', async () => {
    await restartSpoilt(async (database) => {
      await database.setAside.add({ table: 'owedReveals', key: 'a', problem: { code: 'cannot-be-opened' }, at: 1, record: { id: 'a', sealed: new Uint8Array(60) } })
      await database.setAside.add({ table: 'journal', key: 'b', problem: { code: 'cannot-be-opened' }, at: 1, record: { kind: 'reveal-owed', id: 'b', revision: 0, sealed: null } })
    })
    expect(await storage.setAside()).toEqual([])
  })

  it('says who had it shown in full, sealed like the rest; of no record nothing can be put down', async () => {
    await storage.drafts.save(complaint(1))
    await restartSpoilt((database) => database.drafts.toCollection().modify({ sealed: new Uint8Array(60) }))
    const [{ number } = { number: 0 }] = await storage.setAside()
    await storage.noteAsideReveal(number, reveal('家属来问'))
    await storage.noteAsideReveal(number, reveal('又来问'))
    expect((await storage.setAside())[0]?.reveals).toEqual([reveal('家属来问'), reveal('又来问')])
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    const row = await database.setAside.get(number)
    database.close()
    if (seal !== bothSeals[0]![1]) expect(JSON.stringify(row)).not.toContain('李敏')
    await storage.forgetAside(number)
    await expect(storage.noteAsideReveal(number, reveal('再问'))).rejects.toThrow('no such record')
  })
})

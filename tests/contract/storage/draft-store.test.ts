import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { placeOf } from '../../../renderer/storage/places'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { longestOfParticipant, longestText, mostParticipants } from '../../../shared/tickets/fields/field-lengths'
import { draftArbitrary, draftOf, submissionOfDraft, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { bothSeals, keyedSeal, newDisk, stoppedClock } from '../../support/storage'

describe.each(bothSeals)('drafts on the disk, %s', (_name, seal) => {
  let disk = newDisk()
  let reports: unknown[] = []
  let media = { real: journalInMemory(), practice: journalInMemory() }
  let storage: WorkStorage
  const open = (mode: 'practice' | 'real' = 'real') =>
    openWorkStorage({ ...media[mode], mode, seal, clock: stoppedClock, onSetAside: (report) => reports.push(report), indexedDb: disk })
  const restart = async () => {
    storage.close()
    storage = await open()
  }

  beforeEach(async () => {
    disk = newDisk()
    media = { real: journalInMemory(), practice: journalInMemory() }
    reports = []
    storage = await open()
  })
  afterEach(() => storage.close())

  it('are there again after a restart, as they were last saved', async () => {
    const draft = draftOf(1, { values: wageComplaint })
    expect(await storage.drafts.save(draft)).toEqual({ ok: true, value: { revision: 1 } })
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([draft])
    expect(await storage.drafts.get(draft.id)).toEqual(draft)
  })

  it('stand in the order in which they were begun', async () => {
    const later = draftOf(1, { createdAt: draftOf(1).createdAt + 5_000 })
    await storage.drafts.save(later)
    await storage.drafts.save(draftOf(2))
    expect((await storage.drafts.unfinished()).map((draft) => draft.id)).toEqual([draftOf(2).id, later.id])
  })

  it('an older revision never overwrites a newer one', async () => {
    await storage.drafts.save(draftOf(1, { revision: 5, values: { note: '新' } }))
    for (const revision of [4, 5]) {
      expect(await storage.drafts.save(draftOf(1, { revision, values: { note: '旧' } }))).toEqual({
        ok: false, error: { code: 'stale-revision', stored: 5 },
      })
    }
    expect((await storage.drafts.get(draftOf(1).id))?.values.note).toBe('新')
  })

  it('whatever the order in which saves arrive, the highest revision stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 2, max: 900 }), async (revisions, number) => {
        await storage.outbox.discard(draftOf(number).id, lineOfDraft(draftOf(number)))
        await Promise.all(revisions.map((revision) => storage.drafts.save(draftOf(number, { revision }))))
        expect((await storage.drafts.get(draftOf(number).id))?.revision).toBe(Math.max(...revisions))
      }),
      { numRuns: 20 },
    )
  })

  it('one that was submitted is no longer unfinished, no longer written over, and not discarded', async () => {
    const draft = draftOf(1, { values: wageComplaint })
    await storage.drafts.save(draft)
    await storage.outbox.enqueue(submissionOfDraft(draft))
    expect(await storage.drafts.unfinished()).toEqual([])
    expect(await storage.drafts.save({ ...draft, revision: 9 })).toMatchObject({ error: { code: 'already-submitted' } })
    await storage.outbox.discard(draft.id, lineOfDraft(draft))
    expect(await storage.drafts.get(draft.id)).toEqual(draft)
    expect((await storage.callLog.recent(1))[0]?.ticketNumbers).toEqual([draft.number])
  })

  it('one that was discarded is gone, and its call leaves a line without a number', async () => {
    await storage.drafts.save(draftOf(1))
    expect(await storage.outbox.discard(draftOf(1).id, lineOfDraft(draftOf(1)))).toEqual({ ok: true, value: undefined })
    await restart()
    expect(await storage.drafts.get(draftOf(1).id)).toBeNull()
    expect(await storage.callLog.recent(9)).toEqual([{ ...lineOfDraft(draftOf(1)), ticketNumbers: [], recordedOn: [] }])
  })

  it('a damaged one is put aside and reported, and hides no other', async () => {
    await storage.drafts.save(draftOf(1))
    await storage.drafts.save(draftOf(2, { values: { note: '要紧' } }))
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.drafts.update(draftOf(2).id, { sealed: await seal.seal(placeOf.drafts(draftOf(2)), { ...draftOf(2), revision: -1, values: { note: '要紧' } }) })
    expect((await storage.drafts.unfinished()).map((draft) => draft.id)).toEqual([draftOf(1).id])
    expect(reports).toEqual([{ table: 'drafts', problem: { code: 'malformed', paths: ['revision'] } }])
    expect(await storage.setAside()).toMatchObject([{ table: 'drafts', key: draftOf(2).id, plain: { values: { note: '要紧' } } }])
    database.close()
  })

  it('a damaged one is counted once, however many look for it at the same time', async () => {
    await storage.drafts.save(draftOf(1))
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.drafts.update(draftOf(1).id, { sealed: await seal.seal(placeOf.drafts(draftOf(1)), { ...draftOf(1), revision: -1 }) })
    await Promise.all([storage.drafts.unfinished(), storage.drafts.get(draftOf(1).id), storage.drafts.unfinished()])
    expect(await storage.setAside()).toHaveLength(1)
    expect(reports).toHaveLength(1)
    database.close()
  })

  it('of a version before words could be unread are opened with none', async () => {
    await storage.drafts.save(draftOf(1, { values: wageComplaint }))
    const { unread: _, ...early } = draftOf(1, { values: wageComplaint })
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.drafts.update(early.id, { sealed: await seal.seal(placeOf.drafts(early), early) })
    database.close()
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([{ ...early, unread: {} }])
  })

  it('keep what could not be read', async () => {
    const draft = draftOf(1, { unread: { amount_owed_fen: '十几万', participants: '秦木' } })
    await storage.drafts.save(draft)
    await restart()
    expect((await storage.drafts.get(draft.id))?.unread).toEqual({ amount_owed_fen: '十几万', participants: '秦木' })
  })

  it('that would not be read back are never called saved', async () => {
    await storage.drafts.save(draftOf(1))
    for (const [key, max] of Object.entries(longestText)) {
      const overfull = draftOf(1, { revision: 2, values: { [key]: '长'.repeat(max + 1) } })
      expect(await storage.drafts.save(overfull), key).toEqual({ ok: false, error: { code: 'malformed', paths: [`values.${key}`] } })
    }
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([draftOf(1)])
    expect(await storage.setAside()).toEqual([])
  })

  it('are there again after a restart with every field as long as it may be', async () => {
    const values = Object.fromEntries(Object.entries(longestText).map(([key, max]) => [key, '长'.repeat(max)]))
    const full = draftOf(1, { values: { ...values, participants: Array.from({ length: mostParticipants }, () => ({ name: '长'.repeat(longestOfParticipant.name), phone: '1'.repeat(longestOfParticipant.phone), amount_fen: 1e11 })) } })
    expect((await storage.drafts.save(full)).ok).toBe(true)
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([full])
  })

  it('whatever an agent leaves behind is read back as it was saved', async () => {
    let revision = 0
    await fc.assert(
      fc.asyncProperty(draftArbitrary, async (drawn) => {
        revision += 1
        const draft = { ...drawn, revision }
        expect((await storage.drafts.save(draft)).ok).toBe(true)
        expect(await storage.drafts.get(draft.id)).toEqual(draft)
      }),
      { numRuns: 60 },
    )
  })

  it('one sealed with another key is put aside too', async () => {
    await storage.drafts.save(draftOf(1))
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.drafts.update(draftOf(1).id, { sealed: { something: 'else' } })
    expect(await storage.drafts.get(draftOf(1).id)).toBeNull()
    expect(reports).toEqual([{ table: 'drafts', problem: { code: 'cannot-be-opened' } }])
    expect(await storage.setAside()).toMatchObject([{ key: draftOf(1).id, record: { sealed: { something: 'else' } } }])
    database.close()
  })

  it('of practice and of real work never meet', async () => {
    const practice = await open('practice')
    await practice.drafts.save(draftOf(1, { practice: true }))
    expect(await storage.drafts.unfinished()).toEqual([])
    practice.close()
  })
})

describe('what lies on the disk', () => {
  it('shows no name, number or word when it is sealed', async () => {
    const disk = newDisk()
    const storage = await openWorkStorage({ ...journalInMemory(), mode: 'real', seal: keyedSeal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disk })
    const draft = draftOf(1, { values: wageComplaint })
    await storage.drafts.save(draft)
    await storage.outbox.enqueue(submissionOfDraft(draft))
    await storage.callLog.write({ ...lineOfDraft(draftOf(2)), outcome: 'missed' })
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    const all = await Promise.all([database.drafts.toArray(), database.outbox.toArray(), database.callLog.toArray()])
    for (const word of ['秦木根', '15400000012', '154-0000', '班组', '江岸']) expect(JSON.stringify(all)).not.toContain(word)
    database.close()
    storage.close()
  })
})

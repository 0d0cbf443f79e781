import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSeal } from '../../../renderer/storage/seal'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { JournalCalls } from '../../../renderer/storage/work-journal'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import type { JournalRecord } from '../../../shared/journal/journal-record'
import { epochMs } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import { revealEvent } from '../../../shared/tickets/reveal-event'
import { agent8017, draftOf, eventsOf, submissionOfDraft, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { newerFrame } from '../../support/newer-journal'
import { bothSeals, newDisk, stoppedClock } from '../../support/storage'

const at = stoppedClock.now()
const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })

describe.each(bothSeals)('unsent work in two media, %s', (_name, seal) => {
  let disk = newDisk()
  let medium = journalInMemory()
  let reports: unknown[] = []
  let awayCount = 0
  let storage: WorkStorage
  let ticks = 0
  const clock = { now: () => epochMs(at + (ticks += 1)) }
  const open = (journal: JournalCalls = medium.journal) =>
    openWorkStorage({
      mode: 'real', seal, journal, clock, indexedDb: disk,
      onSetAside: (report) => reports.push(report),
      onJournalAway: () => (awayCount += 1),
    })
  /** A start of everything: main reads its files again. */
  const restart = async (journal?: JournalCalls) => {
    storage.close()
    medium = journalInMemory(medium.disk)
    storage = await open(journal)
  }
  const wipeDatabase = async () => {
    disk = newDisk()
    await restart()
  }
  const wipeJournal = async () => {
    medium = journalInMemory()
    await restart()
  }
  const journaled = async (): Promise<readonly JournalRecord[]> => {
    const content = await medium.journal.readJournal()
    if (!content.ok) throw new Error(content.error.code)
    return content.value.records
  }
  const enqueue = async (draft: Draft) => {
    expect((await storage.outbox.enqueue(submissionOfDraft(draft))).ok).toBe(true)
    return draft.id
  }
  const accept = async (id: string) => {
    await storage.outbox.move(id, { kind: 'claimed', at })
    await storage.outbox.move(id, { kind: 'accepted', at, position: 40 })
  }
  const refuse = async (id: string) => {
    await storage.outbox.move(id, { kind: 'claimed', at })
    await storage.outbox.move(id, { kind: 'refused', at, refusal: { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } })
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    reports = []
    awayCount = 0
    storage = await open()
  })
  afterEach(() => storage.close())

  it('after the database was wiped, drafts are there at their last revision and unsent orders once, in their order', async () => {
    await storage.drafts.save(complaint(1))
    const latest = complaint(1, { revision: 2, values: { ...wageComplaint, note: '又补了一句' } })
    await storage.drafts.save(latest)
    await enqueue(complaint(2))
    const further = draftOf(3, { mergeInto: complaint(2).ticketId, values: { note: '又来电催' } })
    expect((await storage.outbox.enqueue(submissionOfDraft(further, { kind: 'merged', ticket: ticketOf(complaint(2)) }))).ok).toBe(true)
    const entries = storage.outbox.entries()
    await wipeDatabase()
    for (const round of ['now', 'after another start']) {
      expect(await storage.drafts.unfinished(), round).toEqual([latest])
      expect(storage.outbox.entries().map(({ id, ticketId, events, draftId }) => ({ id, ticketId, events, draftId })), round).toEqual(
        entries.map(({ id, ticketId, events, draftId }) => ({ id, ticketId, events, draftId })),
      )
      expect(await storage.drafts.get(complaint(2).id), round).toEqual(complaint(2))
      expect((await storage.callLog.recent(9)).flatMap(({ ticketNumbers }) => ticketNumbers).sort(), round).toEqual([complaint(2).number, complaint(2).number])
      await restart()
    }
    expect(reports).toEqual([])
  })

  describe('where the clock was set back after an order was submitted', () => {
    const order = ticketOf(complaint(1))
    const lookAt = (number: number) => ({
      id: testUuid(number), ticketId: order.id, draft: null, call: null,
      events: [revealEvent(order, { parts: ['number'], reason: 'call-back', note: null }, { id: testUuid(number), author: agent8017, at })],
    })
    const queue = async (number: number) => expect((await storage.outbox.enqueue(lookAt(number))).ok).toBe(true)
    const ids = () => storage.outbox.entries().map(({ id }) => id)
    const loseRow = async (id: string) => {
      storage.close()
      const database = new WorkDatabase(workDatabaseName('real'), disk)
      await database.outbox.where('id').equals(id).delete()
      database.close()
      await restart()
    }

    it('what was queued about it comes back behind it, whatever of it the database has lost', async () => {
      await enqueue(complaint(1))
      ticks -= 240_000
      await queue(71)
      await enqueue(complaint(2))
      await queue(72)
      const all = [complaint(1).id, testUuid(71), complaint(2).id, testUuid(72)]
      expect(ids()).toEqual(all)
      for (const lost of all) {
        await loseRow(lost)
        expect(ids().filter((id) => id !== complaint(2).id), lost).toEqual([complaint(1).id, testUuid(71), testUuid(72)])
      }
      await wipeDatabase()
      expect(ids().filter((id) => id !== complaint(2).id)).toEqual([complaint(1).id, testUuid(71), testUuid(72)])
    })

    it('so it does behind an order that was refused and repaired after that', async () => {
      const id = await enqueue(complaint(1))
      ticks -= 240_000
      await queue(71)
      await refuse(id)
      await storage.outbox.reopen(id)
      await enqueue(complaint(1, { revision: 3 }))
      expect(ids()).toEqual([id, testUuid(71)])
      await wipeDatabase()
      expect(ids()).toEqual([id, testUuid(71)])
    })
  })

  it('what the desk has, or the agent has thrown away, does not come back', async () => {
    await accept(await enqueue(complaint(1)))
    await storage.drafts.save(complaint(2))
    await storage.outbox.discard(complaint(2).id, lineOfDraft(complaint(2)))
    await storage.drafts.save(complaint(3))
    await storage.callLog.write(lineOfDraft(complaint(3)), complaint(3).id)
    const id = await enqueue(complaint(4))
    await refuse(id)
    await storage.outbox.reopen(id)
    await storage.outbox.discard(id, lineOfDraft(complaint(4)))
    expect(await journaled()).toEqual([])
    await wipeDatabase()
    expect([await storage.drafts.unfinished(), storage.outbox.entries()]).toEqual([[], []])
  })

  it('what is owed again after it was accepted comes back once the database was wiped, and no more once it is accepted anew', async () => {
    const id = await enqueue(complaint(1, { revision: 3 }))
    await accept(id)
    await storage.outbox.oweAgain()
    expect((await journaled()).map(({ kind, revision }) => [kind, revision])).toEqual([['submission-queued', 3]])
    await wipeDatabase()
    expect(storage.outbox.entries()).toMatchObject([{ id, events: eventsOf(complaint(1, { revision: 3 })), delivery: { state: 'waiting' } }])
    await wipeJournal()
    expect((await journaled()).map(({ kind, revision }) => [kind, revision])).toEqual([['submission-queued', 3]])
    await accept(id)
    expect(await journaled()).toEqual([])
    await wipeDatabase()
    expect([await storage.drafts.unfinished(), storage.outbox.entries()]).toEqual([[], []])
  })

  it('words that come after their draft was submitted are refused, and neither medium takes them', async () => {
    for (const revision of [1, 2]) await storage.drafts.save(complaint(1, { revision }))
    await enqueue(complaint(1, { revision: 2 }))
    expect(await storage.drafts.save(complaint(1, { revision: 3 }))).toEqual(err({ code: 'already-submitted' }))
    expect(await storage.drafts.save(complaint(1, { revision: 3 })), 'asked again').toEqual(err({ code: 'already-submitted' }))
    expect((await journaled()).map(({ kind, revision }) => [kind, revision])).toEqual([['submission-queued', 2]])
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([])
  })

  it('a refused order and the draft that repairs it both come back, and the repaired one keeps its place', async () => {
    const id = await enqueue(complaint(1))
    await enqueue(complaint(2))
    await refuse(id)
    await storage.outbox.reopen(id)
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([complaint(1, { revision: 2 })])
    expect(storage.outbox.entries().map((entry) => entry.id)).toEqual([id, complaint(2).id])
    await refuse(id)
    await enqueue(complaint(1, { revision: 3 }))
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([])
    expect(storage.outbox.entries().map((entry) => entry.id)).toEqual([id, complaint(2).id])
  })

  it('a look at what is masked is in both media before it counts, comes back from either, and goes once', async () => {
    const order = ticketOf(complaint(1))
    const event = revealEvent(order, { parts: ['number'], reason: 'call-back', note: null }, { id: testUuid(77), author: agent8017, at })
    const look = { id: event.id, ticketId: order.id, events: [event], draft: null, call: null }
    storage.close()
    storage = await open({ ...medium.journal, writeJournal: async () => err({ code: 'full' as const }) })
    expect(await storage.outbox.enqueue(look)).toEqual({ ok: false, error: { code: 'storage-full' } })
    await restart()
    expect(storage.outbox.entries()).toEqual([])
    expect((await storage.outbox.enqueue(look)).ok).toBe(true)
    await wipeDatabase()
    await wipeJournal()
    expect(storage.outbox.entries().map(({ events }) => events)).toEqual([[event]])
    await accept(event.id)
    await wipeDatabase()
    expect(storage.outbox.entries()).toEqual([])
  })

  it('after the journal was lost, the next start writes it again', async () => {
    await storage.drafts.save(complaint(1))
    await enqueue(complaint(2))
    await accept(await enqueue(complaint(3)))
    await wipeJournal()
    expect((await journaled()).map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([`draft-saved ${complaint(1).id}`, `submission-queued ${complaint(2).id}`])
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([complaint(1)])
    expect(storage.outbox.entries().map((entry) => entry.id)).toEqual([complaint(2).id])
  })

  it('without the journal a draft is not called saved; the database keeps it, and work goes on when there is room', async () => {
    medium.disk.fail(1)
    expect(await storage.drafts.save(complaint(1))).toEqual(err({ code: 'storage-full' }))
    expect(await storage.drafts.get(complaint(1).id)).toEqual(complaint(1))
    // The number of a save that failed is not given to other words.
    const more = complaint(1, { revision: 2, values: { ...wageComplaint, note: '更多' } })
    expect(await storage.drafts.save({ ...more, revision: 1 })).toEqual(err({ code: 'stale-revision', stored: 1 }))
    expect(await storage.drafts.save(more)).toEqual({ ok: true, value: { revision: 2 } })
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([more])
  })

  it('without the database a draft is not called saved; the journal keeps it', async () => {
    storage.close()
    expect(await storage.drafts.save(complaint(1))).toEqual(err({ code: 'storage-failed' }))
    storage = await open()
    expect(await storage.drafts.unfinished()).toEqual([complaint(1)])
  })

  it('without the journal nothing is submitted: the draft goes on, its call has no number, and it can be submitted later', async () => {
    await storage.drafts.save(complaint(1))
    medium.disk.fail(1)
    expect(await storage.outbox.enqueue(submissionOfDraft(complaint(1)))).toEqual(err({ code: 'storage-full' }))
    for (const round of ['now', 'after a start', 'without the database']) {
      expect(storage.outbox.entries(), round).toEqual([])
      expect(await storage.drafts.unfinished(), round).toEqual([complaint(1)])
      expect((await storage.callLog.recent(1)).flatMap(({ ticketNumbers }) => ticketNumbers), round).toEqual([])
      await (round === 'now' ? restart() : wipeDatabase())
    }
    await enqueue(complaint(1))
    await wipeDatabase()
    expect(storage.outbox.entries().map((entry) => entry.id)).toEqual([complaint(1).id])
  })

  it('a refused order stands in its place again when its repair could not be submitted', async () => {
    const id = await enqueue(complaint(1))
    await refuse(id)
    await storage.outbox.reopen(id)
    medium.disk.fail(1)
    expect(await storage.outbox.enqueue(submissionOfDraft(complaint(1, { revision: 3 })))).toEqual(err({ code: 'storage-full' }))
    for (const round of ['now', 'after a start']) {
      expect(storage.outbox.entries().map((entry) => [entry.id, entry.delivery.state]), round).toEqual([[id, 'refused']])
      expect((await storage.drafts.unfinished()).map(({ revision }) => revision), round).toEqual([3])
      await restart()
    }
  })

  it('nothing is called submitted while one of the two is still under way', async () => {
    const gate = { open: () => undefined as void }
    const held = new Promise<void>((resolve) => (gate.open = resolve))
    const written = { count: 0 }
    await restart({
      ...medium.journal,
      async writeJournal(request) {
        written.count += 1
        await held
        return medium.journal.writeJournal(request)
      },
    })
    const told: string[] = []
    const saving = storage.drafts.save(complaint(1)).then(() => told.push('saved'))
    const submitting = storage.outbox.enqueue(submissionOfDraft(complaint(2))).then(() => told.push('submitted'))
    await expect.poll(async () => [written.count, await storage.drafts.get(complaint(1).id), await storage.drafts.get(complaint(2).id)]).toEqual([2, complaint(1), complaint(2)])
    expect([told, storage.outbox.entries()]).toEqual([[], []])
    gate.open()
    await Promise.all([saving, submitting])
    expect(told.sort()).toEqual(['saved', 'submitted'])
  })

  it('a record that was changed or stands in the place of another is set aside and told, and the rest opens', async () => {
    await storage.drafts.save(complaint(1))
    await storage.drafts.save(complaint(2))
    const [first, second] = await journaled()
    if (first === undefined || second === undefined) throw new Error('no records')
    await medium.journal.writeJournal({
      records: [
        { ...first, id: testUuid(77) },
        { ...first, revision: 9 },
        { ...first, kind: 'submission-queued' },
        { kind: 'draft-saved', id: testUuid(78), revision: 1, sealed: 'no json' },
      ],
    })
    const rounds = [
      { name: 'the first start tells', start: wipeDatabase, told: 4, kept: 4 },
      { name: 'the next is silent, and counts none twice', start: restart, told: 0, kept: 4 },
      { name: 'with the database gone the journal has them', start: wipeDatabase, told: 4, kept: 4 },
      { name: 'done with, they are gone from both', start: wipeDatabase, told: 0, kept: 0 },
    ]
    for (const { name, start, told, kept } of rounds) {
      reports = []
      if (kept === 0) for (const { number } of await storage.setAside()) expect(await storage.forgetAside(number)).toBe(true)
      await start()
      expect((await storage.drafts.unfinished()).map(({ id }) => id), name).toEqual([second.id])
      expect([reports.length, (await storage.setAside()).length], name).toEqual([told, kept])
    }
    expect((await journaled()).map(({ id }) => id)).toEqual([second.id])
  })

  it('what could not be read stays in the journal until something as late takes its place; being done with it takes nothing else', async () => {
    for (const number of [1, 2, 3]) await storage.drafts.save(complaint(number))
    const spoilt = (await journaled()).map((record) => ({ ...record, sealed: 'no json' }))
    await medium.journal.writeJournal({ records: spoilt })
    await restart()
    // The database had all three, so that the journal is whole again at once.
    expect((await storage.setAside()).map(({ isElsewhere }) => isElsewhere)).toEqual([true, true, true])
    for (const { number } of await storage.setAside()) await storage.forgetAside(number)
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([complaint(1), complaint(2), complaint(3)])

    await medium.journal.writeJournal({ records: spoilt.map((record) => ({ ...record, revision: 5 })) })
    await restart()
    expect((await storage.setAside()).map(({ isElsewhere }) => isElsewhere)).toEqual([false, false, false])
    const again = complaint(1, { revision: 6, values: { ...wageComplaint, note: '又写了一遍' } })
    expect((await storage.drafts.save(again)).ok).toBe(true)
    await storage.outbox.discard(complaint(2).id, null)
    const inJournal = async (id: string) => (await journaled()).filter((record) => record.id === id).map(({ revision, sealed }) => [revision, sealed === 'no json'])
    expect(await inJournal(complaint(2).id), 'thrown away, with words that nobody has seen').toEqual([[5, true]])
    for (const { number } of await storage.setAside()) expect(await storage.forgetAside(number)).toBe(true)
    expect(await inJournal(again.id)).toEqual([[6, false]])
    await wipeDatabase()
    expect(await storage.drafts.unfinished()).toEqual([again])
    expect(reports).toHaveLength(6)
  })

  it('a record that the journal does not let go of is listed still', async () => {
    await medium.journal.writeJournal({ records: [{ kind: 'draft-saved', id: testUuid(78), revision: 1, sealed: 'no json' }] })
    let isFull = false
    await restart()
    storage.close()
    const { journal } = medium
    storage = await open({ readJournal: () => journal.readJournal(), writeJournal: (request) => (isFull ? Promise.resolve(err({ code: 'full' as const })) : journal.writeJournal(request)) })
    const [aside] = await storage.setAside()
    isFull = true
    expect(await storage.forgetAside(aside!.number)).toBe(false)
    expect(await storage.setAside()).toEqual([aside])
    isFull = false
    expect(await storage.forgetAside(aside!.number)).toBe(true)
    expect([await storage.setAside(), await journaled()]).toEqual([[], []])
  })

  it('damage in the files is told, and what stands around it comes back', async () => {
    for (const number of [1, 2, 3]) await storage.drafts.save(complaint(number))
    const name = '000000001.journal'
    const bytes = medium.disk.contentOf(name)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = bytes[middle]! ^ 1
    medium.disk.setContent(name, bytes)
    await wipeDatabase()
    expect((await storage.drafts.unfinished()).map(({ id }) => id)).toEqual([complaint(1).id, complaint(3).id])
    expect(reports).toEqual([{ table: 'journal', problem: { code: 'malformed', paths: [] } }])
  })

  it('a journal of a later version is refused, and neither medium is touched', async () => {
    await storage.drafts.save(complaint(1))
    const newer = newerFrame()
    medium.disk.setContent('000000009.journal', newer)
    storage.close()
    medium = journalInMemory(medium.disk)
    await expect(open()).rejects.toMatchObject({ name: 'NewerDataError' })
    expect(medium.disk.contentOf('000000009.journal')).toEqual(newer)
    medium.disk.setContent('000000009.journal', Buffer.alloc(0))
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([complaint(1)])
  })

  it('a journal that cannot be read is told; it gets what the database has as soon as it takes something again', async () => {
    await storage.drafts.save(complaint(1))
    await enqueue(complaint(2))
    medium = journalInMemory()
    const { journal } = medium
    let isLocked = true
    const failed = err({ code: 'failed' as const })
    await restart({
      readJournal: () => (isLocked ? Promise.resolve(failed) : journal.readJournal()),
      writeJournal: (request) => (isLocked ? Promise.resolve(failed) : journal.writeJournal(request)),
    })
    medium = { ...medium, journal }
    expect(awayCount).toBe(1)
    expect(await storage.drafts.unfinished()).toEqual([complaint(1)])
    expect(await storage.drafts.save(complaint(3))).toEqual(err({ code: 'storage-failed' }))
    isLocked = false
    expect((await storage.drafts.save(complaint(3, { revision: 2 }))).ok).toBe(true)
    await expect.poll(async () => (await journaled()).map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([
      `draft-saved ${complaint(1).id}`, `draft-saved ${complaint(3).id}`, `submission-queued ${complaint(2).id}`,
    ])
  })

  it('a journal whose files are gone gets everything again with the first words that it takes', async () => {
    await storage.drafts.save(complaint(1))
    await enqueue(complaint(2))
    const { journal } = medium
    let reached: JournalCalls = journal
    await restart({ readJournal: () => reached.readJournal(), writeJournal: (request) => reached.writeJournal(request) })
    const failed = err({ code: 'failed' as const })
    reached = { readJournal: () => Promise.resolve(failed), writeJournal: () => Promise.resolve(failed) }
    expect(await storage.drafts.save(complaint(3))).toEqual(err({ code: 'storage-failed' }))
    expect(await storage.canWrite()).toBe(false)
    medium = journalInMemory()
    reached = medium.journal
    const more = complaint(3, { revision: 2, values: { ...wageComplaint, note: '更多' } })
    expect((await storage.drafts.save(more)).ok).toBe(true)
    await expect.poll(async () => (await journaled()).map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([
      `draft-saved ${complaint(1).id}`, `draft-saved ${complaint(3).id}`, `submission-queued ${complaint(2).id}`,
    ])
    await wipeDatabase()
    expect(await storage.drafts.get(complaint(3).id)).toEqual(more)
    expect(await storage.canWrite()).toBe(true)
    expect((await journaled()).map(({ kind }) => kind).sort()).toEqual(['draft-saved', 'draft-saved', 'submission-queued'])
  })

  it('main sees nothing of what was typed', async () => {
    await storage.drafts.save(complaint(1))
    await enqueue(complaint(2))
    const bytes = medium.disk.contentOf('000000001.journal').toString('utf8')
    expect(bytes.includes(wageComplaint.employer_name ?? '')).toBe(seal === openSeal)
  })
})

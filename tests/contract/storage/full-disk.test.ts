import { describe, expect, it } from 'vitest'
import { openSeal } from '../../../renderer/storage/seal'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { err, ok } from '../../../shared/lib/result'
import { draftOf, submissionOfDraft, wageComplaint } from '../../support/drafts'
import { createRoom, databaseInRoom, filesInRoom } from '../../support/full-disk'
import { endings, proveFullDisk, type FullDisk } from '../../support/full-disk-proof'
import { journalInMemory } from '../../support/journal'
import { powerCutFiles } from '../../support/power-cut-files'
import { seededRandom } from '../../support/seeded-random'
import { newDisk, stoppedClock } from '../../support/storage'

const writes = 100

/** The soak has every ending for every write and every medium. */
const fullDisks: readonly [string, Pick<FullDisk, 'full' | 'how'>, number][] = [
  ['both, on one disk', { full: 'both', how: 'at-commit' }, 1],
  ['the journal', { full: 'journal', how: 'at-write' }, 4],
  ['the database, told at a write', { full: 'database', how: 'at-write' }, 4],
  ['the database, told at the end of a transaction', { full: 'database', how: 'at-commit' }, 4],
]

describe('no room is left', () => {
  it.each(fullDisks)(`for %s, from one of the first ${writes} writes on: what was called saved or submitted is so, and work goes on when there is room`, async (_name, disk, step) => {
    let refused = 0
    for (let at = step; at <= writes; at += step) {
      // Of neighbours one is a write and the other its sync: each gets every ending in its turn.
      const ending = endings[Math.floor((at / step + 1) / 2) % endings.length] ?? 'room'
      refused += (await proveFullDisk({ ...disk, at, ending })).refused
    }
    expect(refused).toBeGreaterThanOrEqual(writes / step)
  }, 120_000)

  it('an order that was not taken, of a draft thrown away after a start on the full disk, is not there at the next start', async () => {
    // The bytes of the order are on the disk, their sync was refused; nor can it be put down that nobody was told.
    const { refused } = await proveFullDisk({ full: 'journal', how: 'at-write', at: 14, ending: 'start-while-full' })
    expect(refused).toBeGreaterThan(0)
  })

  it('the proof finds a journal that says yes when it is full', async () => {
    const spoil: FullDisk['spoil'] = (journal) => ({ ...journal, writeJournal: async (request) => (await journal.writeJournal(request)) && ok(undefined) })
    const ends = await Promise.allSettled([10, 21, 30, 41].map((at) => proveFullDisk({ full: 'journal', how: 'at-write', at, ending: 'crash-without-database', spoil })))
    expect(ends.map(({ status }) => status)).toContain('rejected')
  })
})

describe('a start while the database has no room', () => {
  const complaint = draftOf(1, { values: wageComplaint })
  const other = draftOf(2, { values: wageComplaint })

  async function setUp() {
    const room = createRoom()
    const medium = journalInMemory()
    const start = (disk: ReturnType<typeof newDisk>) =>
      openWorkStorage({ ...medium, mode: 'real', seal: openSeal, clock: stoppedClock, onSetAside: ({ table }) => void aside.push(table), indexedDb: databaseInRoom(disk, room, 'at-commit') })
    const aside: string[] = []
    const first = newDisk()
    const storage = await start(first)
    return { room, medium, start, aside, first, storage, fill: () => room.fillAt(room.writes() + 1) }
  }

  it('opens: what only the journal has is worked with, sent from memory, and gone once it is accepted', async () => {
    const { room, start, storage, fill } = await setUp()
    expect((await storage.drafts.save(complaint)).ok).toBe(true)
    expect((await storage.drafts.save(other)).ok).toBe(true)
    expect((await storage.outbox.enqueue(submissionOfDraft(other))).ok).toBe(true)
    storage.close()
    fill()
    const wiped = newDisk()
    const again = await start(wiped)
    expect(await again.drafts.unfinished()).toEqual([])
    expect(again.unsaved).toEqual([complaint])
    expect(again.outbox.entries()).toMatchObject([{ id: other.id, events: submissionOfDraft(other).events, delivery: { state: 'waiting' } }])
    expect(await again.drafts.save({ ...complaint, revision: 2 })).toEqual(err({ code: 'storage-full' }))
    room.makeRoom()
    expect(await again.drafts.save({ ...complaint, revision: 3 })).toEqual(ok({ revision: 3 }))
    const mine = await again.outbox.enqueue(submissionOfDraft({ ...complaint, revision: 3 }))
    expect(mine.ok && again.outbox.entries().map(({ id }) => id)).toEqual([other.id, complaint.id])
    await again.outbox.move(other.id, { kind: 'claimed', at: stoppedClock.now() })
    await again.outbox.move(other.id, { kind: 'accepted', at: stoppedClock.now(), position: 4 })
    again.close()
    for (const disk of [wiped, newDisk()]) {
      const later = await start(disk)
      expect(later.outbox.entries().map(({ id }) => id)).toEqual([complaint.id])
      expect([...(await later.drafts.unfinished()), ...later.unsaved]).toEqual([])
      later.close()
    }
  })

  it('shows later words of the journal instead of the earlier ones of the database, and no draft of what was submitted', async () => {
    const { medium, start, storage, fill, first } = await setUp()
    expect((await storage.drafts.save(complaint)).ok).toBe(true)
    expect((await storage.drafts.save(other)).ok).toBe(true)
    storage.close()
    const elsewhere = await openWorkStorage({ ...medium, mode: 'real', seal: openSeal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: newDisk() })
    const more = { ...complaint, revision: 2, values: { ...wageComplaint, note: '又补了一句' } }
    expect((await elsewhere.drafts.save(more)).ok).toBe(true)
    expect((await elsewhere.outbox.enqueue(submissionOfDraft(other))).ok).toBe(true)
    elsewhere.close()
    fill()
    const again = await start(first)
    expect([...(await again.drafts.unfinished()), ...again.unsaved]).toEqual([more])
    expect(again.outbox.entries().map(({ id }) => id)).toEqual([other.id])
  })

  it('opens with a row that cannot be read: it stays until there is room to set it aside', async () => {
    const { room, start, storage, fill, first, aside } = await setUp()
    expect((await storage.drafts.save(complaint)).ok).toBe(true)
    storage.close()
    const database = new WorkDatabase(workDatabaseName('real'), first)
    await database.drafts.put({ id: other.id, revision: 1, state: 'unfinished', createdAt: 1, sealed: { record: { nothing: true } } })
    database.close()
    fill()
    const again = await start(first)
    expect(await again.drafts.unfinished()).toEqual([complaint])
    expect([aside, await again.setAside()]).toEqual([[], []])
    again.close()
    room.makeRoom()
    const later = await start(first)
    expect([aside, await later.setAside()]).toMatchObject([['drafts'], [{ table: 'drafts', key: other.id }]])
  })
})

describe('a submission of which one medium has something, and neither has room to take it back', () => {
  const complaint = draftOf(1, { values: wageComplaint })
  /** So many more writes find room in each. */
  const rooms = [
    ['the database has it', { journal: 0, database: 1 }],
    ['the journal has it', { journal: 2, database: 0 }],
  ] as const

  async function setUp() {
    const disks = { journal: createRoom(), database: createRoom() }
    const files = powerCutFiles(seededRandom(1))
    const medium = journalInMemory({ ...files, files: filesInRoom(files.files, disks.journal) })
    const open = (indexedDb = newDisk()): Promise<WorkStorage> =>
      openWorkStorage({ ...medium, mode: 'real', seal: openSeal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: databaseInRoom(indexedDb, disks.database, 'at-commit') })
    const disk = newDisk()
    const storage = await open(disk)
    expect((await storage.drafts.save(complaint)).ok).toBe(true)
    return {
      storage,
      async submitWith(room: { readonly journal: number; readonly database: number }) {
        for (const name of ['journal', 'database'] as const) disks[name].fillAt(disks[name].writes() + 1 + room[name])
        expect(await storage.outbox.enqueue(submissionOfDraft(complaint))).toEqual(err({ code: 'storage-full' }))
        expect(await storage.drafts.save({ ...complaint, revision: 2 })).toEqual(err({ code: 'storage-full' }))
        for (const name of ['journal', 'database'] as const) disks[name].makeRoom()
      },
      async restart({ wiped }: { readonly wiped: boolean }) {
        storage.close()
        return open(wiped ? newDisk() : disk)
      },
    }
  }

  it.each(rooms)('%s: it can be written on, and goes out once', async (_name, room) => {
    const { storage, submitWith, restart } = await setUp()
    await submitWith(room)
    const more = { ...complaint, revision: 2, values: { ...wageComplaint, note: '又补了一句' } }
    expect(await storage.drafts.save(more)).toEqual(ok({ revision: 2 }))
    expect((await storage.outbox.enqueue(submissionOfDraft(more))).ok).toBe(true)
    for (const wiped of [false, true]) {
      const again = await restart({ wiped })
      expect(again.outbox.entries().map(({ events }) => events)).toEqual([submissionOfDraft(more).events])
      expect(await again.drafts.unfinished()).toEqual([])
    }
  })

  it.each(rooms)('%s: thrown away, it stays away', async (_name, room) => {
    const { storage, submitWith, restart } = await setUp()
    await submitWith(room)
    expect((await storage.outbox.discard(complaint.id, lineOfDraft(complaint))).ok).toBe(true)
    for (const wiped of [false, true]) {
      const again = await restart({ wiped })
      expect([again.outbox.entries(), await again.drafts.unfinished()]).toEqual([[], []])
    }
  })
})

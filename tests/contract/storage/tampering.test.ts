import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { placeOfRow } from '../../../renderer/storage/places'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import { draftOf, eventsOf, morning, submissionOfDraft, testUuid, wageComplaint } from '../../support/drafts'
import { createDeskLog } from '../../support/desk-log'
import { journalInMemory } from '../../support/journal'
import { seededRandom } from '../../support/seeded-random'
import { keyedSeal as seal, newDisk } from '../../support/storage'
import { storedRows, type StoredRow } from '../../support/storage-rows'

const seed = 20261128
const tries = 1_000
const people = 12
const deskId = testUuid(1)
const mobile = '8615400000012' as HistoryKey

const complaint = (number: number, revision = 1) => draftOf(number, { revision, values: { ...wageComplaint, note: `第 ${revision} 稿` } })

describe('what somebody has changed on the disk', () => {
  let disk = newDisk()
  let medium = journalInMemory()
  let reports: { table: string }[] = []
  let storage: WorkStorage
  let ticks = 0
  const clock = { now: () => epochMs(morning + (ticks += 1)) }
  const onSetAside = (report: { table: string }) => void reports.push(report)
  const open = () => openWorkStorage({ ...medium, mode: 'real', seal, clock, onSetAside, indexedDb: disk })
  const cacheOptions = () => ({ mode: 'real' as const, seal, clock, onSetAside, indexedDb: disk })

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    reports = []
    storage = await open()
  })
  afterEach(() => storage.close())

  /** Drafts, orders and calls of a seat, a copy of the desk's log, and then all of it once more in a later state. */
  async function workTwice(): Promise<{ readonly older: readonly StoredRow[]; readonly newer: readonly StoredRow[] }> {
    const writer = await openCacheWriter(cacheOptions())
    const log = createDeskLog()
    await writer.begin(deskId)
    for (let number = 1; number <= people; number += 1) {
      await storage.drafts.save(complaint(number))
      await storage.outbox.enqueue(submissionOfDraft(complaint(100 + number)))
      await storage.callLog.write(lineOfDraft(draftOf(200 + number)))
      log.append(eventsOf(complaint(300 + number)))
    }
    await writer.apply(log.changes)
    const older = await storedRows(disk, medium.journal)
    const before = log.changes.length
    for (let number = 1; number <= people; number += 1) {
      await storage.drafts.save(complaint(number, 2))
      const { id } = complaint(100 + number)
      await storage.outbox.move(id, { kind: 'claimed', at: epochMs(morning) })
      await storage.outbox.move(id, { kind: 'refused', at: epochMs(morning), refusal: { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } })
      await storage.outbox.enqueue(submissionOfDraft(complaint(100 + number, 2)))
      await storage.callLog.write({ ...lineOfDraft(draftOf(200 + number)), outcome: 'completed' })
      const { ticketId, author } = complaint(300 + number)
      const later = { author, happenedAt: morning, recordedAt: morning, basedOn: 1, personal: null }
      log.append([{ ...later, id: testUuid(9_000 + number), ticketId, type: 'facts-recorded', data: { values: { employer_name: `重庆示例第 ${number} 公司` } } }])
    }
    expect(await writer.apply(log.changes.slice(before))).toMatchObject({ kind: 'applied' })
    writer.close()
    return { older, newer: await storedRows(disk, medium.journal) }
  }

  it(`does not open: ${tries} of ${tries} flips, swaps and roll-backs over rows of every table and of the journal (seed ${seed})`, async () => {
    const { older, newer } = await workTwice()
    const tables = ['drafts', 'outbox', 'callLog', 'tickets', 'people', 'meta', 'journal']
    expect([...new Set(newer.map(({ table }) => table))].sort()).toEqual([...tables].sort())
    for (const { table, row } of newer) expect(await seal.open(placeOfRow(table, row), row.sealed)).toBeDefined()

    const random = seededRandom(seed)
    const olderOf = (victim: StoredRow) => older.find(({ table, id }) => table === victim.table && id === victim.id)
    /** A line of the call log that only got a number is the same writing still. */
    const isOther = (one: StoredRow, before: StoredRow | undefined) => JSON.stringify(placeOfRow(one.table, one.row)) !== JSON.stringify(placeOfRow(one.table, before?.row ?? one.row))
    const tamper = {
      flip({ row }: StoredRow) {
        const bytes = (row.sealed as Uint8Array).slice()
        const bit = random.below(bytes.length * 8)
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7))
        return bytes
      },
      swap: (victim: StoredRow) => random.pick(newer.filter((other) => other !== victim)).row.sealed,
      rollBack: (victim: StoredRow) => olderOf(victim)?.row.sealed ?? null,
    }
    const detected = { flip: 0, swap: 0, rollBack: 0 }
    const byTable = new Map<string, number>()
    for (let count = 0; count < tries; count += 1) {
      const kind = random.pick(['flip', 'swap', 'rollBack'] as const)
      const table = random.pick(tables)
      const victim = random.pick(newer.filter((one) => one.table === table && (kind !== 'rollBack' || isOther(one, olderOf(one)))))
      const changed = tamper[kind](victim)
      expect(changed, `${kind} ${table} has something to put there`).not.toBeNull()
      const opened = await seal.open(placeOfRow(table, victim.row), changed).then(() => true, () => false)
      expect(opened, `${kind} of ${table} ${victim.id}`).toBe(false)
      detected[kind] += 1
      byTable.set(table, (byTable.get(table) ?? 0) + 1)
    }
    expect(detected.flip + detected.swap + detected.rollBack).toBe(tries)
    for (const count of [...Object.values(detected), ...byTable.values()]) expect(count).toBeGreaterThan(100)
  })

  it('is set aside and told, never shown, and what the journal has of it is there instead', async () => {
    const { older } = await workTwice()
    storage.close()
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    const olderDraft = older.find(({ table, id }) => table === 'drafts' && id === complaint(1).id)
    await database.drafts.update(complaint(1).id, { sealed: olderDraft?.row.sealed as object })
    const [second, third] = [await database.drafts.get(complaint(2).id), await database.drafts.get(complaint(3).id)]
    await database.drafts.update(complaint(2).id, { sealed: third!.sealed })
    await database.drafts.update(complaint(3).id, { sealed: second!.sealed })
    const order = await database.outbox.where('id').equals(complaint(101).id).first()
    await database.outbox.update(order!.order!, { sealed: new Uint8Array(60) })
    const line = lineOfDraft(draftOf(201))
    await database.callLog.update(line.callId, { sealed: new Uint8Array(60) })
    database.close()

    medium = journalInMemory(medium.disk)
    storage = await open()
    const drafts = (await storage.drafts.unfinished()).filter(({ id }) => [1, 2, 3].some((number) => complaint(number).id === id))
    expect(drafts.map(({ values }) => values.note)).toEqual(['第 2 稿', '第 2 稿', '第 2 稿'])
    expect(storage.outbox.entries().find(({ id }) => id === complaint(101).id)?.events).toEqual(eventsOf(complaint(101, 2)))
    expect((await storage.callLog.recent(999)).map(({ callId }) => callId)).not.toContain(line.callId)
    expect(reports.map(({ table }) => table).sort()).toEqual(['callLog', 'drafts', 'drafts', 'drafts', 'outbox'])
    expect(await storage.setAside()).toHaveLength(5)
  })

  it('a whole older row put back is overtaken by what the journal has', async () => {
    const { older } = await workTwice()
    storage.close()
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    const before = older.find(({ table, id }) => table === 'drafts' && id === complaint(1).id)
    await database.drafts.put(before?.row as never)
    database.close()
    medium = journalInMemory(medium.disk)
    storage = await open()
    expect(await storage.drafts.get(complaint(1).id)).toEqual(complaint(1, 2))
    expect(reports).toEqual([])
  })

  it('in the copy of the desk’s log is set aside, and asks for a new copy', async () => {
    await workTwice()
    const cache = await openCallerCache({ ...cacheOptions(), pending: { entries: () => [] } })
    const known = await cache.lookup(mobile)
    expect(known.length).toBeGreaterThan(0)
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    const [one, other] = await database.people.limit(2).toArray()
    await database.people.put({ ...one!, sealed: other!.sealed })
    await database.meta.put({ key: 'employers', version: 1, sealed: new Uint8Array(60) })
    expect((await cache.lookup(mobile)).length).toBe(known.length - 1)
    expect(await cache.recentEmployers('重庆')).toEqual([])
    expect(reports.map(({ table }) => table)).toEqual(['people', 'meta'])
    database.close()
    cache.close()
  })
})

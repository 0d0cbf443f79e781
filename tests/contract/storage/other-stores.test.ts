import { Dexie } from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ageOtherStores } from '../../../renderer/storage/age-other-stores'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { createLastHeard } from '../../../renderer/storage/last-heard'
import { openCacheWriter } from '../../../renderer/storage/open-cache'
import { openWorkStorage } from '../../../renderer/storage/open-work-storage'
import { owedRevealRow } from '../../../renderer/storage/owed-reveals'
import { createSeal, type Sealing } from '../../../renderer/storage/sealing'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import { createSyncHost } from '../../../renderer/sync/sync-host'
import type { CallLine } from '../../../shared/calls/call-log'
import { epochMs } from '../../../shared/lib/clock'
import { cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import { createDeskLog } from '../../support/desk-log'
import { draftOf, eventsOf, morning, submissionOfDraft, testUuid, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { createManualTime } from '../../support/manual-time'
import { newDisk, sealingOf, stoppedClock } from '../../support/storage'

const day = 86_400_000
const [mine, hers] = [testUuid(701), testUuid(702)]
const policy = cachePolicyOf(defaultCacheLimits, 'real')
const missed = (number: number, startedAt: number): CallLine => ({
  callId: testUuid(number), queueCallId: null, direction: 'incoming', startedAt, answeredAt: null, endedAt: startedAt + 9_000,
  outcome: 'missed', queue: 'hotline', numberDisplay: '154-0000-0012', historyKey: '8615400000012', practice: false, record: null,
})

describe('what other people have left on this PC', () => {
  let disk = newDisk()
  let herKeys: Extract<Sealing, { kind: 'sealed' }>
  beforeEach(async () => {
    disk = newDisk()
    herKeys = await sealingOf(2)
  })

  const ownerOf = (store: string | undefined) => ({ mode: 'real' as const, store, seal: createSeal(herKeys), onSetAside: () => undefined, indexedDb: disk })
  const names = async () => (await disk.indexedDB.databases()).map(({ name = '' }) => name).sort()
  const ageAfter = (ms: number) =>
    ageOtherStores({ store: mine, clock: { now: () => epochMs(morning + ms) }, policy: () => policy, indexedDb: disk, pause: async () => undefined })

  /** A copy of the desk's orders. */
  async function copyOf(store: string | undefined): Promise<string> {
    const writer = await openCacheWriter({ ...ownerOf(store), clock: stoppedClock })
    const log = createDeskLog()
    log.append(eventsOf(draftOf(1, { values: wageComplaint })))
    await writer.begin(testUuid(1))
    await writer.apply(log.changes)
    writer.close()
    return cacheDatabaseName('real', store)
  }

  /** A draft, an order that waits, a look that the audit is owed, words that could not be read, and calls of two days. */
  async function workOf(store: string | undefined): Promise<string> {
    const storage = await openWorkStorage({ ...journalInMemory(), ...ownerOf(store), clock: stoppedClock })
    await storage.drafts.save(draftOf(1, { values: wageComplaint }))
    await storage.outbox.enqueue(submissionOfDraft(draftOf(2, { values: wageComplaint })))
    for (const [number, age] of [10, 0].entries()) await storage.callLog.write(missed(number, morning - age * day))
    storage.close()
    const database = new WorkDatabase(workDatabaseName('real', store), disk)
    await database.owedReveals.put(await owedRevealRow(createSeal(herKeys), {
      id: testUuid(21), call: { callId: testUuid(1), queueCallId: null, startedAt: morning }, at: morning, facts: { parts: ['number'], reason: 'call-back', note: null },
    }))
    await database.setAside.add({ table: 'drafts', key: 'drafts', problem: { code: 'cannot-be-opened' }, at: morning - 400 * day, record: {} })
    database.close()
    return database.name
  }

  async function rowsOf(name: string): Promise<Record<string, readonly object[]>> {
    const database = await new Dexie(name, disk).open()
    const rows = await Promise.all(database.tables.map(async (table) => [table.name, (await table.toArray()) as object[]] as const))
    database.close()
    return Object.fromEntries(rows)
  }

  it('a copy of the orders goes whole once nobody has used it for as long as an ended order keeps its words', async () => {
    const copy = await copyOf(hers)
    await ageAfter(30 * day)
    expect(await names()).toEqual([copy])
    await ageAfter(30 * day + 1)
    expect(await names()).toEqual([])
  })

  it('a copy whose owner has heard the desk since, of the shift alone, stays', async () => {
    const copy = await copyOf(hers)
    const database = new CacheDatabase(copy, disk)
    await createLastHeard({ database, seal: createSeal(herKeys) }, 'shift', z.object({})).write({ answer: {}, heardAt: morning + 20 * day })
    database.close()
    await ageAfter(40 * day)
    expect(await names()).toEqual([copy])
  })

  it('calls go by their age; drafts, orders that wait, looks that are owed and what could not be read of them stay as they are', async () => {
    const work = await workOf(hers)
    const before = await rowsOf(work)
    const callsOf = (rows: typeof before) => rows['callLog']?.map((row) => ('callId' in row ? row.callId : null))
    expect(callsOf(before)).toContain(testUuid(0))
    await ageAfter(85 * day)
    const after = await rowsOf(work)
    expect(callsOf(after)).toEqual(callsOf(before)?.filter((callId) => callId !== testUuid(0)))
    await ageAfter(4_000 * day)
    expect(await rowsOf(work)).toEqual({ ...before, callLog: [] })
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
  })

  it('one\'s own store, and those of a PC with one agent, are not looked at', async () => {
    const all = [await copyOf(mine), await workOf(mine), await copyOf(undefined), await workOf(undefined)].sort()
    const before = await Promise.all(all.map(rowsOf))
    await ageAfter(4_000 * day)
    expect(await names()).toEqual(all)
    expect(await Promise.all(all.map(rowsOf))).toEqual(before)
  })

  it('nobody\'s store is touched where one agent works', async () => {
    const all = [await copyOf(hers), await workOf(hers)].sort()
    await ageOtherStores({ store: undefined, clock: { now: () => epochMs(morning + 4_000 * day) }, policy: () => policy, indexedDb: disk, pause: async () => undefined })
    expect(await names()).toEqual(all)
  })

  it('what a later version of the program has written stays as it is', async () => {
    const all = [await copyOf(hers), await workOf(hers)].sort()
    for (const database of [new CacheDatabase(cacheDatabaseName('real', hers), disk), new WorkDatabase(workDatabaseName('real', hers), disk)]) {
      database.version(database.verno + 1).stores({ later: 'id' })
      await database.open()
      database.close()
    }
    const before = await Promise.all(all.map(rowsOf))
    await ageAfter(4_000 * day)
    expect(await Promise.all(all.map(rowsOf))).toEqual(before)
  })

  it('of what an earlier version has left, the copy goes and the rest stays as it is', async () => {
    const [copy, work] = [new Dexie(cacheDatabaseName('real', hers), disk), new Dexie(workDatabaseName('real', hers), disk)]
    copy.version(1).stores({ tickets: 'id, *numbers, *people', people: 'id, *numbers', meta: 'key', setAside: '++number' })
    work.version(2).stores({ drafts: 'id, state', outbox: '++order, &id', callLog: 'callId, startedAt, [number+startedAt]', setAside: '++number' })
    await copy.table('meta').put({ key: 'position', deskId: testUuid(1), position: 1, appliedAt: morning, asideBefore: 0 })
    await work.table('callLog').put({ callId: testUuid(1), startedAt: morning, sealed: 'as it was' })
    for (const database of [copy, work]) database.close()
    const before = await rowsOf(work.name)
    await ageAfter(30 * day)
    expect(await names()).toEqual([copy.name, work.name])
    await ageAfter(4_000 * day)
    expect(await names()).toEqual([work.name])
    expect(await rowsOf(work.name)).toEqual(before)
    expect((await disk.indexedDB.databases()).map(({ version }) => version)).toEqual([20])
  })

  it('one that cannot be looked at keeps no other from it, and is said', async () => {
    const broken = new Dexie(cacheDatabaseName('real', testUuid(700)), disk)
    broken.version(1).stores({ otherwise: 'id' })
    await broken.open()
    broken.close()
    await copyOf(hers)
    await expect(ageAfter(40 * day)).rejects.toThrow('could not be aged')
    expect(await names()).toEqual([broken.name])
  })

  it('the worker of whoever signs in does it at the start and once a day', async () => {
    const copy = await copyOf(hers)
    const time = createManualTime(morning + 30 * day)
    const host = createSyncHost({ post: () => undefined, fetch: async () => Promise.reject(new TypeError('away')), clock: time, timers: time, random: () => 0.5, indexedDb: disk })
    host.receive({ kind: 'open', opening: { mode: 'real', store: mine, sealing: await sealingOf(1), policy } })
    await expect.poll(names).toContain(workDatabaseName('real', mine))
    expect(await names()).toContain(copy)
    await expect.poll(async () => {
      await time.advance(day)
      return names()
    }).not.toContain(copy)
    host.receive({ kind: 'close' })
  })
})

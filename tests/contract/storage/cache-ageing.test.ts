import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import { cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import type { Draft } from '../../../shared/tickets/draft'
import { createDeskLog, type DeskLog } from '../../support/desk-log'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { bothSeals, newDisk } from '../../support/storage'

const deskId = testUuid(1)
const mobile = '8615400000012' as HistoryKey
const day = 86_400_000
const monthsOf24 = 740

const answered = { kind: 'answered-directly' as const, knowledgeEntries: ['KB001'] }
const known = (personId: string) => ({ caller: { kind: 'known' as const, personId } })
const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, noRisk: true, ...spread })

describe.each(bothSeals)('the cache as it grows older, %s', (_name, seal) => {
  let now: number
  let policy = cachePolicyOf(defaultCacheLimits, 'real')
  let disk = newDisk()
  let log: DeskLog
  let cache: Awaited<ReturnType<typeof openCallerCache>>
  let writer: Awaited<ReturnType<typeof openCacheWriter>>

  beforeEach(async () => {
    now = morning
    policy = cachePolicyOf(defaultCacheLimits, 'real')
    disk = newDisk()
    log = createDeskLog()
    const options = { mode: 'real' as const, seal, clock: { now: () => epochMs(now) }, onSetAside: () => undefined, indexedDb: disk }
    cache = await openCallerCache({ ...options, pending: { entries: () => [] } })
    writer = await openCacheWriter({ ...options, policy: () => policy })
    await writer.begin(deskId)
  })
  afterEach(() => {
    cache.close()
    writer.close()
  })

  const sync = async () => expect(await writer.apply(log.after((await cache.position()).position, 5_000).changes)).toMatchObject({ kind: 'applied' })
  const ageAll = async () => {
    let slices = 0
    while (await writer.age()) slices += 1
    return slices
  }
  const shown = async () => (await cache.lookup(mobile)).map(({ name, history }) => ({ name, orders: history.map((item) => (item.what === 'order' ? item.orderNo : item.id)) }))

  it('takes the words of an order that nothing happens to any more, and the name of its caller', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900))), answered))
    await sync()
    expect(await ageAll()).toBe(0)
    expect(await shown()).toMatchObject([{ name: '秦木根' }])
    now = morning + 31 * day
    expect(await ageAll()).toBe(1)
    expect(await shown()).toEqual([{ name: '秦**', orders: [complaint(1).number] }])
    expect(await cache.ticket(complaint(1).ticketId)).toMatchObject({ kept: 'outline', ticket: { values: { caller_name: '秦**', category: 'WAGE-02' } } })
    expect(JSON.stringify(await cache.lookup(mobile))).not.toContain('班组')
    expect(await ageAll()).toBe(0)
  })

  it('an order goes whole, and its caller with it, when the house keeps personal data for fewer months than the seat', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900))), answered))
    await sync()
    now = morning + 13 * 31 * day
    await ageAll()
    expect(await shown()).toEqual([{ name: '秦**', orders: [complaint(1).number] }])
    policy = cachePolicyOf(defaultCacheLimits, 'real', 12)
    await ageAll()
    expect(await shown()).toEqual([])
    expect(await cache.ticket(complaint(1).ticketId)).toBeNull()
  })

  it('keeps the name that a younger or an open order still tells', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900)))))
    log.append(eventsOf(complaint(2, { ...known(testUuid(900)), call: { ...draftOf(2).call, startedAt: morning + 1_000 } }), answered))
    await sync()
    now = morning + 31 * day
    await ageAll()
    expect(await shown()).toMatchObject([{ name: '秦木根', orders: [complaint(2).number, complaint(1).number] }])
  })

  it('lets an order leave after 24 months, with its line and its person, and keeps an open one', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900))), answered))
    log.append(eventsOf(complaint(2, known(testUuid(901)))))
    await sync()
    now = morning + monthsOf24 * day
    await ageAll()
    expect(await shown()).toEqual([{ name: '秦木根', orders: [complaint(2).number] }])
    expect(await cache.ticket(complaint(1).ticketId)).toBeNull()
    expect(await cache.lookupTicket(complaint(1).number)).toEqual([])
  })

  it('stores nothing of an order that is too old when it comes', async () => {
    now = morning + monthsOf24 * day
    log.append(eventsOf(complaint(1, known(testUuid(900))), answered))
    await sync()
    expect(await shown()).toEqual([])
    expect(await cache.ticket(complaint(1).ticketId)).toBeNull()
  })

  it('takes what is told later of an order that has left for no hole', async () => {
    policy = { ...policy, tickets: 1 }
    log.append(eventsOf(complaint(1, known(testUuid(900)))))
    log.append(eventsOf(complaint(2, { ...known(testUuid(901)), call: { ...draftOf(2).call, startedAt: morning + 1 } })))
    await sync()
    await ageAll()
    const left = (await cache.ticket(complaint(1).ticketId)) === null ? complaint(1) : complaint(2)
    const event = { author: draftOf(1).author, happenedAt: morning + day, recordedAt: morning + day, basedOn: 4, personal: null, ticketId: left.ticketId }
    for (const id of [testUuid(77), testUuid(78)]) {
      log.append([{ ...event, id, type: 'chased', data: { call: null } }])
      await sync()
    }
    expect(await cache.ticket(left.ticketId)).toBeNull()
  })

  it('lets the oldest leave above the limit, those that have ended first, in slices', async () => {
    for (let number = 1; number <= 130; number += 1) {
      const draft = complaint(number, { ...known(testUuid(900)), call: { ...draftOf(number).call, startedAt: morning + number } })
      log.append(number === 1 ? eventsOf(draft) : eventsOf(draft, answered).map((event) => ({ ...event, happenedAt: morning + number })))
    }
    await sync()
    policy = { ...policy, tickets: 5 }
    expect(await ageAll()).toBe(3)
    const [person] = await shown()
    expect([...(person?.orders ?? [])].sort()).toEqual([1, 127, 128, 129, 130].map((number) => complaint(number).number).sort())
  })

  it('goes on with ageing after it was ended in the middle', async () => {
    for (let number = 1; number <= 60; number += 1) log.append(eventsOf(complaint(number, known(testUuid(900))), answered))
    await sync()
    now = morning + 31 * day
    expect(await writer.age()).toBe(true)
    writer.close()
    writer = await openCacheWriter({ mode: 'real', seal, clock: { now: () => epochMs(now) }, onSetAside: () => undefined, indexedDb: disk, policy: () => policy })
    await ageAll()
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    expect(await database.tickets.where('[stage+newestFirst]').between(['worded', -Infinity], ['worded', Infinity]).count()).toBe(0)
    database.close()
  })

  it('forgets what could not be read after ninety days, and takes that for no new hole', async () => {
    log.append(eventsOf(complaint(1)))
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    await database.setAside.add({ table: 'people', key: 'x', problem: { code: 'cannot-be-opened' }, at: morning, record: {} })
    await writer.beginAnew(deskId)
    await sync()
    now = morning + 91 * day
    await ageAll()
    expect(await database.setAside.count()).toBe(0)
    await database.setAside.add({ table: 'people', key: 'y', problem: { code: 'cannot-be-opened' }, at: now, record: {} })
    log.append(eventsOf(complaint(2)))
    expect(await writer.apply(log.after((await cache.position()).position).changes)).toEqual({ kind: 'has-holes' })
    database.close()
  })

  it('however it came to its age, the cache is the same as if it had been copied at that age', async () => {
    const order = fc.record({ person: fc.integer({ min: 900, max: 902 }), isOpen: fc.boolean(), atDay: fc.integer({ min: 0, max: 760 }), isSecret: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 3 }), async (orders, looks) => {
        log = createDeskLog()
        now = morning
        for (const [index, { person, isOpen, atDay, isSecret }] of orders.entries()) {
          const at = morning - 760 * day + atDay * day + index
          const values = { ...wageComplaint, caller_name: `秦${'木根山'[index % 3]}`, ...(isSecret ? { confidential: true } : {}) }
          const draft = complaint(index + 1, { ...known(testUuid(person)), values, call: { ...draftOf(index + 1).call, startedAt: at } })
          log.append((isOpen ? eventsOf(draft) : eventsOf(draft, answered)).map((event) => ({ ...event, happenedAt: at })))
        }
        await writer.beginAnew(deskId)
        now = morning - 760 * day
        await writer.apply(log.changes)
        for (const look of [...looks.sort((a, b) => a - b), 0]) {
          now = look === 0 ? morning : morning - 760 * day + Math.min(look, 760) * day
          await ageAll()
        }
        const aged = await cache.lookup(mobile)
        await writer.beginAnew(deskId)
        await writer.apply(log.changes)
        expect(sorted(aged)).toEqual(sorted(await cache.lookup(mobile)))
      }),
      { numRuns: seal === openSeal ? 40 : 6 },
    )
  })

  const sorted = (people: Awaited<ReturnType<typeof cache.lookup>>) => people.toSorted((a, b) => (a.id < b.id ? -1 : 1))
})

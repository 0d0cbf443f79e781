import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { meaningOf, type SearchStep } from '../../../shared/tickets/ticket-search'
import { createDeskLog, type DeskLog } from '../../support/desk-log'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { bothSeals, newDisk } from '../../support/storage'

const identity = '500999199003150013'
const day = 86_400_000
const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: { ...wageComplaint, id_no: identity }, noRisk: true, ...spread })
const answered = { kind: 'answered-directly' as const, knowledgeEntries: ['KB001'] }

describe.each(bothSeals)('a search through the cache, %s', (_name, seal) => {
  let now: number
  let disk = newDisk()
  let outbox: { ticketId: string; events: readonly TicketEvent[] }[] = []
  let log: DeskLog
  let cache: Awaited<ReturnType<typeof openCallerCache>>
  let writer: Awaited<ReturnType<typeof openCacheWriter>>

  beforeEach(async () => {
    now = morning
    disk = newDisk()
    outbox = []
    log = createDeskLog()
    const options = { mode: 'real' as const, seal, clock: { now: () => epochMs(now) }, onSetAside: () => undefined, indexedDb: disk }
    cache = await openCallerCache({ ...options, pending: { entries: () => outbox } })
    writer = await openCacheWriter(options)
    await writer.begin(testUuid(1))
  })
  afterEach(() => {
    cache.close()
    writer.close()
  })

  const sync = async () => writer.apply(log.after((await cache.position()).position, 5_000).changes)

  async function steps(text: string): Promise<readonly SearchStep[]> {
    const told: SearchStep[] = []
    await writer.search(meaningOf(text, '023'), { tell: (step) => told.push(step), isStopped: () => false, pause: async () => undefined })
    return told
  }
  const find = async (text: string) => (await steps(text)).flatMap(({ hits }) => hits.map(({ ticket, field }) => [ticket.number, field]))

  it('finds by telephone, identity number and employer, however they are written, and says by which', async () => {
    log.append(eventsOf(complaint(1, { values: { ...wageComplaint, id_no: identity, callback_number: '15400000099' } })))
    await sync()
    const { number } = complaint(1)
    expect(await find('154-0000-0012')).toEqual([[number, 'phone']])
    expect(await find('+86 154 0000 0099')).toEqual([[number, 'phone']])
    expect(await find(identity)).toEqual([[number, 'identity']])
    expect(await find('重庆示例江岸装饰工程有限公司')).toEqual([[number, 'employer']])
    expect(await find('154-0000-0013')).toEqual([])
  })

  it('still finds by them what only the outline is left of, by its words no more', async () => {
    log.append(eventsOf(complaint(1, { values: { ...wageComplaint, id_no: identity, callback_number: '15400000099' } }), answered))
    await sync()
    expect(await find('隔天结账')).toEqual([[complaint(1).number, 'description']])
    now = morning + 31 * day
    while (await writer.age());
    for (const text of ['15400000099', '15400000012', identity]) expect(await find(text)).toHaveLength(1)
    expect(await find('隔天结账')).toEqual([])
    expect(await find('秦木根')).toEqual([])
    log.append([{
      id: testUuid(78), ticketId: complaint(1).ticketId, author: draftOf(1).author, happenedAt: now, recordedAt: now, basedOn: 4, personal: null,
      type: 'chased', data: { call: null },
    }])
    await sync()
    for (const text of ['15400000099', '15400000012', identity]) expect(await find(text)).toHaveLength(1)
  })

  it('finds nothing of a secret order, also when it became secret later', async () => {
    log.append(eventsOf(complaint(1)))
    await sync()
    log.append([{
      id: testUuid(77), ticketId: complaint(1).ticketId, author: draftOf(1).author, happenedAt: morning, recordedAt: morning, basedOn: 4, personal: null,
      type: 'facts-recorded', data: { values: { confidential: true } },
    }])
    await sync()
    for (const text of ['15400000012', identity, wageComplaint.employer_name ?? '', '秦木根', '隔天结账']) expect(await find(text)).toEqual([])
    expect(await cache.lookupTicket(complaint(1).number)).toHaveLength(1)
  })

  it('looks for words newest first, tells how far it is, and stops when it is told to', async () => {
    for (let number = 1; number <= 450; number += 1) {
      const draft = complaint(number, { call: { ...draftOf(number).call, startedAt: morning + number } })
      log.append(eventsOf(draft).map((event) => ({ ...event, happenedAt: morning + number })))
    }
    await sync()
    const told = await steps('隔天结账')
    expect(told.at(-1)).toMatchObject({ state: 'done', searched: 200, of: 450 })
    const found = told.flatMap(({ hits }) => hits.map(({ ticket }) => ticket.number))
    expect(found).toEqual(Array.from({ length: 50 }, (_, index) => complaint(450 - index).number))

    let searched = 0
    let turns = 0
    await writer.search(meaningOf('没有这几个字', '023'), {
      tell: (step) => void (searched = step.searched), isStopped: () => searched > 0 || turns > 1, pause: async () => void (turns += 1),
    })
    expect(searched).toBe(0)
  })
  it('finds an own order before the desk knows of it', async () => {
    outbox.push({ ticketId: complaint(1).ticketId, events: eventsOf(complaint(1)) })
    const own = async (text: string) => (await cache.findOwn(text, '023')).map(({ field }) => field)
    expect(await own('154-0000-0012')).toEqual(['phone'])
    expect(await own(identity)).toEqual(['identity'])
    expect(await own('隔天结账')).toEqual(['description'])
    expect(await own('154-0000-0013')).toEqual([])
  })

  it('no key on the disk tells whose it is', async () => {
    log.append(eventsOf(complaint(1)))
    await sync()
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    const [row] = await database.tickets.toArray()
    database.close()
    expect(row?.keys.map((key) => key.slice(0, 2)).sort()).toEqual(['e:', 'i:', 'p:'])
    if (seal !== openSeal) for (const word of [identity, '15400000012', '江岸']) expect(JSON.stringify(row)).not.toContain(word)
  })
})

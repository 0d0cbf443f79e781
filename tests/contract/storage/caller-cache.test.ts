import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import { placeOf } from '../../../renderer/storage/places'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import type { Draft } from '../../../shared/tickets/draft'
import type { OnlyUnit } from '../../../shared/tickets/caller-cache'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { createDeskLog, type DeskLog } from '../../support/desk-log'
import { draftOf, eventsOf, morning, noProposal, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { recordedCall } from '../../support/recorded-calls'
import { bothSeals, keyedSeal, newDisk, stoppedClock } from '../../support/storage'

const deskId = testUuid(1)
const dormitory = '862390000003' as HistoryKey
const mobile = '8615400000012' as HistoryKey
const day = 86_400_000

const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })
const from = (draft: Draft, historyKey: string | null, startedAt: number = morning): Draft => ({ ...draft, call: { ...draft.call, historyKey, startedAt } })
const known = (personId: string) => ({ caller: { kind: 'known' as const, personId } })
const base = { author: draftOf(1).author, happenedAt: morning, recordedAt: morning, basedOn: 1, personal: null }

describe.each(bothSeals)('the cache of callers, %s', (_name, seal) => {
  let disk = newDisk()
  let reports: unknown[] = []
  let outbox: { ticketId: string; events: readonly TicketEvent[] }[] = []
  let log: DeskLog
  let cache: Awaited<ReturnType<typeof openCallerCache>>
  let writer: Awaited<ReturnType<typeof openCacheWriter>>

  beforeEach(async () => {
    disk = newDisk()
    reports = []
    outbox = []
    log = createDeskLog()
    const options = { mode: 'real' as const, seal, clock: stoppedClock, onSetAside: (report: unknown) => reports.push(report), indexedDb: disk }
    cache = await openCallerCache({ ...options, pending: { entries: () => outbox } })
    writer = await openCacheWriter(options)
    await writer.begin(deskId)
  })
  afterEach(() => {
    cache.close()
    writer.close()
  })

  const submit = (draft: Draft) => void outbox.push({ ticketId: draft.ticketId, events: eventsOf(draft) })
  const sync = async () => writer.apply(log.after((await cache.position()).position).changes)
  const ordersOf = async (key: HistoryKey) => (await cache.lookup(key)).flatMap((person) => person.history.map((item) => [person.name, item.id]))

  it('reads back how calls went, what was done about a call for help, and which reports were signed', async () => {
    const draft = complaint(1)
    const help = { code: 'hand-raised' as const, at: morning, note: 'policy', drill: false }
    const events: TicketEvent[] = [
      ...eventsOf(draft),
      callRecordedEvent(draft.ticketId, recordedCall(), draft.author),
      { ...base, id: testUuid(81), ticketId: draft.ticketId, type: 'help-step', data: help },
      { ...base, id: testUuid(82), ticketId: draft.ticketId, type: 'report-signed', data: { code: 'ORAL_REPORT', signedAt: morning }, personal: { report: '口头报告' } },
    ]
    log.append(events)
    await sync()
    const ticket = (await cache.ticket(draft.ticketId))?.ticket
    expect(ticket?.recordedCalls).toEqual([recordedCall()])
    expect(ticket?.help).toEqual([help])
    expect(ticket?.reports).toEqual([{ code: 'ORAL_REPORT', signedAt: morning, by: { id: '8017', name: '练习' }, text: '口头报告' }])
  })

  it('knows nobody at first', async () => {
    expect(await cache.lookup(mobile)).toEqual([])
    expect(await cache.position()).toEqual({ deskId, only: null, position: 0, last: null, appliedAt: null })
  })

  it("has the desk's lists as they were heard last, also when its copy of the orders is begun anew", async () => {
    const book = { version: 'v1', records: [{ kind: 'units' as const, key: 'CQGH', value: { zh: '市总工会', en: '', dayPhones: [], nightPhones: ['154 0000 0090'] }, isActive: true, version: 1 }] }
    expect(await cache.lastBook.read()).toBeNull()
    await cache.lastBook.write({ answer: book, heardAt: morning })
    await cache.lastShift.write({ answer: { notices: [] } as never, heardAt: morning })
    await writer.begin(testUuid(2))
    expect(await cache.lastBook.read()).toEqual({ answer: book, heardAt: morning })
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    const rows = await database.meta.toArray()
    database.close()
    expect(rows.map(({ key }) => key).sort()).toEqual(['book', 'position'])
    if (seal === keyedSeal) expect(JSON.stringify(rows)).not.toContain('154 0000 0090')
  })

  it('shows an order at the next ring, with its number, place and standing', async () => {
    log.append(eventsOf(complaint(1)))
    expect(await sync()).toMatchObject({ kind: 'applied', keys: [mobile] })
    expect(await cache.lookup(mobile)).toMatchObject([
      {
        id: complaint(1).ticketId, name: '秦木根', numbers: [{ key: mobile }],
        history: [{ what: 'order', orderNo: complaint(1).number, district: '渝中区', status: 'REVIEWING', category: 'WAGE-02' }],
      },
    ])
    expect(await cache.position()).toEqual({ deskId, only: null, position: log.changes.length, last: log.changes.at(-1)?.event.id, appliedAt: morning })
  })

  it('keeps the people of a dormitory line apart', async () => {
    for (const [number, name] of ['邹大勇', '亓明亮', '罗仕英'].entries()) {
      log.append(eventsOf(from(complaint(number + 1, { ...known(testUuid(900 + number)), values: { ...wageComplaint, caller_name: name } }), dormitory)))
    }
    await sync()
    expect((await ordersOf(dormitory)).map(([name]) => name).sort()).toEqual(['亓明亮', '罗仕英', '邹大勇'].sort())
  })

  it('shows a person’s orders from every number, under each of the numbers', async () => {
    log.append(eventsOf(from(complaint(1, known(testUuid(900))), dormitory)))
    log.append(eventsOf(complaint(2, known(testUuid(900)))))
    await sync()
    for (const key of [dormitory, mobile]) expect(await cache.lookup(key)).toMatchObject([{ history: [{}, {}] }])
  })

  it('collects callers whom nobody knows under their number, without a name', async () => {
    const silent = (number: number) => from(draftOf(number, { noContent: 'silent' }), dormitory)
    for (const number of [1, 2]) {
      log.append(eventsOf(silent(number), { kind: 'closed-without-content' }))
      await sync()
    }
    expect(await cache.lookup(dormitory)).toMatchObject([{ name: null, history: [{ what: 'call' }, { what: 'call' }] }])
  })

  it('moves an order to the person it belongs to when that is put right', async () => {
    const draft = from(complaint(1, known(testUuid(900))), dormitory)
    log.append(eventsOf(draft))
    log.append(eventsOf(from(complaint(2, known(testUuid(900))), dormitory)))
    await sync()
    log.append([{
      ...base, id: testUuid(77), ticketId: draft.ticketId, type: 'caller-identified', data: {},
      personal: { caller: { personId: testUuid(901), relation: 'known', historyKey: dormitory, numberDisplay: '023-9000-0003' } },
    }])
    await sync()
    expect((await cache.lookup(dormitory)).map(({ id, history }) => [id, history.map((item) => item.id)])).toEqual([
      [testUuid(900), [complaint(2).ticketId]],
      [testUuid(901), [draft.ticketId]],
    ])
  })

  it('shows the order of a colleague who called about it under the own number', async () => {
    const order = complaint(1, known(testUuid(900)))
    log.append(eventsOf(order))
    const call = from(draftOf(2, { mergeInto: order.ticketId, caller: { kind: 'new', personId: testUuid(901) }, values: { caller_name: '段满仓' } }), dormitory)
    log.append(eventsOf(call, { kind: 'merged', ticket: ticketOf(order) }))
    await sync()
    expect(await ordersOf(dormitory)).toEqual([['段满仓', order.ticketId]])
    expect(await ordersOf(mobile)).toEqual([['秦木根', order.ticketId]])
  })

  it('tells of a secret order only that there is one, also when it became secret later', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900)))))
    await sync()
    log.append([{ ...base, id: testUuid(77), ticketId: complaint(1).ticketId, type: 'facts-recorded', data: { values: { confidential: true } } }])
    await sync()
    const [person] = await cache.lookup(mobile)
    expect(person).toMatchObject({ name: null, history: [{ secret: true, status: 'REVIEWING', category: '', employer: '' }] })
    expect(JSON.stringify([person, await cache.ticket(complaint(1).ticketId)])).not.toMatch(/江岸|秦/)
  })

  it('says which unit has a secret order at that unit’s own seat alone', async () => {
    const draft = complaint(1, { values: { ...wageComplaint, confidential: true } })
    const [own, other] = ['QXGH@500103', 'QXGH@500106']
    log.append(eventsOf(draft, { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: other, cooperatingUnits: [own] } }))
    const sentTo = async (only: OnlyUnit | null) => {
      await writer.beginAnew(deskId, only)
      await sync()
      return (await cache.ticket(draft.ticketId))?.ticket.sentTo
    }
    expect(await sentTo({ unit: own })).toEqual([own])
    expect(await sentTo({ unit: 'QXGH@500107' })).toBeUndefined()
    expect(await sentTo(null)).toBeUndefined()
  })

  it('shows an own submission at once, and once, whatever the order in which things come back', async () => {
    submit(complaint(1, known(testUuid(900))))
    const shown = [['秦木根', complaint(1).ticketId]]
    expect(await ordersOf(mobile)).toEqual(shown)
    expect(await cache.ticket(complaint(1).ticketId)).toMatchObject({ isPending: true, ticket: { version: 4 } })
    log.append(outbox[0]!.events.slice(0, 2))
    await sync()
    expect(await ordersOf(mobile)).toEqual(shown)
    expect(await cache.ticket(complaint(1).ticketId)).toMatchObject({ isPending: true, ticket: { version: 4 } })
    log.append(outbox[0]!.events)
    await sync()
    expect(await ordersOf(mobile)).toEqual(shown)
    expect(await cache.ticket(complaint(1).ticketId)).toMatchObject({ isPending: false, ticket: { version: 4 } })
    outbox = []
    expect(await ordersOf(mobile)).toEqual(shown)
  })

  it('adds an own submission to a person known from another number', async () => {
    log.append(eventsOf(from(complaint(1, known(testUuid(900))), dormitory)))
    await sync()
    submit(complaint(2, known(testUuid(900))))
    expect(await cache.lookup(mobile)).toMatchObject([{ id: testUuid(900), numbers: [{ key: dormitory }, { key: mobile }], history: [{}, {}] }])
  })

  it('shows what was added to an order by an own call that is still on its way', async () => {
    const order = complaint(1, known(testUuid(900)))
    log.append(eventsOf(order))
    await sync()
    const call = draftOf(2, { mergeInto: order.ticketId, ...known(testUuid(900)), values: { promise: '月底结清' } })
    outbox.push({ ticketId: order.ticketId, events: eventsOf(call, { kind: 'merged', ticket: ticketOf(order) }) })
    expect(await cache.lookup(mobile)).toMatchObject([{ history: [{ promises: [{ text: '月底结清' }] }] }])
  })

  it('finds a ticket by its number as printed, as typed, and as read aloud', async () => {
    log.append(eventsOf(complaint(24)))
    await sync()
    submit(complaint(25))
    const find = async (number: string) => (await cache.lookupTicket(number)).map(({ ticket }) => ticket.number)
    for (const number of ['20261123-8017-024-1', '20261123 8017 024 1', '1123-8017-024-1', '112380170241']) {
      expect(await find(number)).toEqual(['20261123-8017-024-1'])
    }
    expect(await find('1123-8017-025-1')).toEqual(['20261123-8017-025-1'])
    expect(await find('1123')).toEqual([])
  })

  it('reads a number without its year as one of the last twelve months, newest first', async () => {
    const lastYear = (spread: Partial<Draft>, startedAt: number) => from(complaint(1, { number: '20251123-8017-024-1', ...spread }), mobile, startedAt)
    log.append(eventsOf(lastYear({}, morning - 365 * day)))
    log.append(eventsOf({ ...complaint(2), number: '20261123-8017-024-1' }))
    log.append(eventsOf({ ...from(complaint(3, { number: '20241123-8017-024-1' }), mobile, morning - 730 * day) }))
    await sync()
    expect((await cache.lookupTicket('1123-8017-024-1')).map(({ ticket }) => ticket.number)).toEqual(['20261123-8017-024-1', '20251123-8017-024-1'])
    expect(await cache.lookupTicket('20241123-8017-024-1')).toHaveLength(1)
  })

  it('offers employers named lately, own ones at once, those of secret orders never', async () => {
    log.append(eventsOf(complaint(1)))
    log.append(eventsOf(complaint(2, { values: { ...wageComplaint, confidential: true, employer_name: '示例城郊五金作坊' } })))
    await sync()
    submit(complaint(3, { values: { ...wageComplaint, employer_name: '江岸示例物业' } }))
    expect((await cache.recentEmployers('江岸')).map(({ name }) => name)).toEqual(['江岸示例物业', wageComplaint.employer_name])
    expect(await cache.recentEmployers('五金')).toEqual([])
  })

  it('takes pages that overlap, and pages that come twice', async () => {
    log.append(eventsOf(complaint(1)))
    log.append(eventsOf(complaint(2)))
    await writer.apply(log.after(0, 5).changes)
    await writer.apply(log.after(2).changes)
    await writer.apply(log.after(0).changes)
    expect(await ordersOf(mobile)).toHaveLength(2)
    expect((await cache.ticket(complaint(2).ticketId))?.ticket.version).toBe(4)
  })

  it('notices a hole in the log', async () => {
    log.append(eventsOf(complaint(1)))
    expect(await writer.apply(log.changes.filter((_, index) => index !== 1))).toEqual({ kind: 'has-holes' })
    expect((await cache.position()).position).toBe(0)
  })

  it('of one unit’s orders goes on over what it is not told, and takes in what happened to an order before it was told of it', async () => {
    log.append(eventsOf(complaint(1)))
    log.append(eventsOf(complaint(2)))
    await writer.beginAnew(deskId, { unit: 'QXGH@500103' })
    expect(await writer.begin(deskId)).toMatchObject({ position: 0, only: { unit: 'QXGH@500103' } })
    expect(await writer.apply([], 4)).toMatchObject({ kind: 'applied', position: 4 })
    expect(await writer.apply(log.after(4).changes, 9)).toMatchObject({ kind: 'applied', position: 9 })
    expect(await ordersOf(mobile)).toHaveLength(1)
    expect(await writer.apply(log.after(0, 4).changes, 9)).toMatchObject({ kind: 'applied', position: 9 })
    expect(await ordersOf(mobile)).toHaveLength(2)
    expect(await writer.begin(deskId)).toMatchObject({ position: 9, only: { unit: 'QXGH@500103' } })
  })

  it('forgets what another desk has told', async () => {
    log.append(eventsOf(complaint(1)))
    await sync()
    expect(await writer.begin(deskId)).toMatchObject({ position: 4 })
    expect(await writer.begin(testUuid(2))).toMatchObject({ position: 0 })
    expect(await cache.lookup(mobile)).toEqual([])
  })

  it('puts a damaged record aside, reports it, and asks to be made anew', async () => {
    log.append(eventsOf(complaint(1, known(testUuid(900)))))
    await sync()
    const database = new CacheDatabase(cacheDatabaseName('real'), disk)
    const person = (await database.people.get(await seal.indexKey(testUuid(900))))!
    await database.people.put({ ...person, sealed: await seal.seal(placeOf.people(person), { person: { id: 7 } }) })
    expect(await cache.lookup(mobile)).toEqual([])
    expect(reports).toMatchObject([{ table: 'people', problem: { code: 'malformed' } }])
    log.append(eventsOf(complaint(2)))
    expect(await sync()).toEqual({ kind: 'has-holes' })
    await writer.beginAnew(deskId)
    expect(await sync()).toMatchObject({ kind: 'applied' })
    expect(await cache.lookup(mobile)).toHaveLength(2)
    expect(await database.setAside.count()).toBe(1)
    database.close()
  })

  it('page by page or at once, the people are the same', async () => {
    const step = fc.record({
      ticket: fc.integer({ min: 1, max: 6 }),
      person: fc.option(fc.integer({ min: 900, max: 902 }), { nil: null }),
      key: fc.constantFrom(dormitory, mobile),
      what: fc.constantFrom('submit', 'moved', 'secret', 'chased'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), async (steps, pages) => {
        log = createDeskLog()
        const opened = new Set<number>()
        for (const [index, { ticket, person, key, what }] of steps.entries()) {
          const personId = person === null ? null : testUuid(person)
          const caller = { personId, relation: 'known' as const, historyKey: key, numberDisplay: '' }
          const event = { ...base, id: testUuid(10_000 + index), ticketId: complaint(ticket).ticketId }
          if (!opened.has(ticket)) log.append(eventsOf(from(complaint(ticket, personId === null ? { caller: { kind: 'anonymous' } } : known(personId)), key, morning + ticket)))
          else if (what === 'moved') log.append([{ ...event, type: 'caller-identified', data: {}, personal: { caller } }])
          else if (what === 'secret') log.append([{ ...event, type: 'facts-recorded', data: { values: { confidential: true } } }])
          else log.append([{ ...event, type: 'chased', data: { call: null }, personal: { caller, values: { caller_name: '段满仓' } } }])
          opened.add(ticket)
        }
        await writer.beginAnew(deskId)
        await writer.apply(log.changes)
        const atOnce = await everybody()
        await writer.beginAnew(deskId)
        for (let page = 0, at = 0; at < log.changes.length; page += 1) {
          const size = pages[page % pages.length] ?? 1
          expect(await writer.apply(log.changes.slice(at, at + size))).toMatchObject({ kind: 'applied' })
          at += size
        }
        expect(await everybody()).toEqual(atOnce)
      }),
      { numRuns: seal === openSeal ? 40 : 10 },
    )
  })

  async function everybody() {
    const people = [...(await cache.lookup(dormitory)), ...(await cache.lookup(mobile))]
    return people
      .map(({ id, name, numbers, history }) => ({ id, name, numbers: numbers.map(({ key }) => key).sort(), history }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
})

it('nothing personal lies open on the disk when the cache is sealed', async () => {
  const disk = newDisk()
  const writer = await openCacheWriter({ mode: 'real', seal: keyedSeal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disk })
  await writer.begin(deskId)
  const log = createDeskLog()
  log.append(eventsOf(complaint(1)))
  await writer.apply(log.changes)
  const database = new CacheDatabase(cacheDatabaseName('real'), disk)
  const all = JSON.stringify(await Promise.all(database.tables.map((table) => table.toArray())))
  for (const word of ['秦木根', '15400000012', '154-0000', '班组', '江岸', 'WAGE']) expect(all).not.toContain(word)
  expect(all).toContain('2026112380170011')
  database.close()
  writer.close()
})

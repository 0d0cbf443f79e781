import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import limits from '../../../shared/tickets/deadlines/limits.json'
import { administrationRoutes, seatsAnswerSchema } from '../../../shared/desk-api/administration'
import { changesAnswerSchema, deskRoutes, hintSchema } from '../../../shared/desk-api/desk-api'
import { bookInUseAnswerSchema, recordRoutes, recordsAnswerSchema, type RecordKind } from '../../../shared/desk-api/desk-records'
import { bookInUse } from '../../../shared/desk-book/book-in-use'
import { epochMs } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { draftOf, eventsOf, morning, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const good: readonly (readonly [RecordKind, string, unknown])[] = [
  ['queues', 'hotline', { zh: '热线', en: 'Hotline', colour: '#2266aa', wrapUp: 'timed', wrapUpSeconds: 90 }],
  ['units', 'U-500103', { zh: '渝中区总工会', en: 'Yuzhong', dayPhones: ['023-90000012'], nightPhones: ['154 0000 0012'] }],
  ['categories', 'WAGE-02', { zh: '拖欠工资', en: 'Wages', usualType: 'TS', leadUnit: null }],
  ['figures', 'MIN_WAGE', { value: '2330 元/月', from: '2026-01-01', to: null, document: '渝府发〔2026〕1号' }],
  ['calendar', '2027', { off: ['2027-01-01'], weekendWorkdays: [], source: '国办发明电〔2026〕7号' }],
  ['limits', 'table', limits],
  ['policies', 'sessions', { hours: 12, offlineDays: 3 }],
]
const bad: readonly (readonly [string, RecordKind, string, unknown])[] = [
  ['a colour that is none', 'queues', 'q', { zh: '热线', en: '', colour: 'blue' }],
  ['a unit under a code that no order can name', 'units', '渝中', { zh: '渝中', en: '', dayPhones: [], nightPhones: [] }],
  ['a number that nobody can ring', 'units', 'U-500104', { zh: '渝中', en: '', dayPhones: ['ring me'], nightPhones: [] }],
  ['a type that is none', 'categories', 'c', { zh: '工资', en: '', usualType: 'XX', leadUnit: null }],
  ['a figure that ends before it begins', 'figures', 'MIN_WAGE', { value: '1', from: '2026-02-01', to: '2026-01-01', document: null }],
  ['a year that is none', 'calendar', 'next', { off: [], weekendWorkdays: [], source: 'x' }],
  ['a day that is none', 'calendar', '2027', { off: ['2027-02-30'], weekendWorkdays: [], source: 'x' }],
  ['a make-up day on a weekday', 'calendar', '2027', { off: [], weekendWorkdays: ['2027-01-04'], source: 'x' }],
  ['half a table of limits', 'limits', 'table', { handling: {} }],
  ['a policy that nobody asks for', 'policies', 'colour', {}],
  ['a formula that nobody has named', 'policies', 'serviceLevel', { formula: 'the-best-one' }],
  ['an alarm that clears no lower than it rises', 'policies', 'alarms', { 'queue-long': { raiseAt: 3, clearAt: 3 } }],
  ['a wrap-up that is none', 'queues', 'q', { zh: '热线', en: '', colour: '#2266aa', wrapUp: 'never' }],
  ['a session of a month', 'policies', 'sessions', { hours: 720 }],
]

describe.skipIf(!postgres15.isThere)(`the lists of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let token: string
  let now: number = morning
  beforeAll(async () => {
    desk = await startTestDesk(await prepareDatabase(databases), { clock: { now: () => epochMs(now) } })
    await desk.person('root', ['ADMIN'])
    await desk.person('wang', ['AGENT'])
    token = (await desk.signIn('root')).token
  })
  afterAll(() => desk.stop())

  const put = (kind: string, key: string, value: unknown, version = 0, isActive = true) =>
    desk.call(recordRoutes.record, { method: 'PUT', token, body: { kind, key, value, isActive, version } })

  it.each(good)('%s: %s is kept, read by everybody, changed and put aside, each time from the version that was seen', async (kind, key, value) => {
    expect(await put(kind, key, value)).toMatchObject({ status: 200, body: { kind, key, version: 1 } })
    const agent = (await desk.signIn('wang', { takeOver: true })).token
    const { records } = recordsAnswerSchema.parse((await desk.call(recordRoutes.lists, { token: agent, body: { kind } })).body)
    expect(records).toContainEqual({ kind, key, value, isActive: true, version: 1 })
    expect(await put(kind, key, value)).toEqual({ status: 409, body: { code: 'stale' } })
    expect(await put(kind, key, value, 1, false)).toMatchObject({ status: 200, body: { version: 2, isActive: false } })
    expect(await put(kind, key, value, 1)).toEqual({ status: 409, body: { code: 'stale' } })
  })

  it.each(bad)('does not keep %s', async (_, kind, key, value) => {
    expect(await put(kind, key, value)).toMatchObject({ status: 400, body: { code: 'malformed' } })
  })

  it('one of many changes of the same version is made', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, number) => put('queues', 'night', { zh: `夜间${number}`, en: '', colour: '#000000' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5)
  })

  it('a policy counts from the next sign-in on', async () => {
    await put('policies', 'sessions', { hours: 2, offlineDays: 0 }, 2)
    const { session } = await desk.signIn('wang', { takeOver: true })
    expect(session.expiresAt - session.startedAt).toBe(2 * 3_600_000)
    expect(session.offlineDays).toBe(0)
  })

  it('limits and calendar of the administrator give the day by which an order is due', async () => {
    const agent = (await desk.signIn('wang', { takeOver: true })).token
    const dueOf = async (number: number) => {
      await desk.call(deskRoutes.events, { token: agent, body: { events: eventsOf(draftOf(number, { values: wageComplaint })) } })
      const { changes } = changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=0&limit=1000`, { token: agent })).body)
      const sent = changes.map(({ event }) => event).findLast((event) => event.type === 'sent-for-dispatch')
      return sent?.type === 'sent-for-dispatch' && sent.data.proposal.handleDueAt !== null ? localDateOf(epochMs(sent.data.proposal.handleDueAt)) : null
    }
    // Ten working days from Monday the 23rd: the 7th. Three: the 26th, and a day later when the 25th is off.
    expect(await dueOf(1)).toBe('2026-12-07')
    now += 5_000
    await put('limits', 'table', { ...limits, handling: { ...limits.handling, byType: { ...limits.handling.byType, TS: 3 } } }, 2)
    expect(await dueOf(2)).toBe('2026-11-26')
    now += 5_000
    await put('calendar', '2026', { off: ['2026-11-25'], weekendWorkdays: [], source: '试' })
    expect(await dueOf(3)).toBe('2026-11-27')
  })

  it('the seats are told of which version the lists are, and get all that orders are written by, as of one moment', async () => {
    const agent = (await desk.signIn('wang', { takeOver: true })).token
    const told = async () => {
      const stream = await fetch(`${desk.origin}${deskRoutes.stream}`, { headers: { Authorization: `Bearer ${agent}` } })
      const reader = stream.body?.getReader()
      const { value } = (await reader?.read()) ?? {}
      await reader?.cancel()
      return hintSchema.parse(JSON.parse(new TextDecoder().decode(value))).lists
    }
    const inUse = async () => bookInUseAnswerSchema.parse((await desk.call(recordRoutes.inUse, { token: agent, body: {} })).body)
    now += 5_000
    const before = await inUse()
    expect(await told()).toBe(before.version)
    expect(new Set(before.records.map(({ kind }) => kind))).toEqual(new Set(['units', 'categories', 'limits', 'calendar', 'queues']))
    await put('units', 'FLYZ', { zh: '工会法律援助站', en: '', dayPhones: [], nightPhones: ['154 0000 0012'] })
    // Another list is no reason to ask.
    await put('policies', 'goLive', { routeDays: 2, lineDays: 2, restoreDays: 2, certificateDays: 30 })
    now += 5_000
    const after = await inUse()
    expect(after.version).not.toBe(before.version)
    expect(after.records).toContainEqual({ kind: 'units', key: 'FLYZ', isActive: true, version: 1, value: { zh: '工会法律援助站', en: '', dayPhones: [], nightPhones: ['154 0000 0012'] } })
    expect(await told()).toBe(after.version)
    now += 60_000
    expect((await inUse()).version).toBe(after.version)
    // By the rules of the house seats work as well.
    await put('policies', 'afterCall', { wrapUp: 'until-done', wrapUpSeconds: 60 })
    now += 5_000
    expect(bookInUse((await inUse()).records).house.wrapUp.usual.policy).toBe('until-done')
    expect(await told()).not.toBe(after.version)
    expect(await desk.call(recordRoutes.inUse, { body: {} })).toMatchObject({ status: 401 })
  })

  it('a seat that is closed lets nobody in, and its code is never given again', async () => {
    const installation = crypto.randomUUID()
    const { session } = await desk.signIn('wang', { installation, takeOver: true })
    const { code } = session.seat
    const close = { code, version: 1, name: '旧的', isActive: false }
    expect(await desk.call(administrationRoutes.seats, { method: 'PUT', token, body: close })).toMatchObject({ status: 200, body: { isActive: false, version: 2 } })
    await expect(desk.signIn('wang', { installation })).rejects.toThrow('403 {"code":"no-seat"}')
    await desk.call(administrationRoutes.freeSeat, { token, body: { code } })
    expect((await desk.signIn('wang', { installation })).session.seat.code).not.toBe(code)
    const { seats } = seatsAnswerSchema.parse((await desk.call(administrationRoutes.seats, { token })).body)
    expect(new Set(seats.map((seat) => seat.code)).size).toBe(seats.length)
  })
})

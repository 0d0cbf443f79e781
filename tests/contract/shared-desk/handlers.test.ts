import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes, oneTimePasswordSchema, peopleAnswerSchema } from '../../../shared/desk-api/administration'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { changesAnswerSchema, deskRoutes } from '../../../shared/desk-api/desk-api'
import { sessionRoutes } from '../../../shared/desk-api/sessions'
import { epochMs } from '../../../shared/lib/clock'
import { shiftAnswerSchema, shiftRoutes } from '../../../shared/shift/shift-api'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning, noProposal, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const [yuzhong, shapingba] = ['QXGH@500103', 'QXGH@500106']
const clock = { now: () => epochMs(morning + 3_600_000) }

/** An order that an agent sends to these units, the leading one first. */
const sentTo = (number: number, [leadUnit, ...cooperatingUnits]: readonly string[], values: Parameters<typeof draftOf>[1] = {}) =>
  eventsOf(draftOf(number, { values: wageComplaint, ...values }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: leadUnit ?? null, cooperatingUnits } })
const idOf = (number: number) => draftOf(number).ticketId

describe.skipIf(!postgres15.isThere)(`handlers of two units at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let address: DatabaseAddress
  const tokens = new Map<string, string>()
  const token = (login: string) => tokens.get(login) ?? ''
  /** Where the log ended when the test began. */
  let begun = 0
  beforeAll(async () => {
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address, { clock })
    for (const [login, roles, unit] of [
      ['root', ['ADMIN', 'SUPERVISOR'], undefined], ['agent', ['AGENT'], undefined], ['lead', ['LEAD', 'HANDLER'], yuzhong], ['yu', ['HANDLER'], yuzhong],
      ['sha', ['HANDLER'], shapingba], ['nowhere', ['HANDLER'], undefined], ['mover', ['HANDLER'], yuzhong],
    ] as const) {
      await desk.person(login, roles, unit)
      tokens.set(login, (await desk.signIn(login)).token)
    }
  })
  afterAll(() => desk.stop())
  beforeEach(async () => {
    begun = await desk.store.newest()
  })

  const write = async (events: readonly TicketEvent[]) => expect(await desk.call(deskRoutes.events, { token: token('agent'), body: { events } })).toMatchObject({ status: 200 })
  const told = async (login: string, after = begun, limit = 500) =>
    changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=${after}&limit=${limit}`, { token: token(login) })).body)
  const ordersIn = (changes: readonly { readonly event: TicketEvent }[]) => [...new Set(changes.map(({ event }) => event.ticketId))]
  /** A copy made page by page, as a console makes it: orders folded from what was told, gaps of versions seen. */
  async function copied(login: string, { after = begun, limit }: { readonly after?: number; readonly limit: number }) {
    const events = new Map<string, TicketEvent[]>()
    let position = after
    for (;;) {
      const { changes, newest, only } = await told(login, position, limit)
      for (const { event, version } of changes) {
        const known = events.get(event.ticketId) ?? []
        if (version > known.length + 1) throw new Error('a hole')
        if (version === known.length + 1) events.set(event.ticketId, [...known, event])
      }
      position = only?.through ?? changes.at(-1)?.position ?? position
      if (position >= newest) return { position, events }
    }
  }

  it('are told of their own unit’s orders whole, and of no other', async () => {
    await write(sentTo(101, [yuzhong]))
    await write(sentTo(102, [shapingba]))
    await write(sentTo(103, [shapingba, yuzhong]))
    await write(sentTo(104, []))
    const newest = (await told('agent')).newest
    const yu = await told('yu')
    expect(ordersIn(yu.changes)).toEqual([idOf(101), idOf(103)])
    expect(yu).toMatchObject({ newest, only: { unit: yuzhong, through: newest, last: (await told('agent')).changes.at(-1)?.event.id } })
    expect(ordersIn((await told('sha')).changes)).toEqual([idOf(102), idOf(103)])
    expect(yu.changes.filter(({ event }) => event.ticketId === idOf(101)).map(({ event }) => event.type)).toEqual(sentTo(101, [yuzhong]).map(({ type }) => type))
    expect(JSON.stringify(yu)).not.toContain(idOf(102))
  })

  it('without a unit are told of none, and of no order’s existence', async () => {
    await write(sentTo(201, [yuzhong]))
    const { changes, only, newest } = await told('nowhere')
    expect({ changes, only }).toEqual({ changes: [], only: { unit: null, through: newest } })
  })

  it('who are something else beside read what the other role reads', async () => {
    await write(sentTo(301, [yuzhong]))
    await write(sentTo(302, [shapingba]))
    const lead = await told('lead')
    expect(lead).toEqual(await told('agent'))
    expect(lead.only).toBeUndefined()
  })

  it.each([1, 3, 500])('copy, %i positions at a time, what others’ orders leave gaps in, and an order that is sent to them later is whole from then on', async (limit) => {
    const [mine, others, more] = [4_000 + limit, 5_000 + limit, 6_000 + limit]
    const late = sentTo(mine, [yuzhong])
    await write(late.slice(0, -1))
    await write(sentTo(others, [shapingba]))
    const before = await copied('yu', { limit })
    expect([...before.events.keys()]).toEqual([])
    expect(before.position).toBe((await told('agent')).newest)

    await write(late.slice(-1))
    await write(sentTo(more, [shapingba]))
    const onwards = await copied('yu', { after: before.position, limit })
    const anew = await copied('yu', { limit })
    for (const { events } of [onwards, anew]) {
      expect([...events.keys()]).toEqual([idOf(mine)])
      expect(foldEvents(events.get(idOf(mine)) ?? [])).toMatchObject({ state: 'REVIEWING', leadUnit: yuzhong, sentTo: [yuzhong], version: late.length })
    }
    const chased: TicketEvent = { ...late[0]!, id: testUuid(limit), type: 'chased', data: { call: null }, personal: null }
    await write([chased])
    expect((await told('yu', onwards.position)).changes.map(({ event }) => event.id)).toEqual([chased.id])
    expect((await told('sha', onwards.position)).changes).toEqual([])
  })

  it('are told the same from the database as from memory', async () => {
    for (let number = 501; number < 561; number += 1) await write(sentTo(number, [number % 2 === 0 ? yuzhong : shapingba]))
    const fromMemory = await told('yu', begun, 100)
    // Another process of the desk, whose memory begins two hundred changes before the end that it first sees.
    const other = await startTestDesk(address, { clock })
    const answer = await other.call(`${deskRoutes.changes}?after=${begun}&limit=100`, { token: token('yu') })
    await other.stop()
    expect(changesAnswerSchema.parse(answer.body)).toEqual(fromMemory)
    expect(fromMemory.only).toEqual({ unit: yuzhong, through: begun + 100, last: (await told('agent', begun, 100)).changes.at(-1)?.event.id })
    expect(ordersIn(fromMemory.changes)).toHaveLength(12)
  })

  it('find by a query code where an order of their own unit stands, and none of another’s', async () => {
    const withCode = (number: number, unit: string, queryCode: string) =>
      sentTo(number, [unit]).map((event): TicketEvent => (event.type === 'opened' ? { ...event, personal: { ...event.personal, queryCode } } : event))
    await write(withCode(601, yuzhong, '11112222'))
    await write(withCode(602, shapingba, '33334444'))
    const status = (queryCode: string, login: string) => desk.call(deskRoutes.ticketStatus, { token: token(login), body: { queryCode, second: '012' } })
    expect(await status('11112222', 'yu')).toMatchObject({ status: 200, body: { state: 'REVIEWING' } })
    expect(await status('33334444', 'yu')).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await status('33334444', 'agent')).toMatchObject({ status: 200 })
  })

  it('of a secret order are told what it is about, and not whose it is', async () => {
    await write(sentTo(701, [yuzhong], { values: { ...wageComplaint, confidential: true } }))
    const { changes } = await told('yu')
    expect(ordersIn(changes)).toEqual([idOf(701)])
    expect(JSON.stringify(changes)).not.toMatch(/秦木根|15400000012/)
  })

  it('write in no order, neither their own unit’s nor another’s, and learn nothing of it by trying', async () => {
    await write(sentTo(801, [yuzhong]))
    await write(sentTo(802, [shapingba]))
    for (const number of [801, 802, 803]) {
      const chased: TicketEvent = { ...sentTo(number, [yuzhong])[0]!, id: testUuid(900 + number), type: 'chased', data: { call: null }, personal: null }
      expect(await desk.call(deskRoutes.events, { token: token('yu'), body: { events: [chased] } })).toMatchObject({ status: 422, body: { reason: 'not-allowed' } })
    }
  })

  it('are shown nothing of the shift’s orders', async () => {
    await write(sentTo(902, [shapingba], { risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: morning, source: 'agent' }] }))
    const shown = async (login: string) => shiftAnswerSchema.parse((await desk.call(shiftRoutes.shift, { token: token(login) })).body).orders
    expect((await shown('agent')).map(({ ticketId }) => ticketId)).toContain(idOf(902))
    expect(await shown('yu')).toEqual([])
  })

  it('who go to another unit are told that unit’s orders from the next question on, and no longer those of before', async () => {
    await write(sentTo(1001, [yuzhong]))
    await write(sentTo(1002, [shapingba]))
    const { people } = peopleAnswerSchema.parse((await desk.call(administrationRoutes.people, { token: token('root') })).body)
    const mover = people.find(({ login }) => login === 'mover')!
    const change = (wish: object) => desk.call(administrationRoutes.people, { method: 'PUT', token: token('root'), body: { ...mover, ...wish } })
    expect(ordersIn((await told('mover')).changes)).toEqual([idOf(1001)])
    expect(await change({ unit: shapingba })).toMatchObject({ status: 200, body: { unit: shapingba, version: 2 } })
    const { changes, only } = await told('mover')
    expect([ordersIn(changes), only?.unit]).toEqual([[idOf(1002)], shapingba])
    expect((await desk.call(sessionRoutes.session, { token: token('mover') })).body).toMatchObject({ person: { roles: ['HANDLER'], unit: shapingba } })
  })

  it('have a unit that the desk keeps, and nobody else has one; the audit says which', async () => {
    const add = (login: string, roles: readonly string[], unit: string | null | undefined) =>
      desk.call(administrationRoutes.people, { token: token('root'), body: { login, name: '周', roles, ...(unit === undefined ? {} : { unit }) } })
    expect(await add('one', ['HANDLER'], null)).toMatchObject({ status: 400, body: { code: 'malformed', paths: ['unit'] } })
    expect(await add('one', ['AGENT'], yuzhong)).toMatchObject({ status: 400, body: { code: 'malformed', paths: ['unit'] } })
    expect(await add('one', ['HANDLER'], 'QXGH@999999')).toEqual({ status: 422, body: { code: 'refused', reason: 'unit-unknown' } })
    expect(await add('two', ['AGENT'], undefined)).toMatchObject({ status: 200 })
    const { person } = oneTimePasswordSchema.parse((await add('one', ['HANDLER', 'AGENT'], yuzhong)).body)
    expect(person).toMatchObject({ roles: ['HANDLER', 'AGENT'], unit: yuzhong })
    await desk.call(administrationRoutes.people, { method: 'PUT', token: token('root'), body: { ...person, roles: ['AGENT'], unit: null } })
    await desk.call(administrationRoutes.people, { method: 'PUT', token: token('root'), body: { ...person, version: 2, roles: ['HANDLER'], unit: shapingba } })
    const { rows } = auditPageSchema.parse((await desk.call(auditRoutes.read, { token: token('root'), body: { day: localDateOf(epochMs(morning)) } })).body)
    const acts = rows.flatMap(({ entry: { act } }) => ('personId' in act && act.personId === person.id ? [act] : []))
    expect(acts).toEqual([
      { kind: 'person-added', personId: person.id, roles: ['HANDLER', 'AGENT'], unit: yuzhong },
      { kind: 'person-changed', personId: person.id, roles: ['AGENT'], isActive: true },
      { kind: 'person-changed', personId: person.id, roles: ['HANDLER'], unit: shapingba, isActive: true },
    ])
  })
})

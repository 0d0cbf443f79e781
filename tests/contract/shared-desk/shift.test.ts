import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { createPool } from '../../../electron/desk/store/connection'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { floorRoutes } from '../../../shared/floor/floor-line'
import { sessionRoutes } from '../../../shared/desk-api/sessions'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { shiftAnswerSchema, shiftReportSchema, shiftRoutes } from '../../../shared/shift/shift-api'
import type { ShiftBody } from '../../../shared/shift/shift-event'
import { owedOf } from '../../../shared/shift/briefing'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { ApprovalWish } from '../../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const red = { code: 'GATHER', severity: 'RED', confirmedAt: morning, source: 'agent' } as const
const wish: ApprovalWish = { kind: 'lower-tag', code: 'GATHER', from: 'RED', to: 'YELLOW' }
const asks = [{ code: 'GATHER', from: 'RED', to: 'YELLOW', reason: '只是气话', askedAt: morning }] as const

describe.skipIf(!postgres15.isThere)(`the turn of shifts at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  const desks: TestDesk[] = []
  // Two in the afternoon of today: what is due today is due within the shift, at whatever hour this runs.
  const begun = Date.now()
  const afternoon = Date.parse(`${localDateOf(epochMs(begun))}T14:00:00+08:00`)
  const clock: Clock = { now: () => epochMs(afternoon + Date.now() - begun) }
  beforeEach(async () => {
    address = await prepareDatabase(databases)
  })
  afterEach(async () => {
    await Promise.all(desks.splice(0).map((desk) => desk.stop()))
  })

  async function start(): Promise<TestDesk> {
    const desk = await startTestDesk(address, { clock })
    desks.push(desk)
    return desk
  }
  async function come(desk: TestDesk, login: string, roles: Parameters<TestDesk['person']>[1]) {
    const id = await desk.person(login, roles)
    return { id, name: login, ...(await desk.signIn(login)) }
  }
  const look = async (desk: TestDesk, { token }: { readonly token: string }) => shiftAnswerSchema.parse((await desk.call(shiftRoutes.shift, { token })).body)
  const write = (desk: TestDesk, { token }: { readonly token: string }, body: ShiftBody, id: string = crypto.randomUUID()) => desk.call(shiftRoutes.events, { token, body: { id, body } })
  const submit = (desk: TestDesk, { token }: { readonly token: string }, number: number, spread: Parameters<typeof draftOf>[1]) =>
    desk.call(deskRoutes.events, { token, body: { events: eventsOf(draftOf(number, spread)) } })

  it('a sheet that one signs is taken over by the next, once, through whichever desk, and the audit has both', async () => {
    const [one, other] = [await start(), await start()]
    const li = await come(one, 'li', ['AGENT'])
    const wang = await come(one, 'wang', ['AGENT'])
    const admin = await come(one, 'admin', ['ADMIN'])
    const sheetId = crypto.randomUUID()
    const line = { section: 'faults' as const, orderId: null, number: null, note: '耳机坏了', dueAt: null, level: null }
    expect((await write(one, li, { kind: 'sheet-signed', from: 1, lines: [line], to: null }, sheetId)).status).toBe(200)
    expect(owedOf(await look(other, wang))).toMatchObject([{ kind: 'sheet', sheet: { by: { name: 'li' }, lines: [line] } }])
    expect(owedOf(await look(other, li))).toEqual([])
    expect((await write(other, li, { kind: 'sheet-accepted', sheetId })).body).toMatchObject({ code: 'refused', reason: 'own' })
    expect((await write(other, wang, { kind: 'sheet-accepted', sheetId })).status).toBe(200)
    expect((await write(one, wang, { kind: 'sheet-accepted', sheetId })).body).toMatchObject({ reason: 'already-done' })
    expect((await look(one, li)).sheets[0]?.accepted?.by.name).toBe('wang')
    const { rows } = auditPageSchema.parse((await one.call(auditRoutes.read, { token: admin.token, body: { day: localDateOf(clock.now()), limit: 1000 } })).body)
    expect(rows.map(({ entry }) => entry.act)).toEqual(expect.arrayContaining([{ kind: 'sheet-signed', sheetId, lines: 1 }, { kind: 'sheet-accepted', sheetId }]))
  })

  it('a promise reaches whoever is on when who gave it has gone, and leaves every list when somebody has seen to it', async () => {
    const desk = await start()
    const li = await come(desk, 'li', ['AGENT'])
    const today = localDateOf(clock.now())
    await submit(desk, li, 1, { values: { ...wageComplaint, promise: '今天回电', promise_due: today } })
    await submit(desk, li, 2, { values: { ...wageComplaint, promise: '明年', promise_due: '2099-01-01' } })
    await desk.call(sessionRoutes.session, { method: 'DELETE', token: li.token })
    const wang = await come(desk, 'wang', ['AGENT'])
    const [promise] = owedOf(await look(desk, wang))
    expect(promise).toMatchObject({ kind: 'promise', order: { by: { name: 'li' } } })
    if (promise?.kind !== 'promise') throw new Error('no promise')
    const { ticketId, promiseDueAt } = promise.order
    await write(desk, wang, { kind: 'promise-seen-to', orderId: ticketId, dueAt: promiseDueAt ?? 0, how: 'told' })
    expect((await look(desk, wang)).orders).toEqual([])
  })

  it('what was left to somebody reaches that one alone, and what was left to nobody everybody', async () => {
    const desk = await start()
    const [li, wang, zhao] = [await come(desk, 'li', ['AGENT']), await come(desk, 'wang', ['AGENT']), await come(desk, 'zhao', ['AGENT'])]
    const item = { kind: 'draft' as const, orderId: null, number: '20261123-8017-001-2', dueAt: null }
    await write(desk, li, { kind: 'work-left', items: [item], to: { personId: wang.id, name: 'wang' } })
    expect([owedOf(await look(desk, wang)).length, owedOf(await look(desk, zhao)).length]).toEqual([1, 0])
    await write(desk, li, { kind: 'work-left', items: [item], to: null })
    expect([owedOf(await look(desk, wang)).length, owedOf(await look(desk, zhao)).length]).toEqual([2, 1])
  })

  it('a RED order waits for the lead’s own sign-in before it is lowered; the timeline and the audit have the decision', async () => {
    const desk = await start()
    const [li, lead, admin] = [await come(desk, 'li', ['AGENT']), await come(desk, 'zhou', ['LEAD']), await come(desk, 'admin', ['ADMIN'])]
    expect((await submit(desk, li, 1, { values: wageComplaint, risks: [red], asks: [...asks] })).status).toBe(200)
    const [order] = (await look(desk, lead)).orders
    expect(order).toMatchObject({ level: 'RED', asks: [{ wish, by: { name: 'li' }, reason: '只是气话' }] })
    const wang = await come(desk, 'wang', ['AGENT'])
    expect([(await look(desk, li)).orders[0]?.asks.length, (await look(desk, wang)).orders[0]?.asks, (await look(desk, admin)).orders]).toEqual([1, [], []])
    const decide = (token: string, granted: boolean) => desk.call(deskRoutes.events, { token, body: { events: [{
      id: crypto.randomUUID(), ticketId: order!.ticketId, author: { kind: 'agent', id: 'x', name: 'x', seat: '0000' }, happenedAt: 1, recordedAt: 1, basedOn: 0, personal: null,
      type: 'approval-decided', data: { askId: order!.asks[0]!.askId, wish, granted, reason: null, decidedAt: 1 },
    }] } })
    expect((await decide(li.token, true)).body).toMatchObject({ code: 'refused', reason: 'not-allowed' })
    expect((await decide(lead.token, true)).status).toBe(200)
    expect((await look(desk, li)).orders).toEqual([])
    const { rows } = auditPageSchema.parse((await desk.call(auditRoutes.read, { token: admin.token, body: { day: localDateOf(clock.now()), limit: 1000 } })).body)
    expect(rows.map(({ entry }) => entry.act)).toContainEqual({ kind: 'approval-decided', ticketId: order!.ticketId, what: 'lower-tag', granted: true })
  })

  it('an agent’s typed name of a lead lowers nothing RED', async () => {
    const desk = await start()
    const li = await come(desk, 'li', ['AGENT'])
    const lowering = { code: 'GATHER', from: 'RED' as const, to: null, lead: '周敏', reason: '说好的', loweredAt: morning, confirmedAt: morning, source: 'agent' as const }
    expect((await submit(desk, li, 1, { values: wageComplaint, lowerings: [lowering] })).body).toMatchObject({ code: 'refused', reason: 'not-allowed' })
  })

  it('an old draft goes by a lead’s word, and a notice comes from a lead alone', async () => {
    const desk = await start()
    const [li, lead] = [await come(desk, 'li', ['AGENT']), await come(desk, 'zhou', ['LEAD'])]
    const askId = crypto.randomUUID()
    await write(desk, li, { kind: 'draft-asked', draftId: testUuid(9), number: 'x', startedAt: 1, reason: '误开' }, askId)
    expect((await write(desk, li, { kind: 'draft-decided', askId, granted: true, reason: null })).status).toBe(403)
    expect((await look(desk, lead)).draftAsks).toHaveLength(1)
    await write(desk, lead, { kind: 'draft-decided', askId, granted: false, reason: '请写完' })
    expect((await look(desk, li)).draftAsks).toMatchObject([{ decision: { granted: false, reason: '请写完', by: { name: 'zhou' } } }])
    expect((await write(desk, li, { kind: 'notice-posted', text: 'x', until: clock.now() + 1_000_000 })).status).toBe(403)
    await write(desk, lead, { kind: 'notice-posted', text: '22 点维护', until: clock.now() + 1_000_000 })
    expect(owedOf(await look(desk, li))).toMatchObject([{ kind: 'notice', notice: { text: '22 点维护' } }])
  })

  it('reports the shift of the hotline, and orders of practice in no figure', async () => {
    const desk = await start()
    const [li, lead] = [await come(desk, 'li', ['AGENT']), await come(desk, 'zhou', ['LEAD'])]
    const now = clock.now()
    const call = { ...draftOf(1).call, startedAt: now - 600_000, answeredAt: now - 590_000, endedAt: now - 500_000 }
    const events = eventsOf(draftOf(1, { values: wageComplaint, call })).map((event) => ({ ...event, happenedAt: now - 500_000, recordedAt: now - 400_000 }))
    const rehearsed = eventsOf(draftOf(2, { values: wageComplaint, call, practice: true }))
    expect((await desk.call(deskRoutes.events, { token: li.token, body: { events } })).status).toBe(200)
    expect((await desk.call(deskRoutes.events, { token: li.token, body: { events: rehearsed } })).body).toMatchObject({ reason: 'practice-mismatch' })
    const { status, body } = await desk.call(shiftRoutes.report, { token: lead.token, body: { from: now - 8 * 3_600_000, to: now + 1_800_000 } })
    expect(status).toBe(200)
    const report = shiftReportSchema.parse(body)
    expect(report).toMatchObject({ hearsQueues: false, intake: [{ code: 'WAGE-02', count: 1 }] })
    expect(report.queues[0]?.figures.find(({ code }) => code === 'DIRECT')).toMatchObject({ numerator: 0, denominator: 1 })
    expect(JSON.stringify(body)).not.toContain('8017')
  })

  it('reports what the shift leaves behind: its orders as the desk has them, what waits at seats, and what only people knew', async () => {
    const desk = await start()
    const [li, wang, lead] = [await come(desk, 'li', ['AGENT']), await come(desk, 'wang', ['AGENT']), await come(desk, 'zhou', ['LEAD'])]
    await submit(desk, li, 1, { values: { ...wageComplaint, promise: '今天回电', promise_due: localDateOf(clock.now()), confidential: true }, risks: [red] })
    const arrived = eventsOf(draftOf(2, { values: wageComplaint }))
    const line = { orderId: null, number: null, note: null, dueAt: null, level: null }
    await write(desk, li, { kind: 'sheet-signed', from: 1, to: null, lines: [
      { ...line, section: 'waiting-upload', orderId: arrived[0]!.ticketId, number: 'on-its-way' }, { ...line, section: 'waiting-upload', orderId: testUuid(77), number: 'still-there' },
      { ...line, section: 'may-ring-again', note: '代号 7，13800138000 还会打' },
    ] })
    const status = { extension: null, state: 'ready', reason: null, since: 1, queueCallId: null, severity: null }
    expect((await desk.call(floorRoutes.status, { token: wang.token, body: { ...status, unsent: 2 } })).status).toBe(200)
    expect((await desk.call(deskRoutes.events, { token: li.token, body: { events: arrived } })).status).toBe(200)
    const { body } = await desk.call(shiftRoutes.report, { token: lead.token, body: { from: clock.now() - 8 * 3_600_000, to: clock.now() + 1_800_000 } })
    const { handover } = shiftReportSchema.parse(body)
    expect(handover.map((each) => [each.section, each.kind === 'order' ? [each.order.isSecret, each.order.category] : each.kind === 'note' ? each.note : each.kind === 'at-seat' ? each.unsent : each.number])).toEqual([
      ['promised-calls', [true, null]], ['open-risks', [true, null]], ['waiting-upload', 2], ['waiting-upload', 'still-there'], ['may-ring-again', '代号 7，138****8000 还会打'],
    ])
  })

  it('reports by the formula and the seconds of the house', async () => {
    const desk = await start()
    const lead = await come(desk, 'zhou', ['LEAD'])
    const root = await come(desk, 'root', ['ADMIN'])
    const value = { formula: 'level-short-counted', answerWithinSeconds: 20, levelPercent: 80, connectedFormula: 'connect-of-all', connectedPercent: 95, shortAbandonSeconds: 3 }
    expect((await desk.call(recordRoutes.record, { method: 'PUT', token: root.token, body: { kind: 'policies', key: 'serviceLevel', value, isActive: true, version: 0 } })).status).toBe(200)
    const report = shiftReportSchema.parse((await desk.call(shiftRoutes.report, { token: lead.token, body: { from: clock.now() - 8 * 3_600_000, to: clock.now() } })).body)
    expect(report.judgedBy).toMatchObject({ answerWithinMs: 20_000, shortAbandonMs: 3_000 })
    expect(report.queues[0]?.figures.filter(({ code }) => code === 'SL15' || code === 'CONNECT').map(({ formula }) => formula)).toEqual(['connect-of-all', 'level-short-counted'])
  })

  it('looks through the orders of the time before there was the list, once', async () => {
    const desk = await start()
    const li = await come(desk, 'li', ['AGENT'])
    await submit(desk, li, 1, { values: wageComplaint, risks: [red] })
    const pool = createPool(address)
    await pool.query('delete from watched_orders')
    await pool.query('delete from watched_filled')
    await pool.end()
    const again = await start()
    expect((await look(again, li)).orders).toMatchObject([{ level: 'RED' }])
  })
})

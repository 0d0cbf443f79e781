import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { floorReceiptSchema, floorRoutes, seatSilentAfterMs, type SeatReport } from '../../../shared/floor/floor-line'
import type { FloorBody, FloorTarget } from '../../../shared/floor/floor-signal'
import { emergencyRung } from '../../../shared/floor/red-card'
import { administrationRoutes } from '../../../shared/desk-api/administration'
import { queueRoutes } from '../../../shared/desk-api/queue-api'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { createFloorKeeper, signalsKeptMs } from '../../../electron/desk/floor/floor-keeper'
import { systemTimers } from '../../support/desk/system-time'
import { sessionRoutes } from '../../../shared/desk-api/sessions'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { until } from '../../support/desk/desk-folder'
import { listenToFloor, type FloorListener } from '../../support/desk/floor-listener'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'

const working: SeatReport = { extension: '1001', state: 'ready', reason: null, since: 1, queueCallId: null, severity: null }
const redPressed = (redId: string): FloorBody => ({ kind: 'red-pressed', redId, queueCallId: null, drill: false, pressedAt: 1, place: '渝中区某工地', number: '154 0000 0012', who: '', redKind: null })

describe.skipIf(!postgres15.isThere)(`the floor of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let ahead = 0
  const clock: Clock = { now: () => epochMs(Date.now() + ahead) }
  const desks: TestDesk[] = []
  const listeners: FloorListener[] = []
  beforeEach(async () => {
    address = await prepareDatabase(databases)
    ahead = 0
  })
  afterEach(async () => {
    for (const listener of listeners.splice(0)) listener.leave()
    await Promise.all(desks.splice(0).map((desk) => desk.stop()))
  })

  async function start(): Promise<TestDesk> {
    const desk = await startTestDesk(address, { clock })
    desks.push(desk)
    return desk
  }
  async function listen(desk: TestDesk, token: string, after?: number): Promise<FloorListener> {
    const listener = await listenToFloor(desk.origin, token, after)
    listeners.push(listener)
    await until(() => listener.lines.length > 0)
    return listener
  }
  const send = (desk: TestDesk, token: string, to: FloorTarget, body: FloorBody, id = crypto.randomUUID()) => desk.call(floorRoutes.signals, { token, body: { id, to, body } })
  const report = (desk: TestDesk, token: string, spread: Partial<SeatReport> = {}) => desk.call(floorRoutes.status, { token, body: { ...working, ...spread } })

  /** A lead and an agent who are signed in. */
  async function people(desk: TestDesk) {
    const leadId = await desk.person('zhou', ['LEAD'])
    const agentId = await desk.person('li', ['AGENT'])
    const lead = await desk.signIn('zhou')
    const agent = await desk.signIn('li')
    return { leadId, agentId, lead, agent }
  }

  it('shows a lead who sits where and does what, as it changes, through whichever desk it was said', async () => {
    const [one, other] = [await start(), await start()]
    const { lead, agent, agentId } = await people(one)
    const wall = await listen(one, lead.token)
    expect(wall.state().seats).toEqual([])
    await report(other, agent.token)
    await until(() => wall.state().seats?.length === 1)
    expect(wall.state().seats?.[0]).toMatchObject({ personId: agentId, name: 'li', seat: agent.session.seat.code, state: 'ready' })
    await report(other, agent.token, { state: 'break', reason: 'MEAL' })
    await until(() => wall.state().seats?.[0]?.state === 'break')
    await one.call(sessionRoutes.session, { method: 'DELETE', token: agent.token })
    await until(() => wall.state().seats?.length === 0)
  })

  it('tells an agent how many leads there are, and nothing of anybody else’s seat', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const seat = await listen(desk, agent.token)
    await report(desk, lead.token)
    await until(() => seat.state().leads === 1)
    expect(seat.state().seats).toBeNull()
    expect(JSON.stringify(seat.lines)).not.toContain('zhou')
  })

  it('tells the locked console of a lead which seat calls for help, through whichever desk, and not a word of its call; an agent nothing', async () => {
    const [one, other] = [await start(), await start()]
    const { lead, agent } = await people(one)
    const ask = (token: string) => other.call(floorRoutes.locked, { token })
    expect(await ask(lead.token)).toMatchObject({ status: 200, body: { help: null } })
    const redId = crypto.randomUUID()
    await send(one, agent.token, { kind: 'leads' }, redPressed(redId))
    ahead += 12_000
    const told = await ask(lead.token)
    expect(told.body).toEqual({ orders: [], messages: 0, help: { seat: agent.session.seat.code, drill: false, callingForMs: expect.any(Number) } })
    expect((told.body as { help: { callingForMs: number } }).help.callingForMs).toBeGreaterThanOrEqual(12_000)
    await send(one, agent.token, { kind: 'leads' }, { kind: 'red-undone', redId })
    expect(await ask(lead.token)).toMatchObject({ body: { help: null } })
    await send(one, lead.token, { kind: 'leads' }, redPressed(crypto.randomUUID()))
    expect((await ask(agent.token)).body).toEqual({ help: null, orders: [], messages: 0 })
  })

  it('tells a locked seat what a lead wants of it, by the seat of the lead, through whichever desk, until it has answered', async () => {
    const [one, other] = [await start(), await start()]
    const { lead, agent, agentId } = await people(one)
    const [id, pause] = [crypto.randomUUID(), { kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' } as const]
    await send(one, lead.token, { kind: 'person', personId: agentId }, pause, id)
    await send(one, lead.token, { kind: 'everybody' }, { kind: 'message', text: '八点半开会' })
    const ask = () => other.call(floorRoutes.locked, { token: agent.token })
    expect((await ask()).body).toEqual({ help: null, orders: [{ id, bySeat: lead.session.seat.code, order: pause }], messages: 1 })
    await send(other, agent.token, { kind: 'leads' }, { kind: 'obeyed', signalId: id, done: true, why: null })
    expect((await ask()).body).toEqual({ help: null, orders: [], messages: 1 })
    const wall = await listen(one, lead.token)
    await report(one, agent.token, { isLocked: true })
    await until(() => wall.state().seats?.some(({ personId, isLocked }) => personId === agentId && isLocked === true) === true)
  })

  it('tells a seat what the PBX says of its own telephone, and no other seat', async () => {
    const desk = await startTestDesk(address, { clock, queueSource: { kind: 'practice' } })
    desks.push(desk)
    const { lead, agent } = await people(desk)
    await desk.person('guanli', ['ADMIN'])
    const admin = await desk.signIn('guanli')
    const account = { serverUrls: ['wss://pbx.test/ws'], user: '1003', domain: 'pbx.test', password: 'secret', iceServers: [] }
    await desk.call(administrationRoutes.seats, { method: 'PUT', token: admin.token, body: { ...agent.session.seat, version: 1, isActive: true, sip: account } })
    const [seat, office] = [await listen(desk, agent.token), await listen(desk, lead.token)]
    await until(() => seat.state().ownSeat !== null)
    expect(seat.state().ownSeat).toEqual({ extension: '1003', pbx: null })
    // A practice PBX begins with whoever first looks at its queues.
    const looks = new AbortController()
    await fetch(`${desk.origin}${queueRoutes.feed}`, { headers: { Authorization: `Bearer ${lead.token}` }, signal: looks.signal })
    await until(() => seat.state().ownSeat?.pbx != null)
    looks.abort()
    expect(seat.lines.flatMap((line) => (line.kind === 'own-seat' ? [line.extension] : [])).every((extension) => extension === '1003')).toBe(true)
    expect(office.state().ownSeat).toBeNull()
  })

  it('of a desk without a PBX a lead hears that no queue can be told anything', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    expect(await desk.call(queueRoutes.commands, { token: lead.token })).toEqual({ status: 200, body: { commands: [] } })
    expect((await desk.call(queueRoutes.commands, { token: agent.token })).status).toBe(403)
  })

  it('shows nobody whose console has gone silent', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const wall = await listen(desk, lead.token)
    await report(desk, agent.token)
    await until(() => wall.state().seats?.length === 1)
    ahead = seatSilentAfterMs + 1
    await until(() => wall.state().seats?.length === 0)
  })

  it('carries a RED to every lead at once and to no other agent; its acceptance comes back', async () => {
    const desk = await start()
    const { lead, agent, agentId } = await people(desk)
    await desk.person('wang', ['AGENT'])
    const bystander = await listen(desk, (await desk.signIn('wang')).token)
    const wall = await listen(desk, lead.token)
    const seat = await listen(desk, agent.token)
    const redId = crypto.randomUUID()
    expect((await send(desk, agent.token, { kind: 'leads' }, redPressed(redId))).status).toBe(200)
    await until(() => wall.signals.length === 1)
    expect(wall.signals[0]).toMatchObject({ from: { name: 'li', seat: agent.session.seat.code }, body: { kind: 'red-pressed', place: '渝中区某工地' } })
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'red-accepted', redId })
    await until(() => seat.signals.some(({ body }) => body.kind === 'red-accepted'))
    await send(desk, lead.token, { kind: 'everybody' }, { kind: 'message', text: '八点半开会' })
    await until(() => bystander.signals.length === 1)
    expect(bystander.signals.map(({ body }) => body.kind)).toEqual(['message'])
  })

  it('sent again it is there once; a console that comes back hears what it missed, in order and once', async () => {
    const [one, other] = [await start(), await start()]
    const { lead, agent } = await people(one)
    const id = crypto.randomUUID()
    const first = await send(one, lead.token, { kind: 'everybody' }, { kind: 'message', text: '1' }, id)
    const again = await send(other, lead.token, { kind: 'everybody' }, { kind: 'message', text: '1' }, id)
    expect(floorReceiptSchema.parse(again.body)).toEqual(floorReceiptSchema.parse(first.body))
    await Promise.all(Array.from({ length: 30 }, (_, index) => send([one, other][index % 2] ?? one, lead.token, { kind: 'everybody' }, { kind: 'message', text: String(index + 2) })))
    const late = await listen(other, agent.token, 1)
    await until(() => late.signals.length === 30)
    expect(late.signals.map(({ position }) => position)).toEqual(Array.from({ length: 30 }, (_, index) => index + 2))
    const anew = await listen(one, agent.token)
    await until(() => anew.signals.length === 31)
  })

  it.each([
    [{ kind: 'everybody' } as const, { kind: 'message', text: 'x' } as const, 'message-agents'],
    [{ kind: 'person', personId: crypto.randomUUID() } as const, { kind: 'wrap-up-ended' } as const, 'force-state'],
    [{ kind: 'person', personId: crypto.randomUUID() } as const, { kind: 'red-accepted', redId: crypto.randomUUID() } as const, 'accept-red'],
  ])('an agent may not steer others: %o %o', async (to, body, need) => {
    const desk = await start()
    const { agent } = await people(desk)
    expect(await send(desk, agent.token, to, body)).toMatchObject({ status: 403, body: { code: 'forbidden', reason: need } })
  })

  it('puts a call through to the extension of whoever takes it over, and to no other number', async () => {
    const desk = await start()
    const { lead, agent, agentId } = await people(desk)
    await desk.person('guanli', ['ADMIN'])
    const admin = await desk.signIn('guanli')
    const account = { serverUrls: ['wss://pbx.test/ws'], user: '1900', domain: 'pbx.test', password: 'secret', iceServers: [] }
    await desk.call(administrationRoutes.seats, { method: 'PUT', token: admin.token, body: { ...lead.session.seat, version: 1, isActive: true, sip: account } })
    const seat = await listen(desk, agent.token)
    const to = { kind: 'person', personId: agentId } as const
    expect(await send(desk, lead.token, to, { kind: 'call-taken-over', extension: '013800138000' })).toMatchObject({ status: 422, body: { reason: 'wrong-target' } })
    expect((await send(desk, lead.token, to, { kind: 'call-taken-over', extension: '1900' })).status).toBe(200)
    await until(() => seat.signals.length === 1)
    expect(seat.signals[0]?.body).toEqual({ kind: 'call-taken-over', extension: '1900' })
    expect(await send(desk, agent.token, to, { kind: 'call-taken-over', extension: '1900' })).toMatchObject({ status: 403, body: { reason: 'take-over-call' } })
  })

  it('that does not fit whom it is for is refused', async () => {
    const desk = await start()
    const { agent } = await people(desk)
    expect(await send(desk, agent.token, { kind: 'everybody' }, redPressed(crypto.randomUUID()))).toMatchObject({ status: 422, body: { reason: 'wrong-target' } })
  })

  it('writes into the audit what a lead did to a seat', async () => {
    const desk = await start()
    const { lead, agentId } = await people(desk)
    await desk.person('du', ['SUPERVISOR'])
    const reader = await desk.signIn('du')
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'state-forced', state: 'ready', reason: null })
    const { body } = await desk.call(auditRoutes.read, { token: reader.token, body: { day: localDateOf(clock.now()) } })
    expect(auditPageSchema.parse(body).rows.map(({ entry }) => entry.act)).toContainEqual({ kind: 'seat-steered', what: 'state-forced', personId: agentId })
  })

  it('gives a call for help to the first lead who accepts; another one is refused, and the first may say it again', async () => {
    const [one, other] = [await start(), await start()]
    const { lead, agent, agentId } = await people(one)
    await one.person('zhao', ['LEAD'])
    const second = await one.signIn('zhao')
    const redId = crypto.randomUUID()
    await send(one, agent.token, { kind: 'leads' }, redPressed(redId))
    const to = { kind: 'person', personId: agentId } as const
    const answers = await Promise.all([send(one, lead.token, to, { kind: 'red-accepted', redId }), send(other, second.token, to, { kind: 'red-accepted', redId })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ code: 'refused', reason: 'taken' })
    const winner = answers[0]?.status === 200 ? lead : second
    expect((await send(other, winner.token, to, { kind: 'red-accepted', redId })).status).toBe(200)
    const wall = await listen(other, lead.token)
    await until(() => wall.signals.some(({ body }) => body.kind === 'red-accepted'))
    expect(new Set(wall.signals.filter(({ body }) => body.kind === 'red-accepted').map(({ from }) => from.name)).size).toBe(1)
  })

  it('keeps of words that are being written the last ones alone', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const [redId, otherId] = [crypto.randomUUID(), crypto.randomUUID()]
    const words = (id: string, text: string): FloorBody => ({ kind: 'red-words', redId: id, text, place: '', number: '', who: '', redKind: null })
    await send(desk, agent.token, { kind: 'leads' }, redPressed(redId))
    await send(desk, agent.token, { kind: 'leads' }, words(otherId, '别的'))
    for (const text of ['在', '在楼', '在楼顶']) await send(desk, agent.token, { kind: 'leads' }, words(redId, text))
    const wall = await listen(desk, lead.token)
    await until(() => wall.signals.length >= 3)
    expect(wall.signals.map(({ body }) => (body.kind === 'red-words' ? body.text : body.kind))).toEqual(['red-pressed', '别的', '在楼顶'])
  })

  it('tells a lead that a message was read, whoever has read it', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const messageId = crypto.randomUUID()
    const wall = await listen(desk, lead.token)
    await send(desk, lead.token, { kind: 'everybody' }, { kind: 'message', text: '八点半开会' }, messageId)
    expect((await send(desk, agent.token, { kind: 'leads' }, { kind: 'message-read', messageId })).status).toBe(200)
    await until(() => wall.signals.some(({ body, from }) => body.kind === 'message-read' && body.messageId === messageId && from.name === 'li'))
  })

  it('tells an agent that somebody listens in only where the house says so', async () => {
    const desk = await start()
    const { lead, agent, agentId } = await people(desk)
    await desk.person('guan', ['ADMIN'])
    const admin = await desk.signIn('guan')
    const seat = await listen(desk, agent.token)
    const wall = await listen(desk, lead.token)
    const to = { kind: 'person', personId: agentId } as const
    const listening = (on: boolean, how: 'listen' | 'barge' = 'listen'): FloorBody => ({ kind: 'listening', how, on })
    await send(desk, lead.token, to, listening(true))
    await until(() => seat.signals.length === 1)
    const set = await desk.call(recordRoutes.record, { token: admin.token, method: 'PUT', body: { kind: 'policies', key: 'listening', value: { agentIsTold: false }, isActive: true, version: 0 } })
    expect(set.status).toBe(200)
    await send(desk, lead.token, to, listening(false))
    await until(() => wall.signals.length === 2)
    // Whoever talks is heard: the order of a RED call has to say so.
    await send(desk, lead.token, to, listening(true, 'barge'))
    await until(() => seat.signals.length === 2)
    expect(seat.signals.map(({ body }) => (body.kind === 'listening' ? body.how : body.kind))).toEqual(['listen', 'barge'])
  })

  it('forgets what is past its age, and the positions go on', async () => {
    const desk = await start()
    const { lead } = await people(desk)
    for (const text of ['1', '2', '3']) await send(desk, lead.token, { kind: 'everybody' }, { kind: 'message', text })
    ahead = signalsKeptMs + 60_000
    const keeper = createFloorKeeper({ floor: desk.store.floor, clock, timers: systemTimers, log: () => undefined })
    await keeper.stop()
    expect((await desk.store.floor.signalsAfter(0, 10)).map(({ position }) => position)).toEqual([3])
    ahead = 0
    const next = await send(desk, lead.token, { kind: 'everybody' }, { kind: 'message', text: '4' })
    expect(next.body).toEqual({ position: 4 })
  })

  it('writes every call for help, hand and message into the audit, and none of their words', async () => {
    const desk = await start()
    const { lead, agent, agentId } = await people(desk)
    await desk.person('du', ['SUPERVISOR'])
    const reader = await desk.signIn('du')
    const [redId, handId] = [crypto.randomUUID(), crypto.randomUUID()]
    await send(desk, agent.token, { kind: 'leads' }, redPressed(redId))
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'red-accepted', redId })
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'red-rung', redId, name: '王主任' })
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'red-rung', redId, name: emergencyRung })
    await send(desk, lead.token, { kind: 'person', personId: agentId }, { kind: 'hand-answered', handId, answer: { how: 'text', text: '先记下来' } })
    await send(desk, lead.token, { kind: 'everybody' }, { kind: 'message', text: '八点半开会' })
    const { body } = await desk.call(auditRoutes.read, { token: reader.token, body: { day: localDateOf(clock.now()) } })
    const acts = auditPageSchema.parse(body).rows.map(({ entry }) => entry.act).filter(({ kind }) => kind === 'floor-told')
    expect(acts).toEqual([
      { kind: 'floor-told', what: 'red-pressed', about: redId, to: null, done: true },
      { kind: 'floor-told', what: 'red-accepted', about: redId, to: agentId, done: true },
      { kind: 'floor-told', what: 'red-rung', about: redId, to: agentId, done: true },
      { kind: 'floor-told', what: 'red-emergency-rung', about: redId, to: agentId, done: true },
      { kind: 'floor-told', what: 'hand-answered', about: handId, to: agentId, done: true },
      { kind: 'floor-told', what: 'message', about: null, to: null, done: true },
    ])
    expect(JSON.stringify(body)).not.toMatch(/王主任|八点半|先记下来|某工地|0012/)
  })

  it('ends the stream of whoever is signed out elsewhere', async () => {
    const desk = await start()
    const { agent } = await people(desk)
    const seat = await listen(desk, agent.token)
    await desk.call(sessionRoutes.session, { method: 'DELETE', token: agent.token })
    await until(() => seat.hasEnded())
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { floorRoutes } from '../../../shared/floor/floor-line'
import type { FloorBody, FloorTarget } from '../../../shared/floor/floor-signal'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import type { Role } from '../../../shared/people/role'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { useDatabases } from '../../support/desk/databases'
import { until } from '../../support/desk/desk-folder'
import { listenToFloor, type FloorListener } from '../../support/desk/floor-listener'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const escalated: FloorBody = { kind: 'alarm-escalated', rule: 'queue-long', subject: 'labour', about: 'labour' }
const taken: FloorBody = { kind: 'alarm-acknowledged', rule: 'queue-long', subject: 'labour' }
const working = { extension: null, state: 'ready', reason: null, since: 1, queueCallId: null, severity: null }

describe.skipIf(!postgres15.isThere)(`alarms at a shared desk${postgres15.reason}`, () => {
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
  async function listen(desk: TestDesk, token: string): Promise<FloorListener> {
    const listener = await listenToFloor(desk.origin, token)
    listeners.push(listener)
    await until(() => listener.lines.some(({ kind }) => kind === 'caught-up'))
    return listener
  }
  async function come(desk: TestDesk, login: string, role: Role) {
    await desk.person(login, [role])
    return desk.signIn(login)
  }
  const send = (desk: TestDesk, token: string, to: FloorTarget, body: FloorBody) => desk.call(floorRoutes.signals, { token, body: { id: crypto.randomUUID(), to, body } })
  const signals = (listener: FloorListener) => listener.lines.flatMap((line) => (line.kind === 'signal' ? [line.signal] : []))
  const told = (listener: FloorListener) => signals(listener).map(({ body, from }) => [body.kind, from.name])

  it('tells every lead who has taken an alarm, also one who comes later, no agent, and writes it down by name', async () => {
    const [one, other] = [await start(), await start()]
    const [lead, second, agent, reader] = [await come(one, 'zhou', 'LEAD'), await come(one, 'zhao', 'LEAD'), await come(one, 'li', 'AGENT'), await come(one, 'du', 'SUPERVISOR')]
    const [wall, seat] = [await listen(other, second.token), await listen(one, agent.token)]
    expect(await send(one, agent.token, { kind: 'leads' }, taken)).toMatchObject({ status: 403, body: { reason: 'take-alarms' } })
    expect(await send(one, second.token, { kind: 'leads' }, escalated)).toMatchObject({ status: 200 })
    expect(await send(one, lead.token, { kind: 'leads' }, taken)).toMatchObject({ status: 200 })
    await until(() => told(wall).length === 2)
    expect(told(wall)).toEqual([['alarm-escalated', 'zhao'], ['alarm-acknowledged', 'zhou']])
    const opened = await listen(one, second.token)
    await until(() => opened.lines.some(({ kind }) => kind === 'caught-up'))
    expect(told(opened)).toEqual(told(wall))
    expect(told(seat)).toEqual([])
    const { body } = await one.call(auditRoutes.read, { token: reader.token, body: { day: localDateOf(clock.now()) } })
    const acts = auditPageSchema.parse(body).rows.filter(({ entry: { act } }) => act.kind === 'alarm-told').map(({ entry: { by, act } }) => [by, act])
    expect(acts).toMatchObject([
      [{ kind: 'person' }, { kind: 'alarm-told', what: 'alarm-escalated', rule: 'queue-long', subject: 'labour' }],
      [{ kind: 'person', id: lead.session.person.id }, { kind: 'alarm-told', what: 'alarm-acknowledged', rule: 'queue-long', subject: 'labour' }],
    ])
  })

  it('two walls that tell of the same alarm at the same moment, at two desks, say it once; the next breach is told anew', async () => {
    const [one, other] = [await start(), await start()]
    const [zhou, zhao] = [await come(one, 'zhou', 'LEAD'), await come(one, 'zhao', 'LEAD')]
    const wall = await listen(one, zhou.token)
    const answers = await Promise.all([send(one, zhou.token, { kind: 'leads' }, escalated), send(other, zhao.token, { kind: 'leads' }, escalated)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0].body).toEqual(answers[1].body)
    await send(one, zhou.token, { kind: 'leads' }, { ...escalated, subject: 'legal' })
    ahead += 11_000
    await send(one, zhou.token, { kind: 'leads' }, escalated)
    await until(() => signals(wall).length === 3)
    expect(signals(wall).map(({ body }) => 'subject' in body && body.subject)).toEqual(['labour', 'legal', 'labour'])
  })

  it('what no lead takes in the time of the house comes to the supervisors once, however many desks there are; they may take it, and nobody may tell them but the desk', async () => {
    const [one, other] = [await start(), await start()]
    const [lead, supervisor, agent] = [await come(one, 'zhou', 'LEAD'), await come(one, 'du', 'SUPERVISOR'), await come(one, 'li', 'AGENT')]
    const [theirs, leads, seat] = [await listen(other, supervisor.token), await listen(one, lead.token), await listen(one, agent.token)]
    await one.call(floorRoutes.status, { token: lead.token, body: working })
    expect(await send(one, lead.token, { kind: 'supervisors' }, { kind: 'alarm-passed-on', rule: 'queue-long', subject: 'x', about: 'x', toldAt: null, told: [] })).toMatchObject({ status: 403, body: { reason: 'desk' } })
    await send(one, lead.token, { kind: 'leads' }, escalated)
    const passedOn = (listener: FloorListener) => signals(listener).filter(({ body }) => body.kind === 'alarm-passed-on')
    ahead += 121_000
    await one.call(floorRoutes.status, { token: lead.token, body: working })
    await until(() => passedOn(theirs).length > 0 && passedOn(leads).length > 0)
    expect(passedOn(theirs)[0]?.body).toMatchObject({ rule: 'queue-long', about: 'labour' })
    expect(signals(theirs).some(({ body }) => body.kind === 'alarm-escalated')).toBe(false)
    expect(await send(other, supervisor.token, { kind: 'leads' }, taken)).toMatchObject({ status: 200 })
    await until(() => told(leads).some(([kind, name]) => kind === 'alarm-acknowledged' && name === 'du') && told(theirs).some(([kind]) => kind === 'alarm-acknowledged'))
    expect(passedOn(theirs)).toHaveLength(1)
    expect(signals(seat)).toEqual([])
  })
})

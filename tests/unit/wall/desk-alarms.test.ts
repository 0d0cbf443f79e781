import { describe, expect, test } from 'vitest'
import { createFeedHub } from '../../../electron/desk/pbx/feed-hub'
import { createRecentEvents } from '../../../electron/desk/pbx/recent-events'
import { createDeskWall } from '../../../renderer/wall/desk/desk-wall'
import { queueRoutes } from '../../../shared/desk-api/queue-api'
import { wallRoutes, type RiskOnWall, type WallOrders } from '../../../shared/desk-api/wall-api'
import { floorRoutes, type FloorLine } from '../../../shared/floor/floor-line'
import { newFloorSignalSchema, type FloorBody, type FloorSignal } from '../../../shared/floor/floor-signal'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import { testUuid } from '../../support/drafts'
import { agentAtSeat, leadZhou } from '../../support/floor-signals'
import { createManualTime } from '../../support/manual-time'
import { waiting } from './floor.fixture'

const zhao = { personId: testUuid(8002), name: '赵文博', seat: '8002' }
const { caller } = waiting()
const red: RiskOnWall = { id: testUuid(1), number: '20261123-8017-001-1', severity: 'RED', isSecret: false, maskedName: null, district: null, risks: [], since: 1, next: null, reports: [] }
const nothing = { risks: [], dues: [], withLimit: 0, intake: { from: 0, to: 0, total: 0, secret: 0, late: 0, byCategory: [], byDistrict: [], restated: [] }, silentCalls: [], lostCalls: [] }

/** One desk with its floor and its queue, and as many walls as leads open. */
function sharedDesk() {
  const time = createManualTime()
  const hub = createFeedHub({ clock: time, timers: time, newEpoch: () => crypto.randomUUID(), heartbeatMs: 2_000 })
  const events = createRecentEvents(time)
  const seconds = new Set<() => void>()
  const signals: FloorSignal[] = []
  const streams = new Set<(line: FloorLine) => void>()
  const state = { orders: nothing as Omit<WallOrders, 'at'>, isFloorCut: false }

  function told(body: FloorBody, from: FloorSignal['from'] = agentAtSeat, id: string = crypto.randomUUID()): void {
    const signal: FloorSignal = { id, to: { kind: 'leads' }, body, from, position: signals.length + 1, at: time.now() }
    signals.push(signal)
    for (const send of streams) send({ kind: 'signal', signal })
  }

  const fetchAs = (who: FloorSignal['from']) => (async (input: string, init: RequestInit) => {
    const url = new URL(input)
    if (url.pathname === queueRoutes.events) {
      const query = Object.fromEntries(url.searchParams)
      return Response.json(await events.page({ from: Number(query['from']), to: Number(query['to']), after: Number(query['after']), limit: Number(query['limit']) }))
    }
    if (url.pathname === wallRoutes.orders) return Response.json({ ...state.orders, at: time.now() })
    if (url.pathname === floorRoutes.signals && !state.isFloorCut) {
      const { id, body } = newFloorSignalSchema.parse(JSON.parse(init.body as string))
      told(body, who, id)
      return Response.json({ position: signals.length })
    }
    if (url.pathname === floorRoutes.stream && !state.isFloorCut) {
      const through = new TransformStream<Uint8Array, Uint8Array>()
      const writer = through.writable.getWriter()
      const send = (line: FloorLine) => void writer.write(new TextEncoder().encode(`${JSON.stringify(line)}\n`)).catch(() => undefined)
      init.signal?.addEventListener('abort', () => void streams.delete(send))
      send({ kind: 'snapshot', at: time.now(), heartbeatMs: 3_600_000, seats: null, leads: 2 })
      for (const signal of signals) send({ kind: 'signal', signal })
      send({ kind: 'caught-up', at: time.now() })
      streams.add(send)
      return new Response(through.readable)
    }
    if (url.pathname !== queueRoutes.feed) return Response.json({ code: 'not-found' }, { status: 404 })
    return new Response(hub.open(null) as unknown as ReadableStream<Uint8Array>)
  }) as unknown as typeof globalThis.fetch

  async function pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 500) {
      await time.advance(Math.min(500, left))
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      for (const run of seconds) run()
    }
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    for (const run of seconds) run()
  }

  async function open(who: FloorSignal['from']) {
    const sounds: number[] = []
    const wall = createDeskWall({
      fetch: fetchAs(who), clock: time, timers: time, random: () => 0.5, newId: () => crypto.randomUUID(), ownExtension: null, isShared: true,
      who: { id: who.personId, name: `${who.seat} ${who.name}`, seat: who.seat },
      everySecond(run) {
        seconds.add(run)
        return () => void seconds.delete(run)
      },
    })
    wall.onEscalated(() => sounds.push(time.now()))
    wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await pass(1_000)
    return { wall, sounds, alarms: () => (wall.facts()?.alarms ?? []).map((alarm) => ({ rule: alarm.rule, subject: alarm.subject, state: alarm.state, by: alarm.state === 'acknowledged' ? alarm.by.name : null })) }
  }

  return {
    time, pass, open, state, told, signals,
    /** The queue as the PBX has it, with what has happened there. */
    read(before: readonly QueueEvent[], queued: readonly ReturnType<typeof waiting>[]) {
      const news = { kind: 'read' as const, at: time.now(), state: { queues: ['labour'], waiting: [...queued], calls: [], members: [] }, before: [...before] }
      hub.hear(news)
      events.hear(news)
    },
    escalations: () => signals.filter(({ body }) => body.kind === 'alarm-escalated'),
  }
}

const redOrder = { rule: 'red-opened', subject: red.id }

describe('alarms on the walls of a shared desk', () => {
  test('a RED order rises, and what one lead takes is taken by name on the other wall and on one that is opened later', async () => {
    const desk = sharedDesk()
    const [one, other] = [await desk.open(leadZhou), await desk.open(zhao)]
    desk.state.orders = { ...nothing, risks: [{ ...red, since: desk.time.now() }] }
    await desk.pass(3_000)
    expect([one.alarms(), other.alarms()]).toEqual([[{ ...redOrder, state: 'raised', by: null }], [{ ...redOrder, state: 'raised', by: null }]])
    const id = one.wall.facts()?.alarms[0]?.id ?? ''
    expect(other.wall.facts()?.alarms[0]?.id).toBe(id)
    expect(await one.wall.acknowledge(id)).toEqual({ ok: true, value: undefined })
    await desk.pass(1_000)
    const taken = [{ ...redOrder, state: 'acknowledged', by: '8001 周明兰' }]
    expect([one.alarms(), other.alarms()]).toEqual([taken, taken])
    expect(await other.wall.acknowledge(id)).toEqual({ ok: false, error: { code: 'changed-meanwhile' } })
    one.wall.dispose()
    await desk.pass(60_000)
    const opened = await desk.open(leadZhou)
    await desk.pass(2_000)
    expect(opened.alarms()).toEqual(taken)
    expect(desk.escalations()).toEqual([])
    expect([...one.sounds, ...other.sounds, ...opened.sounds]).toEqual([])
  })

  test('what nobody takes is told to the leads once, sounds once on every wall, and says when they were told', async () => {
    const desk = sharedDesk()
    const [one, other] = [await desk.open(leadZhou), await desk.open(zhao)]
    desk.state.orders = { ...nothing, risks: [{ ...red, since: desk.time.now() }] }
    await desk.pass(18_000)
    expect(desk.escalations()).toEqual([])
    await desk.pass(30_000)
    expect(desk.escalations().length).toBeGreaterThan(0)
    expect(new Set(desk.escalations().map(({ body }) => JSON.stringify(body)))).toEqual(new Set([JSON.stringify({ kind: 'alarm-escalated', ...redOrder, about: red.number })]))
    // Two walls may speak at the same moment; no wall says again what the floor has said.
    expect(new Set(desk.escalations().map(({ from }) => from.personId)).size).toBe(desk.escalations().length)
    expect([one.sounds.length, other.sounds.length]).toEqual([1, 1])
    expect(one.wall.facts()?.alarms[0]).toMatchObject({ state: 'escalated', toldAt: desk.escalations()[0]?.at })
    const opened = await desk.open(leadZhou)
    await desk.pass(120_000)
    expect(opened.alarms()).toEqual([{ ...redOrder, state: 'escalated', by: null }])
    expect(opened.sounds).toEqual([])
    expect(desk.escalations().every(({ at }) => at < desk.time.now() - 90_000)).toBe(true)
  })

  test('of a secret order neither the wall nor the floor says its number', async () => {
    const desk = sharedDesk()
    const { wall } = await desk.open(leadZhou)
    desk.state.orders = { ...nothing, risks: [{ ...red, isSecret: true, since: desk.time.now() }] }
    await desk.pass(30_000)
    expect(wall.facts()?.alarmSubjects[red.id]).toEqual({ kind: 'order', number: '' })
    expect(desk.escalations().map(({ body }) => body)).toEqual([{ kind: 'alarm-escalated', ...redOrder, about: '' }])
  })

  test('while the floor is away nothing is said to have been told; the leads are told when it is back', async () => {
    const desk = sharedDesk()
    const { wall, sounds } = await desk.open(leadZhou)
    desk.state.orders = { ...nothing, risks: [{ ...red, since: desk.time.now() }] }
    await desk.pass(3_000)
    desk.state.isFloorCut = true
    await desk.pass(30_000)
    expect(wall.facts()?.alarms[0]).toMatchObject({ state: 'escalated', toldAt: null })
    expect(sounds).toHaveLength(1)
    expect(await wall.acknowledge(wall.facts()?.alarms[0]?.id ?? '')).toEqual({ ok: false, error: { code: 'not-reached' } })
    desk.state.isFloorCut = false
    await desk.pass(8_000)
    expect(wall.facts()?.alarms[0]).toMatchObject({ state: 'escalated', toldAt: desk.escalations()[0]?.at })
    expect(sounds).toHaveLength(1)
  })

  test('a call for help rises with its seat, is taken by whoever accepts it and goes with it; a drill never rises', async () => {
    const desk = sharedDesk()
    const { wall, alarms } = await desk.open(leadZhou)
    const pressed = (redId: string, drill: boolean): FloorBody => ({ kind: 'red-pressed', redId, queueCallId: null, drill, pressedAt: 1, place: '', number: '', who: '', redKind: null })
    desk.told(pressed(testUuid(7), true))
    desk.told(pressed(testUuid(8), false))
    await desk.pass(2_000)
    expect(alarms()).toEqual([{ rule: 'red-opened', subject: testUuid(8), state: 'raised', by: null }])
    expect(wall.facts()?.alarmSubjects[testUuid(8)]).toEqual({ kind: 'help', seat: '8017', name: '李敏' })
    desk.told({ kind: 'red-accepted', redId: testUuid(8) }, zhao)
    await desk.pass(2_000)
    expect(alarms()).toMatchObject([{ state: 'acknowledged', by: '8002 赵文博' }])
    desk.told({ kind: 'red-closed', redId: testUuid(8) })
    await desk.pass(2_000)
    expect(alarms()).toEqual([])
  })

  test('the third silent call of a number within an hour rises, with the masked number', async () => {
    const desk = sharedDesk()
    const { wall, alarms } = await desk.open(leadZhou)
    const silent = (agoMs: number) => ({ callerKey: 'key', maskedNumber: '154****0077', at: desk.time.now() - agoMs })
    desk.state.orders = { ...nothing, silentCalls: [silent(50 * 60_000), silent(60_000)] }
    await desk.pass(3_000)
    expect(alarms()).toEqual([])
    desk.state.orders = { ...nothing, silentCalls: [...desk.state.orders.silentCalls, silent(1_000)] }
    await desk.pass(3_000)
    expect(alarms()).toMatchObject([{ rule: 'silent-calls', subject: 'key', state: 'raised' }])
    expect(wall.facts()?.alarmSubjects['key']).toEqual({ kind: 'caller', number: '154****0077' })
  })

  test('of a queue: a wall that is opened anew shows it as taken while the same rush goes on, whoever waits in it now', async () => {
    const desk = sharedDesk()
    const now = desk.time.now()
    const entered = (id: string, at: number): QueueEvent => ({ kind: 'entered', queueCallId: id, queue: 'labour', at, position: 1, caller })
    const left = (id: string, at: number, waitedMs: number): QueueEvent => ({ kind: 'left', queueCallId: id, queue: 'labour', at, why: 'hung-up', waitedMs })
    desk.told({ kind: 'alarm-acknowledged', rule: 'wait-long', subject: 'labour' }, zhao)
    await desk.pass(400_000)
    const later = desk.time.now()
    const rush = [entered('a', now - 100_000), left('a', now + 200_000, 300_000)]
    const queued = [waiting({ queueCallId: 'b', enteredAt: later - 210_000 })]
    desk.read([...rush, entered('b', later - 210_000)], queued)
    const same = await desk.open(leadZhou)
    await desk.pass(3_000)
    expect(same.alarms().filter(({ rule }) => rule === 'wait-long')).toMatchObject([{ state: 'acknowledged', by: '8002 赵文博' }])
  })

  test('of a queue: after a pause it is another breach, which nobody has taken', async () => {
    const desk = sharedDesk()
    desk.told({ kind: 'alarm-acknowledged', rule: 'wait-long', subject: 'labour' }, zhao)
    await desk.pass(400_000)
    const later = desk.time.now()
    const queued = [waiting({ queueCallId: 'b', enteredAt: later - 110_000 })]
    desk.read([{ kind: 'entered', queueCallId: 'b', queue: 'labour', at: later - 110_000, position: 1, caller }], queued)
    const { alarms } = await desk.open(leadZhou)
    await desk.pass(3_000)
    expect(alarms().filter(({ rule }) => rule === 'wait-long')).toMatchObject([{ state: 'raised' }])
  })
})

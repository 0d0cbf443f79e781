import { describe, expect, test } from 'vitest'
import { createFeedHub } from '../../../electron/desk/pbx/feed-hub'
import { createRecentEvents } from '../../../electron/desk/pbx/recent-events'
import type { QueueNews } from '../../../electron/desk/pbx/queue-feed'
import { createDeskWall } from '../../../renderer/wall/desk/desk-wall'
import { steadyAhead } from '../../../renderer/desk-client/steady-ahead'
import { inOwnTime } from '../../../renderer/wall/desk/in-own-time'
import { seatsOfMembers } from '../../../renderer/wall/desk/seats-of-members'
import { wallView } from '../../../renderer/wall/wall-view'
import { queueRoutes } from '../../../shared/desk-api/queue-api'
import { recordRoutes, type ListRecord } from '../../../shared/desk-api/desk-records'
import { wallRoutes, type LostCallStep, type WallOrders } from '../../../shared/desk-api/wall-api'
import { epochMs } from '../../../shared/lib/clock'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import type { QueueMember, QueueState } from '../../../shared/queue/queue-state'
import { testUuid } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'
import { waiting } from './floor.fixture'

const caller = waiting().caller
const heartbeatMs = 2_000
const empty: QueueState = { queues: ['labour'], waiting: [], calls: [], members: [] }

/** A desk with the feed and the events of today, `aheadMs` ahead of the lead's computer, and the wall that follows it. */
function deskAndWall({ aheadMs = 0, hasPbx = true, orders = null as (() => Omit<WallOrders, 'at'>) | null, number = null as string | null, rules = null as null | (() => { readonly version: string; readonly records: readonly ListRecord[] }) } = {}) {
  const time = createManualTime()
  const deskClock = { now: () => epochMs(time.now() + aheadMs) }
  const hub = createFeedHub({ clock: deskClock, timers: time, newEpoch: () => crypto.randomUUID(), heartbeatMs })
  const events = createRecentEvents(deskClock)
  const seconds = new Set<() => void>()
  const posted: { readonly path: string; readonly body: unknown }[] = []
  const net = { isCut: false, asked: 0 }
  const open = new Set<AbortController>()

  const fetch = (async (input: string, init: RequestInit) => {
    net.asked += 1
    if (net.isCut) throw new TypeError('network')
    const url = new URL(input)
    const query = Object.fromEntries(url.searchParams)
    if (url.pathname === queueRoutes.events && hasPbx) {
      return Response.json(await events.page({ from: Number(query['from']), to: Number(query['to']), after: Number(query['after']), limit: Number(query['limit']) }))
    }
    if (url.pathname === wallRoutes.orders) return Response.json({ ...orders?.(), at: deskClock.now() })
    if (url.pathname === recordRoutes.inUse) {
      return Response.json({
        version: rules?.().version ?? 'v1',
        records: [
          ...(rules?.().records ?? []),
          { kind: 'categories', key: 'WAGE-02', value: { zh: '建筑工地拖欠工资', en: '', usualType: 'TS', leadUnit: null }, isActive: true, version: 1 },
          { kind: 'queues', key: 'labour', value: { zh: '维权一线', en: 'Rights', colour: '#123456' }, isActive: true, version: 1 },
        ],
      })
    }
    if (url.pathname !== queueRoutes.feed || !hasPbx) {
      posted.push({ path: url.pathname, body: init.body === undefined || init.body === null ? null : (JSON.parse(init.body as string) as unknown) })
      return url.pathname === wallRoutes.lostCalls ? Response.json({ number }) : Response.json({ code: 'not-found' }, { status: 404 })
    }
    const ended = new AbortController()
    open.add(ended)
    const place = query['epoch'] === undefined ? null : { epoch: query['epoch'], after: Number(query['after']) }
    const through = new TransformStream<Uint8Array, Uint8Array>()
    init.signal?.addEventListener('abort', () => ended.abort())
    void (hub.open(place) as unknown as ReadableStream<Uint8Array>).pipeTo(through.writable, { signal: ended.signal }).catch(() => undefined)
    return new Response(through.readable)
  }) as unknown as typeof globalThis.fetch

  const wall = createDeskWall({
    fetch, clock: time, timers: time, random: () => 0.5, newId: () => testUuid(1), ownExtension: null, isShared: orders !== null, who: { id: 'lead', name: '8001 周明兰', seat: '8001' },
    everySecond(run) {
      seconds.add(run)
      return () => void seconds.delete(run)
    },
  })
  const hear = (news: QueueNews) => {
    hub.hear(news)
    events.hear(news)
  }
  /** Streams of the platform go on in turns of their own. */
  async function pass(milliseconds: number) {
    for (let left = milliseconds; left >= 0; left -= 500) {
      await time.advance(Math.min(500, Math.max(0, left)))
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      for (const run of seconds) run()
      if (left === 0) break
    }
  }
  return {
    wall, time, hear, pass, net, posted,
    deskNow: () => deskClock.now(),
    happen: (event: QueueEvent) => hear({ kind: 'happened', event }),
    cut() {
      net.isCut = true
      for (const each of open) each.abort()
    },
    view() {
      const facts = wall.facts()
      if (facts === null) throw new Error('nothing heard')
      return wallView(facts, time.now())
    },
  }
}

const entered = (id: string, at: number): QueueEvent => ({ kind: 'entered', queueCallId: id, queue: 'labour', at, position: 1, caller })

describe('the wall of a desk', () => {
  test('before the desk is heard there are no facts at all', async () => {
    const { wall, pass } = deskAndWall()
    await pass(3_000)
    expect(wall.facts()).toBeNull()
  })

  test('shows who waits, and the figures of the whole morning, also of what it did not hear itself', async () => {
    const desk = deskAndWall()
    const now = desk.deskNow()
    const before: QueueEvent[] = [
      entered('a', now - 600_000), { kind: 'answered', queueCallId: 'a', queue: 'labour', extension: '1001', at: now - 595_000, waitedMs: 5_000 },
      entered('b', now - 500_000), { kind: 'left', queueCallId: 'b', queue: 'labour', at: now - 460_000, why: 'hung-up', waitedMs: 40_000 },
    ]
    desk.hear({ kind: 'read', at: now, state: empty, before })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(1_000)
    desk.happen(entered('c', desk.deskNow()))
    await desk.pass(1_000)
    const view = desk.view()
    expect(view.waiting.map(({ queueCallId }) => queueCallId)).toEqual(['c'])
    const level = view.figures.find(({ figure }) => figure.code === 'SL15')?.figure
    expect([level?.numerator, level?.denominator]).toEqual([1, 2])
    expect(view.missed.map(({ queueCallId }) => queueCallId)).toEqual(['b'])
    const rows = level === undefined ? null : await desk.wall.rowsOf(level)
    expect(rows).toMatchObject({ ok: true, value: [{ id: 'b', isAbove: false }, { id: 'a', isAbove: true, seat: '1001' }] })
    expect(view.facts.halfHours.reduce((sum, each) => sum + each.entered, 0)).toBe(3)
  })

  test('what it has heard itself and reads again after a gap counts once', async () => {
    const desk = deskAndWall()
    desk.hear({ kind: 'read', at: desk.deskNow(), state: empty })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(1_000)
    const at = desk.deskNow()
    desk.happen(entered('d', at))
    await desk.pass(30_000)
    desk.happen({ kind: 'left', queueCallId: 'd', queue: 'labour', at: desk.deskNow(), why: 'hung-up', waitedMs: desk.deskNow() - at })
    await desk.pass(1_000)
    // The PBX is read anew: another epoch, and the wall asks what it may have missed.
    desk.hear({ kind: 'read', at: desk.deskNow(), state: empty })
    await desk.pass(1_000)
    expect(desk.view().missed.map(({ lostAt }) => lostAt.length)).toEqual([1])
    expect(desk.view().figures.find(({ figure }) => figure.code === 'ABANDON')?.figure).toMatchObject({ numerator: 1, denominator: 1 })
  })

  test('of orders it knows nothing, and says so; nobody claims a caller that others would not see claimed', async () => {
    const desk = deskAndWall()
    desk.hear({ kind: 'read', at: desk.deskNow(), state: empty })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(1_000)
    expect(desk.view().fresh.orders).toEqual({ kind: 'none' })
    expect(desk.wall.advance).toBeNull()
  })

  test('a desk that falls silent is stale within two heartbeats, and live again once it is heard', async () => {
    const desk = deskAndWall()
    desk.hear({ kind: 'read', at: desk.deskNow(), state: empty })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(3_000)
    expect(desk.view().fresh.queue.kind).toBe('live')
    desk.cut()
    await desk.pass(2 * heartbeatMs)
    expect(desk.view().fresh.queue.kind).toBe('stale')
    desk.net.isCut = false
    await desk.pass(8_000)
    expect(desk.view().fresh.queue.kind).toBe('live')
  })

  test('with the PBX away it says since when', async () => {
    const desk = deskAndWall()
    desk.hear({ kind: 'read', at: desk.deskNow(), state: empty })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(1_000)
    const since = desk.deskNow()
    desk.hear({ kind: 'away', since })
    await desk.pass(1_000)
    expect(desk.view().fresh.queue).toMatchObject({ kind: 'away', since })
  })

  test('a desk whose clock is an hour ahead makes nobody wait an hour', async () => {
    const hour = 3_600_000
    const desk = deskAndWall({ aheadMs: hour })
    desk.hear({ kind: 'read', at: desk.deskNow(), state: { ...empty, waiting: [waiting({ enteredAt: desk.deskNow() - 9_000 })] } })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(1_000)
    const since = desk.view().longestSince ?? 0
    expect(Math.abs(desk.time.now() - since - 10_000)).toBeLessThanOrEqual(2_000)
    expect(desk.view().fresh.queue.kind).toBe('live')
  })

  test('an alarm of a real queue is raised and acknowledged by name', async () => {
    const desk = deskAndWall()
    desk.hear({ kind: 'read', at: desk.deskNow(), state: { ...empty, waiting: [waiting({ enteredAt: desk.deskNow() - 59_000 })] } })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(4_000)
    const alarm = desk.view().alarms.find(({ rule }) => rule === 'wait-long')
    expect(alarm).toMatchObject({ state: 'raised', subject: 'labour' })
    expect(await desk.wall.acknowledge(alarm?.id ?? '')).toMatchObject({ ok: true })
    expect(desk.view().alarms.find(({ id }) => id === alarm?.id)).toMatchObject({ state: 'acknowledged', by: { name: '8001 周明兰' } })
  })
})

describe('the rules of the house', () => {
  const policy = (key: string, value: unknown): ListRecord => ({ kind: 'policies', key, value, isActive: true, version: 1 })
  const noOrders = () => ({ risks: [], dues: [], withLimit: 0, intake: { from: 0, to: 0, total: 0, secret: 0, late: 0, byCategory: [], byDistrict: [], restated: [] }, lostCalls: [], silentCalls: [] })

  test('count on the wall: the day is reckoned anew by another formula, and by other seconds', async () => {
    const house: { version: string; records: ListRecord[] } = { version: 'v1', records: [] }
    const desk = deskAndWall({ orders: noOrders, rules: () => house })
    const now = desk.deskNow()
    const called = (id: string, at: number, waitedMs: number): QueueEvent[] => [entered(id, at), { kind: 'answered', queueCallId: id, queue: 'labour', extension: '1001', at: at + waitedMs, waitedMs }]
    const gaveUp = (id: string, at: number, waitedMs: number): QueueEvent[] => [{ kind: 'entered', queueCallId: id, queue: 'labour', at, position: 1, caller: { ...caller, callerKey: `${id}${(caller.callerKey ?? '').slice(1)}` } }, { kind: 'left', queueCallId: id, queue: 'labour', at: at + waitedMs, why: 'hung-up', waitedMs }]
    desk.hear({ kind: 'read', at: now, state: empty, before: [...called('a', now - 900_000, 5_000), ...called('b', now - 800_000, 18_000), ...gaveUp('c', now - 700_000, 40_000), ...gaveUp('d', now - 600_000, 7_000)] })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(2_000)
    const level = () => desk.view().figures.find(({ figure }) => figure.code === 'SL15')
    expect(level()).toMatchObject({ figure: { formula: 'level-of-offered', numerator: 1, denominator: 4 }, target: 80 })
    expect(desk.view().missed.map(({ queueCallId }) => queueCallId).sort()).toEqual(['c', 'd'])
    Object.assign(house, { version: 'v2', records: [policy('serviceLevel', { formula: 'level-of-answered', answerWithinSeconds: 20, levelPercent: 90, shortAbandonSeconds: 10 })] })
    await desk.pass(62_000)
    expect(level()).toMatchObject({ figure: { formula: 'level-of-answered', numerator: 2, denominator: 2 }, target: 90, state: 'met' })
    expect(desk.view().facts.targets.answerWithinMs).toBe(20_000)
    expect(desk.view().missed.map(({ queueCallId }) => queueCallId)).toEqual(['c'])
    expect(desk.view().facts.halfHours.reduce((sum, each) => sum + each.entered, 0)).toBe(4)
  })

  test('say when an alarm is raised', async () => {
    const desk = deskAndWall({ orders: noOrders, rules: () => ({ version: 'v1', records: [policy('alarms', { 'wait-long': { raiseAt: 300, clearAt: 200 }, 'queue-long': { raiseAt: 1, clearAt: 0 } })] }) })
    desk.hear({ kind: 'read', at: desk.deskNow(), state: { ...empty, waiting: [waiting({ enteredAt: desk.deskNow() - 120_000 })] } })
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(4_000)
    expect(desk.view().alarms.map(({ rule }) => rule)).toContain('queue-long')
    expect(desk.view().alarms.map(({ rule }) => rule)).not.toContain('wait-long')
  })
})

describe('the orders of a shared desk', () => {
  const minute = 60_000
  const nobody = { risks: [], dues: [], withLimit: 0, intake: { from: 0, to: 0, total: 0, secret: 0, late: 0, byCategory: [], byDistrict: [], restated: [] }, silentCalls: [], lostCalls: [] }
  const connected = async (orders: Parameters<typeof deskAndWall>[0]) => {
    const desk = deskAndWall(orders)
    desk.wall.connect({ origin: 'http://127.0.0.1:1', token: 't' })
    await desk.pass(500)
    return desk
  }

  test('stand on the wall in its own time also where no PBX is heard, whose parts say that they know nothing', async () => {
    const aheadMs = 60 * minute
    const dueAt = createManualTime().now() + aheadMs + 15 * minute
    const desk = await connected({
      aheadMs, hasPbx: false,
      orders: () => ({
        ...nobody, withLimit: 7,
        risks: [{ id: testUuid(1), number: 'n', severity: 'RED', isSecret: false, maskedName: '秦**', district: '500103', risks: ['EXTREME'], since: 1, next: { code: 'RED_HELP', dueAt }, reports: [] }],
      }),
    })
    const view = desk.view()
    expect(Math.abs((view.facts.risks[0]?.dueAt ?? 0) - (dueAt - aheadMs))).toBeLessThanOrEqual(2_000)
    expect([view.fresh.orders.kind, view.fresh.queue.kind, view.fresh.figures.kind]).toEqual(['live', 'none', 'none'])
    expect(view.facts.withLimit).toBe(7)
    expect(view.facts.risks[0]).toMatchObject({ next: 'RED_HELP', maskedName: '秦**' })
    expect(view.facts.queueNames).toEqual({ labour: { zh: '维权一线', en: 'Rights' } })
    expect(view.facts.categoryNames['WAGE-02']?.zh).toBe('建筑工地拖欠工资')
  })

  test('are grey within two missed heartbeats of a desk that answers no more, and live again with the next answer', async () => {
    const desk = await connected({ orders: () => nobody })
    expect(desk.view().fresh.orders.kind).toBe('live')
    desk.cut()
    await desk.pass(10_000)
    expect(desk.view().fresh.orders.kind).toBe('stale')
    desk.net.isCut = false
    await desk.pass(3_000)
    expect(desk.view().fresh.orders.kind).toBe('live')
  })

  test('who gave up is claimed at the desk, and stands as the desk has it, also on a wall that is opened anew', async () => {
    const steps: LostCallStep[] = []
    const desk = await connected({ orders: () => ({ ...nobody, lostCalls: steps }) })
    const now = desk.deskNow()
    desk.hear({ kind: 'read', at: now, state: empty, before: [entered('b', now - 500_000), { kind: 'left', queueCallId: 'b', queue: 'labour', at: now - 460_000, why: 'hung-up', waitedMs: 40_000 }] })
    await desk.pass(3_000)
    expect(desk.view().missed).toMatchObject([{ queueCallId: 'b', state: 'lost' }])
    expect(await desk.wall.advance?.('b', 'claim')).toEqual({ ok: true, value: undefined })
    expect(desk.posted.filter(({ path }) => path === wallRoutes.lostCalls)).toEqual([{ path: wallRoutes.lostCalls, body: { id: testUuid(1), callerKey: caller.callerKey, lostAt: now - 460_000, act: 'claim' } }])
    // Nothing is claimed here that the desk does not tell.
    expect(desk.view().missed).toMatchObject([{ state: 'lost' }])
    steps.push({ id: testUuid(2), callerKey: caller.callerKey ?? '', act: 'claim', by: { id: 'other', name: '赵文博' }, at: desk.deskNow() })
    await desk.pass(3_000)
    expect(desk.view().missed).toMatchObject([{ state: 'claimed', by: { name: '赵文博' } }])
    steps.push({ id: testUuid(3), callerKey: caller.callerKey ?? '', act: 'reached', by: { id: 'other', name: '赵文博' }, at: desk.deskNow() })
    await desk.pass(3_000)
    expect(desk.view().missed).toEqual([])
  })

  describe('the number of somebody who gave up', () => {
    const lostOn = async (number: string | null) => {
      const steps: LostCallStep[] = []
      const desk = await connected({ orders: () => ({ ...nobody, lostCalls: steps }), number })
      const now = desk.deskNow()
      desk.hear({ kind: 'read', at: now, state: empty, before: [entered('b', now - 500_000), { kind: 'left', queueCallId: 'b', queue: 'labour', at: now - 460_000, why: 'hung-up', waitedMs: 40_000 }] })
      await desk.pass(3_000)
      const claimedBy = (id: string) => void steps.push({ id: testUuid(2), callerKey: caller.callerKey ?? '', act: 'claim', by: { id, name: '周明兰' }, at: desk.deskNow() })
      return { desk, claimedBy }
    }

    test('is shown to whoever claims him, once the desk says that he is theirs', async () => {
      const { desk, claimedBy } = await lostOn('15400000018')
      await desk.wall.advance?.('b', 'claim')
      expect(desk.view().ownClaims).toEqual({})
      claimedBy('lead')
      await desk.pass(3_000)
      expect(desk.view().ownClaims).toEqual({ [caller.callerKey ?? '']: '15400000018' })
    })

    test('is asked for again after the wall was opened anew, and it is said where the desk has not kept it', async () => {
      const { desk, claimedBy } = await lostOn(null)
      claimedBy('lead')
      await desk.pass(3_000)
      expect(desk.view().ownClaims).toEqual({ [caller.callerKey ?? '']: null })
      expect(await desk.wall.advance?.('b', 'number')).toEqual({ ok: false, error: { code: 'number-unknown' } })
    })

    test('of somebody else\'s claim is not on this wall', async () => {
      const { desk, claimedBy } = await lostOn('15400000018')
      claimedBy('other')
      await desk.pass(3_000)
      expect(desk.view().ownClaims).toEqual({})
    })
  })
})

describe('the desk\'s clock', () => {
  test('is taken as it was while a line only took its time', () => {
    expect(steadyAhead(0, 400)).toBe(0)
    expect(steadyAhead(3_600_000, 3_601_500)).toBe(3_600_000)
    expect(steadyAhead(0, 3_600_000)).toBe(3_600_000)
    expect(steadyAhead(3_600_000, 300)).toBe(0)
  })

  test('moves every moment of the queues, and the waits stay as long as they are', () => {
    const moved = inOwnTime({ ...empty, waiting: [waiting({ enteredAt: 10_000 })] }, 4_000)
    expect(moved.waiting[0]?.enteredAt).toBe(6_000)
    expect(inOwnTime(empty, 0)).toBe(empty)
  })
})

describe('seats as the PBX alone has them', () => {
  const member = (change: Partial<QueueMember>): QueueMember => ({ queue: 'labour', extension: '1001', membership: 'available', reason: null, device: 'idle', since: 5, ...change })
  const seatOf = (change: Partial<QueueMember>) => seatsOfMembers({ ...empty, members: [member(change)] }).map(({ state, reason }) => [state, reason])[0]

  test('one who is a member of several queues is one seat, in the state of the queue that would ring there', () => {
    expect(seatsOfMembers({ ...empty, members: [member({ membership: 'paused', reason: 'break' }), member({ queue: 'legal' })] })).toMatchObject([{ seat: '1001', state: 'ready' }])
  })

  test('a pause is what was given as its reason, by name or by digit; of an unknown one the words stand', () => {
    expect(seatOf({ membership: 'paused', reason: 'wrap-up' })).toEqual(['wrap-up', null])
    expect(seatOf({ membership: 'paused', reason: '3' })).toEqual(['meeting', null])
    expect(seatOf({ membership: 'paused', reason: 'fire drill' })).toEqual(['busy', 'fire drill'])
    expect(seatOf({ membership: 'paused', reason: null })).toEqual(['busy', null])
  })

  test('a telephone that cannot be reached is nobody\'s seat; one that rings or talks is so whatever the queue says', () => {
    expect(seatOf({ device: 'unavailable' })).toBeUndefined()
    expect(seatOf({ device: 'ringing' })).toEqual(['ringing', null])
    expect(seatOf({ device: 'in-use', membership: 'paused', reason: 'break' })).toEqual(['talking', null])
  })
})

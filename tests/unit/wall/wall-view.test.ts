import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roomView } from '../../../renderer/wall/room-view'
import { stateOrder, wallView } from '../../../renderer/wall/wall-view'
import type { WallFacts } from '../../../renderer/wall/wall-port'
import type { Figure } from '../../../shared/metrics/figure'
import { seatStateKindSchema } from '../../../shared/queue/seat-state'
import { begun, practiceFloor, seat, waiting } from './floor.fixture'

const facts = practiceFloor().facts()

function viewOf(change: Partial<WallFacts>, now = begun) {
  return wallView({ ...facts, ...change }, now)
}

function figure(change: Partial<Figure>): Figure {
  const [first] = facts.figures
  if (first === undefined) throw new Error('practice has figures')
  return { ...first, ...change }
}

describe('what the lead sees', () => {
  test('who waits longest is the first of the list and the length of the wait, over all queues and of each', () => {
    const calls = [
      waiting({ queueCallId: 'young', enteredAt: begun - 5_000, position: 2 }),
      waiting({ queueCallId: 'old', queue: 'legal', enteredAt: begun - 41_000 }),
      waiting({ queueCallId: 'middle', enteredAt: begun - 9_000 }),
    ]
    const view = viewOf({ queue: { ...facts.queue, queues: ['labour', 'legal', 'member'], waiting: calls } })
    expect(view.waiting.map(({ queueCallId }) => queueCallId)).toEqual(['old', 'middle', 'young'])
    expect(view.longestSince).toBe(begun - 41_000)
    expect(view.queues.map(({ queue, waiting: count, longestSince }) => [queue, count, longestSince])).toEqual([
      ['labour', 2, begun - 9_000], ['legal', 1, begun - 41_000], ['member', 0, null],
    ])
  })

  test('a queue tells how many of its members a call could ring at: available and on no call', () => {
    const member = { queue: 'labour', reason: null, since: begun, extension: '1' }
    const members = [
      { ...member, membership: 'available', device: 'idle' } as const,
      { ...member, membership: 'available', device: 'in-use' } as const,
      { ...member, membership: 'paused', device: 'idle' } as const,
      { ...member, queue: 'legal', membership: 'available', device: 'idle' } as const,
    ]
    const [labour] = viewOf({ queue: { ...facts.queue, queues: ['labour'], members, waiting: [] } }).queues
    expect(labour).toMatchObject({ members: 3, ready: 1 })
  })

  test('people stand by state and by seat number, whatever order they came in and however long they talk', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ number: fc.integer({ min: 8001, max: 8099 }), state: fc.constantFrom(...seatStateKindSchema.options), since: fc.integer({ min: 0, max: begun }) })), (drawn) => {
        const unique = [...new Map(drawn.map((each) => [each.number, each])).values()]
        const { groups } = viewOf({ seats: unique.map(({ number, state, since }) => seat(String(number), state, { since })) })
        expect(groups.map(({ state }) => stateOrder.indexOf(state as (typeof stateOrder)[number]))).toEqual(groups.map(({ state }) => stateOrder.indexOf(state as (typeof stateOrder)[number])).sort((a, b) => a - b))
        for (const { seats } of groups) expect(seats.map((each) => each.seat)).toEqual(seats.map((each) => each.seat).sort())
        expect(groups.flatMap(({ seats }) => seats)).toHaveLength(unique.filter(({ state }) => state !== 'signed-out').length)
      }),
    )
  })

  test('nobody free is a line with a zero, not a missing line', () => {
    expect(viewOf({ seats: [seat('8003', 'wrap-up')] }).groups.map(({ state, seats }) => [state, seats.length])).toEqual([['talking', 0], ['wrap-up', 1], ['ready', 0]])
  })

  test('a call is told with its seat and severity; one at a telephone without a console is told all the same', () => {
    const call = { queueCallId: 'c', queue: 'labour', extension: '1003', answeredAt: begun - 9_000, waitedMs: 4_000, heldSince: null, caller: waiting().caller }
    const calls = [{ ...call, queueCallId: 'x', extension: '1777' }, call]
    const view = viewOf({ queue: { ...facts.queue, calls }, seats: [seat('8003', 'talking', { queueCallId: 'c', severity: 'ORANGE' })] })
    expect(view.calls.map(({ extension, seat: of, severity }) => [extension, of, severity])).toEqual([['1777', null, null], ['1003', '8003', 'ORANGE']])
  })

  test('the severity of the call before does not pass over to the next one at that seat', () => {
    const call = { queueCallId: 'new', queue: 'labour', extension: '1003', answeredAt: begun, waitedMs: 0, heldSince: null, caller: waiting().caller }
    const view = viewOf({ queue: { ...facts.queue, calls: [call] }, seats: [seat('8003', 'talking', { queueCallId: 'old', severity: 'RED' })] })
    expect(view.calls[0]?.severity).toBeNull()
  })

  test('a figure with nothing below the line is neither met nor missed', () => {
    const states = (value: number | null, code: Figure['code'] = 'SL15') => viewOf({ figures: [figure({ code, value })] }).figures[0]?.state
    expect(states(null)).toBe('nothing-to-divide')
    expect(states(80)).toBe('met')
    expect(states(79.9)).toBe('missed')
    expect(states(12, 'ABANDON')).toBe('plain')
  })

  test('calls with those who take them are as old as the older of both sources', () => {
    const sources = { ...facts.sources, seats: { ...facts.sources.seats, heardAt: begun - 60_000 } }
    const view = viewOf({ sources })
    expect(view.fresh.queue.kind).toBe('live')
    expect(view.freshSeats).toEqual({ kind: 'stale', at: begun - 60_000 })
  })
})

describe('alarms', () => {
  test('stand before those that somebody has seen to, RED first and then the newest', () => {
    const alarm = { rule: 'wait-long', subject: 'labour', since: begun, value: 1, peak: 1, calmSince: null } as const
    const { alarms } = viewOf({
      alarms: [
        { ...alarm, id: 'seen', raisedAt: begun, state: 'acknowledged', by: { id: 'l', name: 'L' }, acknowledgedAt: begun, escalatedAt: null },
        { ...alarm, id: 'old', raisedAt: begun - 9, state: 'raised' },
        { ...alarm, id: 'red', rule: 'red-opened', raisedAt: begun - 99, state: 'raised' },
        { ...alarm, id: 'new', raisedAt: begun - 1, state: 'escalated', escalatedAt: begun, toldAt: null },
      ],
    })
    expect(alarms.map(({ id }) => id)).toEqual(['red', 'new', 'old', 'seen'])
  })
})

describe('what hangs in the room', () => {
  test('no name, number, reason, caller, seat or time of one person is in it, whatever is on the floor', () => {
    const canaries = ['名单鸟', 'reason-canary', '154****7777', 'seat-canary', '冉鸟', 'YL-777', '渝鸟区', 'key-canary']
    fc.assert(
      fc.property(fc.constantFrom(...seatStateKindSchema.options), fc.constantFrom('RED', 'ORANGE'), (state, risk) => {
        const caller = { maskedNumber: '154****7777', callerKey: 'key-canary', earlierToday: 3, risk } as const
        const [order] = facts.risks
        const [due] = facts.dues
        const room = roomView(viewOf({
          seats: [seat('8003', state, { name: '名单鸟', reason: 'reason-canary', seat: 'seat-canary', since: 1234567 })],
          queue: {
            ...facts.queue,
            waiting: [waiting({ caller })],
            calls: [{ queueCallId: 'c', queue: 'labour', extension: '1003', answeredAt: 1234567, waitedMs: 1, heldSince: null, caller }],
          },
          risks: order === undefined ? [] : [{ ...order, severity: risk, maskedName: '冉鸟', district: '渝鸟区', dueAt: 1234567 }],
          dues: due === undefined ? [] : [{ ...due, number: 'YL-777' }],
          missed: [{ queueCallId: 'm', maskedNumber: '154****7777', callerKey: 'key-canary', queue: 'labour', lostAt: [1234567], waitedMs: 9, tries: [], state: 'claimed', by: { id: 'x', name: '名单鸟' }, since: 1234567 }],
          alarms: [{ id: 'a', rule: 'wrap-up-long', subject: '名单鸟', raisedAt: 1234567, since: null, value: 1, peak: 1, calmSince: null, state: 'raised' }],
        }))
        const told = JSON.stringify(room)
        expect(canaries.filter((canary) => told.includes(canary))).toEqual([])
        expect(told).not.toContain('1234567')
      }),
    )
  })

  test('who is away is one number, why is not said; secret orders are a number among the open ones', () => {
    const order = { id: '1', number: '20261129-8017-001-1', severity: 'ORANGE', isSecret: false, risks: ['GROUP'], maskedName: '冉**', district: null, next: 'sign', dueAt: begun, reports: [] } as const
    const room = roomView(viewOf({
      seats: (['break', 'meeting', 'training', 'busy', 'red-rest', 'ready', 'ringing', 'on-hold', 'talking', 'signed-out'] as const).map((state, index) => seat(String(8001 + index), state)),
      risks: [order, { ...order, id: '2', isSecret: true, maskedName: null }, { ...order, id: '3', severity: 'RED', isSecret: true, maskedName: null }],
    }))
    expect(Object.fromEntries(room.counts.map(({ state, count }) => [state, count]))).toEqual({ talking: 3, 'wrap-up': 0, ready: 1, away: 5 })
    expect(room.open).toEqual({ red: 1, orange: 2, secret: 2 })
  })

  test('who was rung back is not among those who gave up any more', () => {
    const missed = { queueCallId: 'm', maskedNumber: '', callerKey: null, queue: 'labour', lostAt: [begun], waitedMs: 9, tries: [] }
    const room = roomView(viewOf({ missed: [{ ...missed, state: 'lost' }, { ...missed, queueCallId: 'n', state: 'done', how: 'reached', by: null, at: 1, reason: null }] }))
    expect(room.missed).toBe(1)
  })
})

import { describe, expect, test } from 'vitest'
import { queueStateSchema } from '../../../shared/queue/queue-state'
import { seatStatusSchema } from '../../../shared/queue/seat-state'
import { wallView } from '../../../renderer/wall/wall-view'
import { begun, practiceFloor } from './floor.fixture'

describe('the practice floor', () => {
  test('the same seed is the same morning, another one another', () => {
    expect(practiceFloor(7).facts()).toEqual(practiceFloor(7).facts())
    expect(practiceFloor(8).facts().queue).not.toEqual(practiceFloor(7).facts().queue)
  })

  test('speaks in the shapes of the feed', () => {
    const floor = practiceFloor()
    for (let minutes = 0; minutes < 60; minutes += 1) {
      const { queue, seats } = floor.facts()
      expect(queueStateSchema.safeParse(queue).success).toBe(true)
      for (const seat of seats) expect(seatStatusSchema.safeParse(seat).success).toBe(true)
      floor.pass(60)
    }
  })

  test('is a believable morning: most are answered in time, some wait, some give up', () => {
    const { figures, halfHours, intake } = practiceFloor(36).facts()
    const value = (code: string) => figures.find((figure) => figure.code === code)?.value ?? 0
    expect(value('SL15')).toBeGreaterThan(60)
    expect(value('SL15')).toBeLessThan(100)
    expect(value('CONNECT')).toBeGreaterThan(85)
    expect(value('ABANDON')).toBeGreaterThan(0)
    expect(halfHours.length).toBeGreaterThanOrEqual(5)
    expect(intake.total).toBeGreaterThan(150)
    expect(intake.byCategory.reduce((sum, { count }) => sum + count, 0)).toBe(intake.total)
    expect(intake.byDistrict.reduce((sum, { count }) => sum + count, 0)).toBe(intake.total)
  })

  test('agents and calls never contradict each other, for three hours', () => {
    const floor = practiceFloor(3)
    for (let count = 0; count < 3 * 3600; count += 10) {
      floor.pass(10)
      const { queue, seats } = floor.facts()
      const talking = seats.filter(({ state }) => state === 'talking' || state === 'on-hold')
      expect(queue.calls.map(({ extension }) => extension).sort()).toEqual(talking.map(({ extension }) => extension).sort())
      const ringing = seats.filter(({ state }) => state === 'ringing').map(({ extension }) => extension)
      expect(queue.waiting.flatMap(({ offeredTo }) => offeredTo).sort()).toEqual(ringing.sort())
    }
  })

  test('the rows behind a figure are exactly those it counts', async () => {
    const { port, facts } = practiceFloor()
    for (const figure of facts().figures) {
      const rows = await port.rowsOf(figure)
      if (!rows.ok) throw new Error(rows.error.code)
      expect(rows.value.map(({ id }) => id).sort()).toEqual([...figure.counted.below].sort())
      expect(rows.value.filter(({ isAbove }) => isAbove).map(({ id }) => id).sort()).toEqual([...figure.counted.above].sort())
      expect(rows.value).toHaveLength(figure.denominator)
    }
  })

  test('moves by itself and says something at least every heartbeat', () => {
    const floor = practiceFloor()
    let lastHeard = floor.time.now
    let told = 0
    floor.port.onChange(() => {
      told += 1
      lastHeard = floor.time.now
    })
    for (let count = 0; count < 600; count += 1) {
      floor.pass(1)
      expect(floor.time.now - lastHeard).toBeLessThanOrEqual(5_000)
      expect(wallView(floor.facts(), floor.time.now).fresh.queue.kind).toBe('live')
    }
    expect(told).toBeGreaterThan(120)
  })
})

describe('the drill of a lost source', () => {
  test('cut off, everything is stale within two heartbeats and stays as it was', () => {
    const floor = practiceFloor()
    floor.port.drill?.set('source-cut')
    const before = floor.facts().queue
    floor.pass(9)
    expect(wallView(floor.facts(), floor.time.now).fresh.queue.kind).toBe('live')
    floor.pass(1)
    const { fresh } = wallView(floor.facts(), floor.time.now)
    expect(Object.values(fresh).map(({ kind }) => kind)).toEqual(['stale', 'stale', 'stale', 'stale'])
    floor.pass(300)
    expect(floor.facts().queue).toEqual(before)
  })

  test('nothing is done or asked for over a line that is cut', async () => {
    const { port, facts } = practiceFloor()
        const [figure] = facts().figures
    port.drill?.set('source-cut')
    expect(await port.advance?.('any', 'claim')).toMatchObject({ ok: false, error: { code: 'not-reached' } })
    expect(figure === undefined ? null : await port.rowsOf(figure)).toMatchObject({ ok: false })
  })

  test('with the PBX away queue and figures stand still and say since when, seats and orders go on', () => {
    const floor = practiceFloor()
    floor.port.drill?.set('pbx-away')
    const before = floor.facts()
    floor.pass(120)
    const { fresh } = wallView(floor.facts(), floor.time.now)
    expect([fresh.queue, fresh.figures].map((each) => [each.kind, 'since' in each ? each.since : 0])).toEqual([['away', begun], ['away', begun]])
    expect([fresh.seats.kind, fresh.orders.kind]).toEqual(['live', 'live'])
    expect(floor.facts().queue).toEqual(before.queue)
    expect(floor.facts().seats).not.toEqual(before.seats)
  })

  test('when it is back, it is live at once and the floor has gone on', () => {
    const floor = practiceFloor()
    floor.port.drill?.set('source-cut')
    const before = floor.facts()
    floor.pass(120)
    floor.port.drill?.set('running')
    expect(wallView(floor.facts(), floor.time.now).fresh.queue.kind).toBe('live')
    expect(floor.facts().queue).not.toEqual(before.queue)
  })
})

describe('who gave up waiting', () => {
  test('is claimed by name and rung back; somebody who does not answer stays on the list with the try, one who does leaves it', async () => {
    const floor = practiceFloor()
    const free = () => floor.facts().missed.find(({ callerKey, state }) => callerKey !== null && state === 'lost')
    for (let count = 0; count < 7200 && free() === undefined; count += 1) floor.pass(1)
    const id = free()?.queueCallId ?? ''
    const at = floor.time.now
    const call = () => floor.facts().missed.find(({ queueCallId }) => queueCallId === id)
    expect(call()).toMatchObject({ state: 'lost' })
    expect(await floor.port.advance?.(id, 'reached')).toMatchObject({ ok: false, error: { code: 'changed-meanwhile' } })
    expect(await floor.port.advance?.(id, 'claim')).toMatchObject({ ok: true })
    expect(call()).toMatchObject({ state: 'claimed', by: { name: '8001 周明兰' }, since: at })
    await floor.port.advance?.(id, 'not-reached')
    expect(call()).toMatchObject({ state: 'claimed', tries: [{ at, from: null }] })
    await floor.port.advance?.(id, 'reached')
    expect(call()).toBeUndefined()
  })
})

describe('alarms', () => {
  test('ring, and are acknowledged once, by name', async () => {
    const floor = practiceFloor(5)
    for (let count = 0; count < 3600 && floor.facts().alarms.length === 0; count += 1) floor.pass(1)
    const id = floor.facts().alarms[0]?.id ?? ''
    expect(await floor.port.acknowledge(id)).toMatchObject({ ok: true })
    expect(floor.facts().alarms.find((alarm) => alarm.id === id)).toMatchObject({ state: 'acknowledged', by: { name: '8001 周明兰' } })
    expect(await floor.port.acknowledge(id)).toMatchObject({ ok: false, error: { code: 'changed-meanwhile' } })
  })

  test('of RED orders and of silent calls ring, too; what nobody takes is told on once, and the invented lead takes it in the end', () => {
    const floor = practiceFloor(36)
    const rules = () => floor.facts().alarms.map(({ rule }) => rule)
    expect(rules()).toEqual(expect.arrayContaining(['red-opened', 'silent-calls']))
    const { alarmSubjects, alarms } = floor.facts()
    expect(alarmSubjects[alarms.find(({ rule }) => rule === 'silent-calls')?.subject ?? '']).toEqual({ kind: 'caller', number: '154****0077' })
    const silent = () => floor.facts().alarms.find(({ rule }) => rule === 'silent-calls')
    expect(silent()).toMatchObject({ state: 'escalated', toldAt: expect.any(Number) })
    floor.pass(100)
    expect(silent()).toMatchObject({ state: 'acknowledged', by: { name: '8002 赵文博' } })
  })

  test('that are told on while somebody looks are heard once', () => {
    const floor = practiceFloor(5)
    let heard = 0
    floor.port.onEscalated(() => (heard += 1))
    const told = new Set<string>()
    for (let count = 0; count < 3600 && heard === 0; count += 1) floor.pass(1)
    for (const { id, state } of floor.facts().alarms) if (state === 'escalated') told.add(id)
    floor.pass(20)
    expect(told.size).toBeGreaterThan(0)
    expect(heard).toBe(1)
  })
})

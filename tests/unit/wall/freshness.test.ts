import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freshness, frozenAt, isSame, leastFresh, type Freshness } from '../../../renderer/wall/freshness'

const heartbeatMs = 5_000
const heardAt = 1_764_000_000_000
const source = { heardAt, heartbeatMs, awaySince: null }

describe('how fresh a part of the wall is', () => {
  test('live until two heartbeats are missed, to the millisecond', () => {
    expect(freshness(source, heardAt + 9_999)).toEqual({ kind: 'live', at: heardAt })
    expect(freshness(source, heardAt + 10_000)).toEqual({ kind: 'stale', at: heardAt })
  })

  test('never heard is no number at all, not an old one', () => {
    expect(freshness({ ...source, heardAt: null }, heardAt)).toEqual({ kind: 'none' })
  })

  test('with the PBX away it says since when, as long as the desk itself is heard', () => {
    const away = { ...source, awaySince: heardAt - 60_000 }
    expect(freshness(away, heardAt + 1_000)).toEqual({ kind: 'away', at: heardAt - 60_000, since: heardAt - 60_000 })
    expect(freshness(away, heardAt + 10_000)).toEqual({ kind: 'stale', at: heardAt })
  })

  test('a clock that is put back by an hour makes nothing live, one that is corrected by a moment makes nothing stale', () => {
    expect(freshness(source, heardAt - 3_600_000).kind).toBe('stale')
    expect(freshness(source, heardAt - 200).kind).toBe('live')
  })

  test('nothing is live whose age is two heartbeats or more, or cannot be told, whatever else holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 1, max: 60_000 }), fc.option(fc.integer({ min: 0, max: 100_000 })), (age, beat, awayFor) => {
        const awaySince = awayFor === null ? null : heardAt - awayFor
        const { kind } = freshness({ heardAt, heartbeatMs: beat, awaySince }, heardAt + age)
        const isKnownYoung = age < 2 * beat && age > -beat
        expect(kind === 'live').toBe(isKnownYoung && awaySince === null)
        expect(kind === 'away').toBe(isKnownYoung && awaySince !== null)
      }),
    )
  })

  test('once stale, it stays so however long nothing is heard', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 * heartbeatMs, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (age, later) => {
        expect(freshness(source, heardAt + age).kind).toBe('stale')
        expect(freshness(source, heardAt + age + later).kind).toBe('stale')
      }),
    )
  })
})

describe('parts that are made of several sources', () => {
  const live: Freshness = { kind: 'live', at: 5 }
  const older: Freshness = { kind: 'live', at: 3 }
  const away: Freshness = { kind: 'away', at: 2, since: 2 }
  const stale: Freshness = { kind: 'stale', at: 4 }

  test('are as fresh as the worst of them', () => {
    expect(leastFresh([live, stale, away])).toEqual(stale)
    expect(leastFresh([live, away])).toEqual(away)
    expect(leastFresh([live, older])).toEqual(older)
    expect(leastFresh([stale, { kind: 'none' }])).toEqual({ kind: 'none' })
  })

  test('timers run in a live part and stand still in every other', () => {
    expect(frozenAt(live)).toBeNull()
    expect([stale, away].map(frozenAt)).toEqual([4, 2])
    expect(frozenAt({ kind: 'none' })).toBe(0)
  })

  test('a heartbeat alone is no reason to draw; a change of state is', () => {
    expect(isSame(live, older)).toBe(true)
    expect(isSame(live, stale)).toBe(false)
    expect(isSame(stale, { kind: 'stale', at: 9 })).toBe(false)
  })
})

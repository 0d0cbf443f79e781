import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import { beginTaken, emptyBreakLine, nextBreakLine, offerMs, placeOf, type BreakLine, type BreakLineEvent } from '../../../shared/queue/break-line'

const t = (ms: number) => epochMs(ms)
const asked = (seat: string, at = 0): BreakLineEvent => ({ kind: 'asked', seat, at: t(at) })
const taken = (seat: string, at = 0): BreakLineEvent => ({ kind: 'taken', seat, at: t(at) })
const run = (events: readonly BreakLineEvent[], quota = 1) => events.reduce(nextBreakLine, emptyBreakLine(quota))
const kinds = (line: BreakLine, ...seats: readonly string[]) => seats.map((seat) => placeOf(line, seat).kind)

describe('the line for a break', () => {
  it('offers a free place at once, and shows the others their place', () => {
    const line = run([asked('a'), asked('b'), asked('c')])
    expect(placeOf(line, 'a')).toEqual({ kind: 'offered', until: offerMs })
    expect([placeOf(line, 'b'), placeOf(line, 'c')]).toMatchObject([{ kind: 'waiting', place: 1 }, { kind: 'waiting', place: 2 }])
  })

  it('serves whoever came first, and not twice who asks twice', () => {
    const line = run([asked('a'), taken('a'), asked('b'), asked('c'), asked('b'), { kind: 'ended', seat: 'a', at: t(9) }])
    expect(kinds(line, 'a', 'b', 'c')).toEqual(['none', 'offered', 'waiting'])
    expect(line.waiting).toHaveLength(1)
  })

  it('lets an offer lapse that nobody takes: to the end of the line, and the second time out of it', () => {
    const lapsed = run([asked('a'), asked('b'), { kind: 'ticked', at: t(offerMs) }])
    expect(kinds(lapsed, 'a', 'b')).toEqual(['waiting', 'offered'])
    const again = [{ kind: 'withdrawn', seat: 'b', at: t(offerMs) }, { kind: 'ticked', at: t(2 * offerMs) }] as const
    expect(kinds(again.reduce<BreakLine>(nextBreakLine, lapsed), 'a')).toEqual(['none'])
  })

  it('takes no offer that is over, even where nothing has said so yet', () => {
    expect(kinds(run([asked('a'), taken('a', offerMs)]), 'a')).not.toEqual(['away'])
  })

  it('takes a place back that has gone to somebody else meanwhile, and has whoever it was offered first in line', () => {
    const begun = beginTaken(run([asked('a'), asked('b'), asked('c')], 2), 'd', t(1))
    expect(kinds(begun, 'd', 'a', 'b', 'c')).toEqual(['away', 'offered', 'waiting', 'waiting'])
    expect(placeOf(begun, 'b')).toMatchObject({ place: 1 })
    expect(kinds(beginTaken(run([asked('a'), asked('b')], 2), 'a', t(1)), 'a', 'b')).toEqual(['away', 'offered'])
  })

  it('offers nothing while more are away than a lowered quota allows', () => {
    const line = run([asked('a'), taken('a'), asked('b'), taken('b'), { kind: 'quota-set', quota: 1, at: t(1) }, asked('c'), { kind: 'ended', seat: 'a', at: t(2) }], 2)
    expect(kinds(line, 'b', 'c')).toEqual(['away', 'waiting'])
    expect(kinds(nextBreakLine(line, { kind: 'ended', seat: 'b', at: t(3) }), 'c')).toEqual(['offered'])
  })
})

const seats = fc.constantFrom('a', 'b', 'c', 'd')
const stories = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.tuple(fc.constantFrom<BreakLineEvent['kind']>('asked', 'taken', 'withdrawn', 'ended', 'quota-set', 'ticked'), seats, fc.nat({ max: offerMs }), fc.nat({ max: 3 })), { maxLength: 60 }))

describe('whoever asks, takes and comes back in whatever order', () => {
  const each = (check: (before: BreakLine, event: BreakLineEvent, after: BreakLine) => void) =>
    fc.assert(fc.property(stories, ([quota, steps]) => {
      let now = 0
      steps.reduce((before, [kind, seat, pause, more]) => {
        now += pause
        const event = { kind, seat, quota: more, at: t(now) } as BreakLineEvent
        const after = nextBreakLine(before, event)
        check(before, event, after)
        return after
      }, emptyBreakLine(quota))
    }), { numRuns: 500 })

  it('nobody is in two places', () => {
    each((_before, _event, { away, offered, waiting }) => {
      const all = [...away, ...offered, ...waiting].map(({ seat }) => seat)
      expect(new Set(all).size).toBe(all.length)
    })
  })

  it('places that are taken or kept never grow beyond the quota', () => {
    each((before, _event, after) => {
      const used = (line: BreakLine) => line.away.length + line.offered.length
      if (used(after) > used(before)) expect(used(after)).toBeLessThanOrEqual(after.quota)
    })
  })

  it('no place stays free while somebody waits', () => {
    each((_before, _event, { quota, away, offered, waiting }) => {
      if (away.length + offered.length < quota) expect(waiting).toEqual([])
    })
  })

  it('nobody overtakes: who stayed in the line kept the order', () => {
    each((before, _event, after) => {
      const stayed = before.waiting.filter(({ seat, lapses }) => after.waiting.some((each) => each.seat === seat && each.lapses === lapses)).map(({ seat }) => seat)
      const order = after.waiting.map(({ seat }) => seat).filter((seat) => stayed.includes(seat))
      expect(order.slice(0, stayed.length)).toEqual(stayed)
    })
  })

  it('nobody is away who was not offered a place', () => {
    each((before, event, after) => {
      for (const { seat } of after.away) if (!before.away.some((each) => each.seat === seat)) expect([event.kind, before.offered.some((each) => each.seat === seat)]).toEqual(['taken', true])
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeTogether } from '../../../../electron/desk/store/proposals'

const touching = (...tickets: string[]) => ({ eventIds: [], ticketIds: tickets, numbers: [] })

describe('writers who share a turn', () => {
  it('touch nothing of each other’s, and nobody overtakes whom he waits behind', () => {
    const [a, b, c, d] = [touching('1'), touching('1', '2'), touching('2'), touching('3')]
    expect(takeTogether([a, b, c, d], 9)).toEqual({ taken: [a, d], left: [b, c] })
  })

  it('are told apart by what they touch: an event, an order and a number may have the same id', () => {
    const [event, ticket, number] = [{ ...touching(), eventIds: ['x'] }, touching('x'), { ...touching(), numbers: ['x'] }]
    expect(takeTogether([event, ticket, number], 9).taken).toEqual([event, ticket, number])
  })

  it('whatever they touch: none is lost, the first always goes, and each order sees its writers as they came', () => {
    const writers = fc.array(fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(writers, fc.integer({ min: 1, max: 6 }), (lists, most) => {
      const all = lists.map((tickets, index) => ({ ...touching(...tickets), index }))
      const turns: (typeof all[number])[] = []
      for (let left: readonly (typeof all[number])[] = all; left.length > 0; ) {
        const next = takeTogether(left, most)
        expect(next.taken[0]).toBe(left[0])
        expect(next.taken.length).toBeLessThanOrEqual(most)
        expect(new Set(next.taken.flatMap(({ ticketIds }) => ticketIds)).size).toBe(next.taken.flatMap(({ ticketIds }) => ticketIds).length)
        turns.push(...next.taken)
        left = next.left
      }
      expect(turns.map(({ index }) => index).sort((x, y) => x - y)).toEqual(all.map(({ index }) => index))
      for (const ticket of ['1', '2', '3', '4', '5']) {
        const order = turns.filter(({ ticketIds }) => ticketIds.includes(ticket)).map(({ index }) => index)
        expect(order).toEqual(order.toSorted((x, y) => x - y))
      }
    }))
  })
})

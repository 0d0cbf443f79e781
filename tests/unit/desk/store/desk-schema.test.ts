import fc from 'fast-check'
import { expect, it } from 'vitest'
import { referredFirst } from '../../../../electron/desk/store/desk-schema'

/** Tables whose references go from a later letter to an earlier one, in any order. */
const tablesInAnyOrder = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => fc.subarray(Array.from({ length: place }, (__, other) => `t${other}`)))))
  .chain((references) => fc.shuffledSubarray(references.map((refersTo, place) => ({ name: `t${place}`, refersTo })), { minLength: references.length }))

it('a table comes after all that it refers to, and none is lost', () => {
  fc.assert(
    fc.property(tablesInAnyOrder, (tables) => {
      const sorted = referredFirst(tables)
      expect([...sorted].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([...tables].sort((a, b) => (a.name < b.name ? -1 : 1)))
      const place = new Map(sorted.map(({ name }, index) => [name, index]))
      for (const { name, refersTo } of sorted) expect(refersTo.every((other) => place.get(other)! < place.get(name)!)).toBe(true)
    }),
  )
})

it('tables that refer to each other in a ring are no order at all', () => {
  expect(() => referredFirst([{ name: 'a', refersTo: ['b'] }, { name: 'b', refersTo: ['a'] }])).toThrow('a b')
})

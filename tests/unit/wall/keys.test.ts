import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveFocus, wallKey, type Move } from '../../../renderer/wall/keys'

const press = (key: string, change: Partial<Parameters<typeof wallKey>[0]> = {}) => wallKey({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...change })

describe('keys of the wall', () => {
  test('1 is the lead, 2 is the room', () => {
    expect(press('1')).toEqual({ kind: 'view', view: 'lead' })
    expect(press('2')).toEqual({ kind: 'view', view: 'room' })
  })

  test('with a modifier they are none of ours; Ctrl P prints', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey', 'shiftKey'] as const) expect(press('2', { [modifier]: true })).toBeNull()
    expect(press('p', { ctrlKey: true })).toEqual({ kind: 'print' })
    expect(press('P', { ctrlKey: true, shiftKey: true })).toBeNull()
    expect(press('p')).toBeNull()
  })

  test('a name of the object itself is no key', () => {
    expect(press('constructor')).toBeNull()
  })
})

describe('arrows', () => {
  const grid = [0, 1, 2, 3, 4].map((index) => ({ x: (index % 2) * 100, y: Math.floor(index / 2) * 24 }))

  test('left and right go in reading order, up and down to the nearest of the next row', () => {
    expect(moveFocus(grid, 0, 'next')).toBe(1)
    expect(moveFocus(grid, 1, 'next-row')).toBe(3)
    expect(moveFocus(grid, 3, 'previous-row')).toBe(1)
    expect(moveFocus(grid, 3, 'next-row')).toBe(4)
    expect(moveFocus(grid, 4, 'next-row')).toBe(4)
    expect(moveFocus(grid, 0, 'previous-row')).toBe(0)
  })

  test('things of one row that differ by a pixel in height are one row', () => {
    expect(moveFocus([{ x: 0, y: 0 }, { x: 100, y: 2 }, { x: 0, y: 24 }], 0, 'next-row')).toBe(2)
  })

  test('Home and End lead to the ends; from nowhere any arrow leads to the first', () => {
    expect(moveFocus(grid, 2, 'first')).toBe(0)
    expect(moveFocus(grid, 2, 'last')).toBe(4)
    expect(moveFocus(grid, -1, 'next-row')).toBe(0)
    expect(moveFocus([], -1, 'next')).toBe(-1)
  })

  test('however the rows lie, an arrow stays within the list, and enough of them reach each row of it', () => {
    const moves: readonly Move[] = ['next', 'previous', 'next-row', 'previous-row', 'first', 'last']
    fc.assert(
      fc.property(fc.array(fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) }), { minLength: 1, maxLength: 30 }), fc.nat(), fc.constantFrom(...moves), (spots, start, by) => {
        const at = start % spots.length
        const next = moveFocus(spots, at, by)
        expect(next).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThan(spots.length)
        let walk = 0
        for (let count = 0; count < spots.length; count += 1) walk = moveFocus(spots, walk, 'next')
        expect(walk).toBe(spots.length - 1)
      }),
    )
  })
})

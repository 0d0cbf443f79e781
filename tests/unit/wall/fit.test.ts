import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrangeQueues, arrangeSeats, mostColumns, rowsThatFit, seatLines } from '../../../renderer/wall/fit'

describe('how many rows have room', () => {
  test('all of them, or one less for the line that tells of the others', () => {
    expect(rowsThatFit(4, 4)).toBe(4)
    expect(rowsThatFit(5, 4)).toBe(3)
    expect(rowsThatFit(5, 0)).toBe(0)
  })
})

describe('seats in a tile', () => {
  const wide = { width: 640, height: 560, fontSize: 14 }

  test('a small shift has names, reasons and times', () => {
    expect(arrangeSeats([10, 1, 2, 3], wide)).toMatchObject({ density: 'full', shown: [10, 1, 2, 3] })
  })

  test('sixty seats are written closer, and everybody is there', () => {
    const sizes = [34, 2, 3, 8, 6, 4, 2, 1]
    const { density, shown } = arrangeSeats(sizes, wide)
    expect(density).not.toBe('full')
    expect(shown).toEqual(sizes)
  })

  test('ten groups of one row in a room for ten rows and no line between them are not all written', () => {
    const tight = { width: 640, height: 10 * seatLines.row * 13, fontSize: 13 }
    const { shown } = arrangeSeats([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], tight)
    expect(shown.filter((each) => each === null)).not.toEqual([])
    expect(arrangeSeats([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], { ...tight, height: tight.height + 10 * seatLines.border }).shown).not.toContain(null)
  })

  test('a group that nobody is in has no line of its own where there is room for none', () => {
    expect(arrangeSeats([40, 0], { width: 200, height: 60, fontSize: 13 }).shown).toEqual([1, null])
  })

  test('what is shown is never higher than its room: the line above each group and the one that tells of the others are part of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 11 }),
        fc.record({ width: fc.integer({ min: 200, max: 4000 }), height: fc.integer({ min: 40, max: 900 }), fontSize: fc.double({ min: 12, max: 22, noNaN: true }) }),
        (sizes, room) => {
          const { columns, shown } = arrangeSeats(sizes, room)
          const left = sizes.reduce((sum, size, index) => sum + size - (shown[index] ?? 0), 0)
          const written = shown.filter((size) => size !== null)
          const rows = written.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / columns)), 0)
          const height = rows * seatLines.row * room.fontSize + written.length * seatLines.border + (left > 0 ? seatLines.more * room.fontSize : 0)
          expect(shown.every((size, index) => size === null || size <= (sizes[index] ?? 0))).toBe(true)
          expect(columns).toBeLessThanOrEqual(mostColumns)
          // The line that tells of all of them is written in any room.
          expect(height).toBeLessThanOrEqual(Math.max(room.height, seatLines.more * room.fontSize) + 0.001)
        },
      ),
    )
  })

  test('the style sheet takes as much room as is reckoned with', async () => {
    const css = await readFile(new URL('../../../renderer/wall/tiles.css', import.meta.url), 'utf8')
    const heights = (rule: RegExp) => rule.exec(css)?.[1]
    expect(heights(/\.group h3 \{[^}]*height: ([\d.]+)em/u)).toBe(String(seatLines.row))
    expect(heights(/\.chips \{[^}]*grid-auto-rows: ([\d.]+)em/u)).toBe(String(seatLines.row))
    expect(heights(/\.more \{[^}]* height: ([\d.]+)em/u)).toBe(String(seatLines.more))
    expect(heights(/\.group \{[^}]*border-top: (\d+)px/u)).toBe(String(seatLines.border))
    expect(css).toContain(`.groups[data-columns='${mostColumns}'] .chips`)
  })
})

describe('queues', () => {
  const room = { height: 220, fontSize: 10 }
  test('stand one below the other with their bars while there is room', () => {
    expect(arrangeQueues(10, room)).toEqual({ density: 'full', shown: 10 })
  })
  test('stand two in a row when there are more, none of them left out', () => {
    expect(arrangeQueues(11, room)).toEqual({ density: 'close', shown: 11 })
    expect(arrangeQueues(24, room)).toEqual({ density: 'close', shown: 24 })
  })
  test('are left out only for the line that says how many', () => {
    expect(arrangeQueues(25, room)).toEqual({ density: 'close', shown: 23 })
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeRing, placeWall, placeWindow } from '../../../electron/main/window-placement'

const fullHd = { x: 0, y: 0, width: 1920, height: 1040 }
const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }
const saved = { x: 100, y: 80, width: 1500, height: 900, maximised: false }

describe('where the console opens', () => {
  test('the first time in the middle, as large as preferred', () => {
    expect(placeWindow(null, [fullHd])).toEqual({ bounds: { x: 277, y: 136, width: 1366, height: 768 }, maximised: false })
  })

  test('a small screen is filled', () => {
    expect(placeWindow(null, [laptop])).toEqual({ bounds: laptop, maximised: true })
  })

  test('where it was', () => {
    expect(placeWindow(saved, [fullHd])).toEqual({ bounds: { x: 100, y: 80, width: 1500, height: 900 }, maximised: false })
  })

  test('on the second display, if it was there', () => {
    const there = { ...saved, x: 2000, width: 1200 }
    expect(placeWindow(there, [fullHd, right]).bounds).toMatchObject({ x: 2000, y: 80 })
  })

  test('back in the middle when that display has gone', () => {
    const there = { ...saved, x: 2000, maximised: true }
    expect(placeWindow(there, [fullHd])).toEqual({ bounds: { x: 277, y: 136, width: 1366, height: 768 }, maximised: true })
  })

  test('never with its title bar above or below what can be reached', () => {
    expect(placeWindow({ ...saved, y: -600 }, [fullHd]).bounds.y).toBe(136)
    expect(placeWindow({ ...saved, y: 1030 }, [fullHd]).bounds.y).toBe(136)
  })

  test('whatever was saved, a hand can reach it and it is no larger than a display', () => {
    const place = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }),
      y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: 1, max: 9000 }),
      height: fc.integer({ min: 1, max: 9000 }),
      maximised: fc.boolean(),
    })
    fc.assert(
      fc.property(place, (state) => {
        const { bounds } = placeWindow(state, [fullHd, right])
        const home = [fullHd, right].find((area) => bounds.y >= area.y && bounds.y < area.y + area.height - 30)
        expect(home).toBeDefined()
        expect(bounds.width).toBeLessThanOrEqual(1920)
        expect(bounds.height).toBeLessThanOrEqual(1040)
      }),
    )
  })
})

test('the ring window stands in the lower right corner of its display', () => {
  expect(placeRing({ width: 360, height: 148 }, right)).toEqual({ x: 2824, y: 860, width: 360, height: 148 })
})

describe('where the wall opens', () => {
  test('the first time it fills the display that the console does not stand on', () => {
    expect(placeWall(null, [right, fullHd])).toMatchObject({ maximised: true })
    expect(placeWall(null, [right, fullHd]).bounds.x).toBeGreaterThanOrEqual(right.x)
  })

  test('with one display it opens over the console at its own size', () => {
    expect(placeWall(null, [fullHd])).toEqual({ bounds: { x: 277, y: 136, width: 1366, height: 768 }, maximised: false })
  })

  test('afterwards where it was, as it was', () => {
    expect(placeWall(saved, [right, fullHd])).toEqual({ bounds: { x: 100, y: 80, width: 1500, height: 900 }, maximised: false })
  })
})

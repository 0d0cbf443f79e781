import { describe, expect, it } from 'vitest'
import { clockOffMinutes } from '../../../../renderer/console/app/clock-off'

describe("this computer's clock against the desk's", () => {
  it.each([
    [0, 0],
    [119_999, 0],
    [-119_999, 0],
    [120_000, -2],
    [-120_000, 2],
    [-3_599_999, 59],
    [86_400_000, -1440],
  ])('the desk %i ms ahead: %i minutes fast', (deskAheadMs, minutes) => {
    expect(Object.is(clockOffMinutes(deskAheadMs), minutes)).toBe(true)
  })
})

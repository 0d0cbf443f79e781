import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../support/seeded-random'
import { slopeOf } from '../../support/slope'

const random = seededRandom(7)
const noise = Array.from({ length: 20 }, () => random.below(100))

describe('a slope', () => {
  it('of noise cannot be told from zero', () => {
    expect(slopeOf(noise).isZeroOrLess).toBe(true)
  })

  it('of a leak under the same noise can', () => {
    expect(slopeOf(noise.map((value, step) => value + 20 * step))).toMatchObject({ isZeroOrLess: false, perStep: expect.closeTo(20, -1) })
  })

  it('of something that gets less is none', () => {
    expect(slopeOf(noise.map((value, step) => value - 50 * step)).isZeroOrLess).toBe(true)
  })
})

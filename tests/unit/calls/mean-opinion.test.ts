import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanOpinion, opinionOfRating } from '../../../shared/calls/mean-opinion'

describe('how a listener would judge a call', () => {
  // ITU-T G.107, table B.1, rounded there to two places.
  it.each([[90, 4.34], [80, 4.03], [70, 3.6], [60, 3.1], [50, 2.58]])('a rating of %d is an opinion of %d', (rating, opinion) => {
    expect(Math.abs(opinionOfRating(rating) - opinion)).toBeLessThan(0.01)
  })

  it('an undisturbed call has the best opinion that narrow band can have', () => {
    expect(meanOpinion({ lossShare: 0, delayMs: 0 })).toBeCloseTo(4.41, 2)
  })

  // G.107 formula 7-29 with Bpl = 25.1 for 1 %, 5 % and 10 %: Ie,eff = 3.64, 15.78, 27.07.
  it.each([[0.01, 93.2 - 3.64], [0.05, 93.2 - 15.78], [0.1, 93.2 - 27.07]])('a loss of %d costs what the formula says', (lossShare, rating) => {
    expect(meanOpinion({ lossShare, delayMs: 0 })).toBeCloseTo(opinionOfRating(rating), 2)
  })

  // Cole and Rosenbluth: Id = 0.024 d + 0.11 (d - 177.3) above 177.3 ms.
  it.each([[100, 93.2 - 2.4], [177.3, 93.2 - 4.2552], [400, 93.2 - 9.6 - 24.497]])('a delay of %d ms costs what the fit says', (delayMs, rating) => {
    expect(meanOpinion({ lossShare: 0, delayMs })).toBeCloseTo(opinionOfRating(rating), 2)
  })

  it('is never better for more loss or more delay, and always between 1 and 4.5', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 5000, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true }), (lossShare, delayMs, more) => {
        const opinion = meanOpinion({ lossShare, delayMs })
        expect(opinion).toBeGreaterThanOrEqual(1)
        expect(opinion).toBeLessThanOrEqual(4.5)
        expect(meanOpinion({ lossShare: lossShare + more, delayMs })).toBeLessThanOrEqual(opinion + 1e-9)
        expect(meanOpinion({ lossShare, delayMs: delayMs + 1000 * more })).toBeLessThanOrEqual(opinion + 1e-9)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { retryDelayMs } from '../../../renderer/phone/sip/retry-delay'
import { connectionTimes } from '../../../renderer/phone/sip/connection-times'
import { seededUnit } from '../../support/seeded-random'

const { backoff } = connectionTimes
const seats = 1000
const binMs = 100
const seeds = Array.from({ length: 25 }, (_, at) => 20_261_128 + at)

/** When each of the seats tries, until its first try at or after `upAtMs`; all connections were closed at 0. */
function tries(seed: number, upAtMs: number): { readonly first: readonly number[]; readonly met: readonly number[] } {
  const random = seededUnit(seed)
  const all = Array.from({ length: seats }, () => {
    const times: number[] = []
    for (let at = 0, attempt = 1; times.length === 0 || at < upAtMs; attempt += 1) {
      at += retryDelayMs(attempt, true, backoff, random)
      times.push(at)
    }
    return times
  })
  return { first: all.map((times) => times[0] ?? 0), met: all.map((times) => times.at(-1) ?? 0) }
}

/** The fullest bin against the mean of all that the spread has. */
function peakOverMean(times: readonly number[], fromMs: number, spreadMs: number): number {
  const bins = new Map<number, number>()
  for (const time of times) {
    const bin = Math.min(Math.floor((time - fromMs) / binMs), spreadMs / binMs - 1)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return Math.max(...bins.values()) / (seats / (spreadMs / binMs))
}

describe('a thousand seats whose server closed all their connections', () => {
  it.each(seeds)('try again spread over five seconds, never more than twice the mean in a tenth of one (seed %i)', (seed) => {
    const { first } = tries(seed, 0)
    expect(Math.max(...first)).toBeLessThanOrEqual(5000)
    expect(peakOverMean(first, 0, 5000)).toBeLessThanOrEqual(2)
  })

  it.each(seeds)('do not come in step either when the server stays away for longer (seed %i)', (seed) => {
    const upAtMs = 30_000
    const { met } = tries(seed, upAtMs)
    expect(Math.max(...met)).toBeLessThanOrEqual(upAtMs + backoff.capMs)
    expect(peakOverMean(met, upAtMs, backoff.capMs)).toBeLessThanOrEqual(2)
  })
})

describe('a seat that has lost its connection by itself', () => {
  it('tries again at once, and later at most two seconds apart', () => {
    const random = seededUnit(7)
    expect(retryDelayMs(1, false, backoff, random)).toBeLessThanOrEqual(250)
    for (let attempt = 2; attempt < 50; attempt += 1) expect(retryDelayMs(attempt, false, backoff, random)).toBeLessThanOrEqual(2000)
  })
})

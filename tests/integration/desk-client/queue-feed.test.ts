import { expect, it } from 'vitest'
import { proveQueueFeed } from '../../support/queue-feed-proof'

const seed = 20261129
const drops = 40

it(`a console behind a network that drops its stream ${drops} times has every change of the queues once and in order`, async () => {
  const proof = await proveQueueFeed({ seed, drops })
  expect(proof.drops).toBeGreaterThanOrEqual(drops)
  expect(proof.applied).toBeGreaterThan(drops)
}, 120_000)

it('the proof finds a feed that loses a change and numbers the others as if it had not', async () => {
  let lost = 0
  let seen = 0
  let inEpoch = ''
  const spoil = (line: string) => {
    const read = JSON.parse(line) as { kind: string; epoch: string; sequence: number }
    if (read.kind === 'snapshot' || read.epoch !== inEpoch) lost = 0
    inEpoch = read.epoch
    if (read.kind === 'change' && (seen += 1) % 15 === 0) {
      lost += 1
      return null
    }
    return JSON.stringify({ ...read, sequence: Math.max(read.kind === 'change' ? 1 : 0, read.sequence - lost) })
  }
  await expect(proveQueueFeed({ seed, drops, spoil })).rejects.toThrow(/seed 20261129: (?:other queues|doubled)/)
}, 120_000)

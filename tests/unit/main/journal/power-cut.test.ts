import { expect, test } from 'vitest'
import { provePowerCut } from '../../../support/power-cut-proof'

const firstSeed = 20261128
const seeds = 500

test(`whatever was told to be durable is there after a power cut, ${seeds} drawn ones`, async () => {
  let told = 0
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) told += (await provePowerCut(seed)).told
  expect(told).toBeGreaterThan(seeds * 10)
})

test('the proof finds a disk that is never synced', async () => {
  const proofs = Array.from({ length: 20 }, (_, index) => provePowerCut(firstSeed + index, (disk) => disk.syncNothing()))
  const ends = await Promise.allSettled(proofs)
  expect(ends.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(15)
})

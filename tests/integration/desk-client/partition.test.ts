import { expect, it } from 'vitest'
import { useDatabases } from '../../support/desk/databases'
import { embeddedBinDir } from '../../support/desk/test-postgres'
import { provePartition, withIdsPerTry } from '../../support/partition-proof'

const firstSeed = 20261128
const seeds = 20

const server = useDatabases(embeddedBinDir())

it(`a network that does everything to requests that a network can, then heals: nothing is stuck, lost or doubled, ${seeds} drawn ones`, async () => {
  let faults = 0
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) faults += (await provePartition({ server, seed })).faults
  expect(faults).toBeGreaterThan(seeds * 5)
}, 120_000)

it('the proof finds a console that gives its events new ids at every try', async () => {
  const ends: PromiseSettledResult<unknown>[] = []
  for (let seed = firstSeed; seed < firstSeed + 6; seed += 1) {
    ends.push(...(await Promise.allSettled([provePartition({ server, seed, spoil: withIdsPerTry })])))
  }
  expect(ends.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2)
}, 120_000)

import { embeddedBinDir, startTestPostgres } from '../support/desk/test-postgres'
import { provePartition, type PartitionProof } from '../support/partition-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'a network that drops, doubles, delays, holds and cuts what a console and a real desk say to each other, then heals: nothing is stuck, lost or doubled',
  rounds: 1_000,
  async run(rounds, log, seed) {
    const server = await startTestPostgres(embeddedBinDir())
    const proofs: PartitionProof[] = []
    try {
      for (let round = 0; round < rounds; round += 1) {
        proofs.push(await provePartition({ server, seed: seed + round }))
        if (round % 100 === 99) log(`${round + 1} networks`)
      }
    } finally {
      await server.stop()
    }
    const sum = (count: (proof: PartitionProof) => number) => proofs.reduce((total, proof) => total + count(proof), 0)
    const slowest = Math.max(...proofs.map(({ drainedAfterMs }) => drainedAfterMs))
    log(`${sum(({ submissions }) => submissions)} orders and calls, ${sum(({ requests }) => requests)} requests, ${sum(({ faults }) => faults)} with a fault, ${sum(({ reloads }) => reloads)} reloads`)
    log(`drained at most ${slowest / 1000} s after the healing, in the time of the seat`)
  },
}

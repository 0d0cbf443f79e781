import { provePowerCut } from '../support/power-cut-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'a power cut at a drawn operation of the journal: whatever was told to be durable is there, and nothing that was settled',
  rounds: 10_000,
  async run(rounds, log, seed) {
    let cuts = 0
    let told = 0
    for (let round = 0; round < rounds; round += 1) {
      const proof = await provePowerCut(seed + round)
      cuts += proof.cuts
      told += proof.told
      if (round % 1_000 === 999) log(`${round + 1} seeds`)
    }
    log(`${cuts} cuts, ${told} records told to be durable`)
  },
}

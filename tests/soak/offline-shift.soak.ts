import { embeddedBinDir, startTestPostgres } from '../support/desk/test-postgres'
import { proveOfflineShift } from '../support/offline-shift-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'eight hours without a desk, 300 calls, 60 orders, the power gone twice: then the desk has all of it once and in order',
  rounds: 50,
  async run(rounds, log, seed) {
    const server = await startTestPostgres(embeddedBinDir())
    let slowestMs = 0
    try {
      for (let round = 0; round < rounds; round += 1) {
        const { deliveredAfterMs } = await proveOfflineShift({ server, seed: seed + round, calls: 300, orders: 60, restarts: 2 })
        slowestMs = Math.max(slowestMs, deliveredAfterMs)
        if (round % 10 === 9) log(`${round + 1} shifts`)
      }
    } finally {
      await server.stop()
    }
    log(`delivered at most ${slowestMs / 1000} s after the desk was back, in the time of the seat`)
  },
}

import { proveStreamEqualsAnew } from '../support/metrics/stream-against-anew'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'random histories of calls, orders and seats, heard late, twice and out of order: every figure kept up fact by fact is the one reckoned anew',
  rounds: 5_000,
  run(rounds, log, seed) {
    proveStreamEqualsAnew(rounds, seed)
    log(`${rounds} histories`)
    return Promise.resolve()
  },
}

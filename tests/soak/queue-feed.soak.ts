import { proveQueueFeed } from '../support/queue-feed-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'a feed of the queues whose stream is cut, lost and held over and over, while the PBX comes and goes: no change is lost, doubled or out of order',
  rounds: 2_000,
  async run(rounds, log, seed) {
    const { drops, changes, snapshots, applied } = await proveQueueFeed({ seed, drops: rounds, log })
    log(`${drops} forced drops, ${changes} changes at the desk, ${applied} applied one by one, ${snapshots} snapshots read`)
  },
}

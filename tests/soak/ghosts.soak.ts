import { proveNoGhosts } from '../support/ghost-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'a call whose connection breaks at any moment, after which the far end hangs up: no call is left on the screen',
  rounds: 500,
  async run(rounds, log, seed) {
    const { talking, hungUpMeanwhile, slowestMs } = await proveNoGhosts({ count: rounds, seed, log })
    log(`ghosts 0 of ${rounds}; ${talking} broke while talking, ${hungUpMeanwhile} hung up meanwhile; over after at most ${slowestMs} ms`)
  },
}

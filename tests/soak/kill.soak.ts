import { proveNothingLostByKill } from '../support/kill-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'kill -9 of main, console, phone, desk, PostgreSQL or all, at drawn moments and after each write, sync, commit and removal: every order is at the desk once, every draft as it was saved',
  rounds: 2_000,
  async run(rounds, log, seed) {
    const { killed, atPoint, atRemoval, orders, drafts } = await proveNothingLostByKill({ count: rounds, seed, log })
    const each = Object.entries(killed).map(([victim, times]) => `${victim} ${times}`).join(', ')
    log(`${each}; ${atPoint} times at a counted point, main ${atRemoval} times more at a removal; ${orders} orders, ${drafts} drafts found again`)
  },
}

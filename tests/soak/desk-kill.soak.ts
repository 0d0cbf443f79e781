import { buildDeskProgram } from '../support/desk/desk-program'
import { proveAcceptedSurvivesKill } from '../support/desk/desk-kill-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'kill -9 of the desk, or of it and PostgreSQL, right after "accepted": the order is there',
  rounds: 100,
  async run(rounds, log, seed) {
    const program = await buildDeskProgram()
    try {
      const { serverKilledToo, readyAfterMs } = await proveAcceptedSurvivesKill({ program: program.file, seed, count: rounds })
      log(`${serverKilledToo} times with PostgreSQL; ready again after at most ${Math.max(...readyAfterMs)} ms`)
    } finally {
      await program.remove()
    }
  },
}

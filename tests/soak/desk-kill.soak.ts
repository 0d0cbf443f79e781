import { buildDeskProgram } from '../support/desk/desk-program'
import { proveAcceptedSurvivesKill } from '../support/desk/desk-kill-proof'

export const name = 'desk killed right after "accepted": the order is there'

/** @throws when an accepted order is missing after a kill */
export async function run({ seed, count }: { readonly seed: number; readonly count: number }): Promise<string> {
  const program = await buildDeskProgram()
  try {
    const { rounds, serverKilledToo, readyAfterMs } = await proveAcceptedSurvivesKill({ program: program.file, seed, count })
    const slowest = Math.max(...readyAfterMs)
    return `${rounds} kills, ${serverKilledToo} of them with PostgreSQL; ready again after at most ${slowest} ms`
  } finally {
    await program.remove()
  }
}

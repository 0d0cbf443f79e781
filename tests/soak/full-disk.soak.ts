import { endings, proveFullDisk } from '../support/full-disk-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'no room is left from a write on, for the journal, the database or both, until there is room again or everything dies: nothing is called saved that is not, nothing is lost or doubled',
  rounds: 150,
  async run(rounds, log) {
    log(`the first ${rounds} writes`)
    let runs = 0
    let refused = 0
    for (let at = 1; at <= rounds; at += 1) {
      for (const full of ['journal', 'database', 'both'] as const) {
        for (const how of full === 'journal' ? (['at-write'] as const) : (['at-write', 'at-commit'] as const)) {
          for (const ending of endings) {
            refused += (await proveFullDisk({ full, how, at, ending })).refused
            runs += 1
          }
        }
      }
      if (at % 25 === 0) log(`${at} writes`)
    }
    log(`${runs} shifts, ${refused} writes refused`)
  },
}

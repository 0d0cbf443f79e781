import { availableParallelism } from 'node:os'
import { spawn } from 'node:child_process'
import { buildDeskProgram } from '../support/desk/desk-program'
import { proveOneDeskWins } from '../support/desk/start-race-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'three desks started in the same moment on an empty folder, on a busy machine: one is ready, two are refused, its orders stay',
  rounds: 30,
  async run(rounds, log) {
    const program = await buildDeskProgram()
    const load = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['--eval', 'for (;;);']))
    const times: number[] = []
    try {
      await proveOneDeskWins({ program: program.file, rounds, starts: 3, onRound: (_, ms) => void times.push(ms) })
      log(`last word after ${Math.min(...times)} to ${Math.max(...times)} ms`)
    } finally {
      for (const busy of load) busy.kill('SIGKILL')
      await program.remove()
    }
  },
}

import { mkdir, readdir, rm } from 'node:fs/promises'
import { draftOf, eventsOf, wageComplaint } from '../drafts'
import { makeDeskFolder, type DeskFolder } from './desk-folder'
import { killDesk, originOf, readLog, sendEvents, startDesk, type RunningDesk } from './running-desk'

export interface StartRaceOptions {
  /** The built desk. */
  readonly program: string
  readonly rounds: number
  /** How many are started in the same moment. */
  readonly starts: number
  /** Told after every round: how long it took from the starts to the last word. */
  onRound?(round: number, ms: number): void
}

/**
 * Starts several desks in the same moment on an empty folder, `rounds` times. Each time one must be ready and the others
 * refused, nothing may be left over, and what the one accepted must be there for the next desk after it was killed.
 *
 * @throws at the first round in which it is not so
 */
export async function proveOneDeskWins({ program, rounds, starts, onRound }: StartRaceOptions): Promise<void> {
  const folder = await makeDeskFolder()
  const running: RunningDesk[] = []
  const start = () => {
    const desk = startDesk({ program, deskDir: folder.deskDir })
    running.push(desk)
    return desk
  }
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await rm(folder.deskDir, { recursive: true, force: true, maxRetries: 5 })
      await mkdir(folder.deskDir)
      const begunAt = performance.now()
      const winner = await expectOneReady(Array.from({ length: starts }, start))
      onRound?.(round, Math.round(performance.now() - begunAt))
      await expectOrderKept(folder, winner, start)
      await Promise.all(running.splice(0).map(killDesk))
      await folder.endServer()
    }
  } finally {
    await Promise.all(running.map(killDesk))
    await folder.remove()
  }
}

async function expectOneReady(desks: readonly RunningDesk[]): Promise<RunningDesk> {
  const words = await Promise.all(desks.map(({ first }) => first))
  const ready = desks.filter((_, place) => words[place]?.kind === 'ready')
  const refused = words.filter((word) => word.kind === 'failed' && word.code === 'data-in-use')
  const [winner] = ready
  if (winner === undefined || ready.length !== 1 || refused.length !== desks.length - 1) {
    throw new Error(`first words: ${JSON.stringify(words)}, logs: ${JSON.stringify(desks.map(({ log }) => log))}`)
  }
  return winner
}

async function expectOrderKept({ deskDir }: DeskFolder, winner: RunningDesk, start: () => RunningDesk): Promise<void> {
  const names = (await readdir(deskDir)).sort()
  if (names.join() !== 'desk.lock,postgres') throw new Error(`left over: ${names.join(', ')}`)
  const events = eventsOf(draftOf(1, { values: wageComplaint }))
  await sendEvents(await originOf(winner), events)
  await killDesk(winner)
  const found = (await readLog(await originOf(start()))).map(({ event }) => event.id)
  if (found.join() !== events.map(({ id }) => id).join()) throw new Error(`accepted ${events.length} events, found ${found.length}`)
}

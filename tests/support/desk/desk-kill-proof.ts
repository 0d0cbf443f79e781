import type { RunningDesk } from './running-desk'
import { killDesk, originOf, readLog, sendEvents, startDesk, stopDesk } from './running-desk'
import { killServer, makeDeskFolder, type DeskFolder } from './desk-folder'
import { draftOf, eventsOf, wageComplaint } from '../drafts'

export interface KillProofOptions {
  /** The built desk. */
  readonly program: string
  readonly count: number
  /** Decides in which rounds the server is killed as well. */
  readonly seed: number
}

export interface KillProof {
  readonly rounds: number
  readonly serverKilledToo: number
  /** From the start of the process to `ready` after a kill, milliseconds, in the order of the rounds. */
  readonly readyAfterMs: readonly number[]
}

/**
 * Submits an order, kills the desk with SIGKILL the moment the answer is there, in some rounds its PostgreSQL too, and
 * starts the next desk on the same folder: `count` times. After every start each order accepted so far must be there,
 * once and in order.
 *
 * @throws at the first order that is missing, doubled or changed
 */
export async function proveAcceptedSurvivesKill({ program, count, seed }: KillProofOptions): Promise<KillProof> {
  const folder = await makeDeskFolder()
  const accepted: string[] = []
  const readyAfterMs: number[] = []
  const chance = seededChance(seed)
  let serverKilledToo = 0
  try {
    for (let round = 1; round <= count; round += 1) {
      const { desk, origin, ms } = await startAndCheck(program, folder, accepted)
      if (round > 1) readyAfterMs.push(ms)
      const events = eventsOf(draftOf(round, { values: wageComplaint }))
      const { receipts } = await sendEvents(origin, events)
      const killServerToo = chance() < 1 / 3
      const server = killServerToo ? await folder.server() : null
      const dying = killDesk(desk)
      if (server !== null) await killServer(server, folder.dataDir)
      await dying
      serverKilledToo += server === null ? 0 : 1
      accepted.push(...receipts.map(({ eventId }) => eventId))
    }
    const { desk, ms } = await startAndCheck(program, folder, accepted)
    readyAfterMs.push(ms)
    await stopDesk(desk)
    return { rounds: count, serverKilledToo, readyAfterMs }
  } finally {
    await folder.remove()
  }
}

async function startAndCheck(
  program: string,
  { deskDir }: DeskFolder,
  accepted: readonly string[],
): Promise<{ desk: RunningDesk; origin: string; ms: number }> {
  const begunAt = performance.now()
  const desk = startDesk({ program, deskDir })
  const origin = await originOf(desk)
  const ms = Math.round(performance.now() - begunAt)
  const found = (await readLog(origin)).map(({ event }) => event.id)
  if (found.join() !== accepted.join()) {
    await killDesk(desk)
    throw new Error(`accepted ${accepted.length} events, found ${found.length}: ${found.at(-1)} instead of ${accepted.at(-1)}`)
  }
  return { desk, origin, ms }
}

/** The same numbers in [0, 1) for the same seed (a linear congruential generator, Numerical Recipes' constants). */
function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

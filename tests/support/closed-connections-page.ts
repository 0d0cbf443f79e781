import type { Session } from 'sip.js'
import { createWebDescription } from '../../renderer/phone/audio/web-description'
import type { Timers } from '../../shared/lib/clock'
import { seededRandom } from './seeded-random'

/** Entry of the script that a test puts into the phone's page, see `page-script.ts`. */

const atATime = 4
/** Within this time after an answer a connection on the loopback comes up. */
const comesUpMs = 40

const logger = { log: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
const session = { userAgent: { getLogger: () => logger } } as unknown as Session
const timers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

/** Two ends agree on a call as two seats would, and both end it `afterMs` after the answer. */
async function callAndEnd(context: AudioContext, afterMs: number): Promise<void> {
  const options = { iceServers: [], isLoopbackAllowed: true, timers }
  const end = () => createWebDescription(session, context.createMediaStreamDestination().stream, options).handler
  const [caller, seat] = [end(), end()]
  await seat.setDescription((await caller.getDescription()).body)
  await caller.setDescription((await seat.getDescription()).body)
  await new Promise((resolve) => void timers.after(afterMs, () => resolve(undefined)))
  caller.close()
  seat.close()
}

/** So many calls, each ended at a drawn moment while it comes up. */
async function endWhileComingUp(calls: number, seed: number): Promise<void> {
  const random = seededRandom(seed)
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
  for (let done = 0; done < calls; done += atATime) {
    await Promise.all(Array.from({ length: Math.min(atATime, calls - done) }, () => callAndEnd(context, random.below(comesUpMs))))
  }
  await context.close()
}

Object.assign(globalThis, { endWhileComingUp })

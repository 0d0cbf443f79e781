import { epochMs, type Clock, type Timers } from '../../../shared/lib/clock'
import { createUuidV7, type NewId } from '../../../shared/lib/uuid-v7'

/** The page's own clock, timers and ids; everything else takes them as ports. */
export const systemClock: Clock = { now: () => epochMs(Date.now()) }

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

export const systemNewId: NewId = createUuidV7(systemClock, (count) => crypto.getRandomValues(new Uint8Array(count)))

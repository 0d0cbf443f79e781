import { epochMs, type Clock, type Timers } from '../../../shared/lib/clock'

/** The real clock, for tests of real processes. */
export const systemClock: Clock = { now: () => epochMs(Date.now()) }

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

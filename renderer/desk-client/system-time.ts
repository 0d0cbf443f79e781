import { epochMs, type Clock, type SteadyMs, type Timers } from '../../shared/lib/clock'

/** The machine's own clock and timers, for composing; everything below takes them as parameters. */
export const systemClock: Clock = { now: () => epochMs(Date.now()) }

export const systemSteadyMs: SteadyMs = () => performance.now()

export const systemTimers: Timers = {
  after(delayMs, run) {
    const id = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(id) }
  },
}

import type { Clock, Timers } from '../../shared/lib/clock'
import { epochMs } from '../../shared/lib/clock'

export const systemClock: Clock = { now: () => epochMs(Date.now()) }

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

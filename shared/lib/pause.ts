import type { Timers } from './clock'

/** A wait that can be ended before its time. */
export interface Pause {
  wait(ms: number): Promise<void>
  end(): void
}

export function createPause(timers: Timers): Pause {
  let end: (() => void) | null = null
  return {
    wait: (ms) => new Promise((resolve) => {
      const timer = timers.after(ms, resolve)
      end = () => {
        timer.cancel()
        resolve()
      }
    }),
    end: () => end?.(),
  }
}

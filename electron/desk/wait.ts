import type { Timers } from '../../shared/lib/clock'

export function wait(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => timers.after(ms, resolve))
}

import { epochMs, type Clock, type EpochMs, type SteadyMs, type Timers } from '../../shared/lib/clock'

/** Time that a test moves by hand: timers fire in order when it passes them. */
export interface ManualTime extends Clock, Timers {
  readonly steadyMs: SteadyMs
  advance(milliseconds: number): Promise<void>
  /** Somebody sets the clock: no time passes. */
  setClock(byMs: number): void
}

export function createManualTime(start = Date.UTC(2026, 10, 23, 2, 0, 0)): ManualTime {
  let now = start
  let set = 0
  let sequence = 0
  const timers = new Map<number, { at: number; run: () => void }>()
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    now: (): EpochMs => epochMs(now + set),
    steadyMs: () => now,
    setClock: (byMs) => void (set += byMs),
    after(delayMs, run) {
      const id = sequence++
      timers.set(id, { at: now + delayMs, run })
      return { cancel: () => void timers.delete(id) }
    },
    async advance(milliseconds) {
      const end = now + milliseconds
      await settle()
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([a, one], [b, other]) => one.at - other.at || a - b)[0]
        if (due === undefined) break
        timers.delete(due[0])
        now = Math.max(now, due[1].at)
        due[1].run()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

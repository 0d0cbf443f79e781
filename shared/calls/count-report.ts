import type { Timers } from '../lib/clock'

/** Counts by name; numbers only, so that nothing of a call gets into a log by them. */
export type Counts = Readonly<Record<string, number>>

const pauseMs = 60_000

/**
 * Reports counts that have grown: the first time at once, then at most once a minute, because whoever sends rubbish sends a
 * lot of it. `look` is called with the present counts, as often as one likes.
 */
export function createCountReport(timers: Timers, report: (counts: Counts) => void): { look(counts: Counts): void } {
  let latest: Counts = {}
  let reported: Counts = {}
  let isPausing = false

  function tell(): void {
    const hasGrown = Object.entries(latest).some(([name, count]) => count > (reported[name] ?? 0))
    if (isPausing || !hasGrown) return
    reported = latest
    report(latest)
    isPausing = true
    timers.after(pauseMs, () => {
      isPausing = false
      tell()
    })
  }

  return {
    look(counts) {
      latest = counts
      tell()
    },
  }
}

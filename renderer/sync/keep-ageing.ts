import { DAY_MS } from '../../shared/callers/local-day'
import type { Timers } from '../../shared/lib/clock'

export interface AgeingPorts {
  readonly timers: Timers
  /** Takes out a slice; true: there may be more. */
  ageCache(): Promise<boolean>
  ageCallLog(): Promise<void>
  /** What other people have left on this PC. */
  ageOthers(): Promise<void>
}

export interface Ageing {
  /** Looks now and not only once a day: a copy has become whole, or the policy is another one. */
  soon(): void
  stop(): void
}

/** After a failure, a full disk for instance. */
const againMs = 15 * 60_000
/** Between two slices the copying, a search and a ring's look-up have their turn. */
const breathMs = 20

/** Takes out what has become too old, at the start and once a day. */
export function keepAgeing({ timers, ageCache, ageCallLog, ageOthers }: AgeingPorts): Ageing {
  let isStopped = false
  let isAtWork = false
  let isAskedAgain = false
  let next: { cancel(): void } | null = null

  function wait(ms: number): void {
    next?.cancel()
    next = isStopped ? null : timers.after(ms, () => void look())
  }

  async function look(): Promise<void> {
    if (isAtWork) {
      isAskedAgain = true
      return
    }
    isAtWork = true
    isAskedAgain = false
    let waitMs = DAY_MS
    try {
      await ageCallLog()
      while (!isStopped && (await ageCache())) await new Promise<void>((resolve) => timers.after(breathMs, resolve))
      if (!isStopped) await ageOthers()
    } catch {
      waitMs = againMs
    }
    isAtWork = false
    wait(isAskedAgain ? breathMs : waitMs)
  }

  void look()
  return {
    soon: () => void look(),
    stop() {
      isStopped = true
      next?.cancel()
    },
  }
}

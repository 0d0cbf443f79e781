import { epochMs, type Clock, type EpochMs, type Timers } from '../../shared/lib/clock'
import { morning } from './drafts'

/** A clock that stands still until somebody waits: then it jumps from timer to timer. */
export interface VirtualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets everything that needs no time come to rest. */
  rest(): Promise<void>
  /** Lets time pass, running every timer on the way. */
  advance(ms: number): Promise<void>
  /** Lets time pass until the condition holds; fails after `limitMs` of virtual time. */
  until(condition: () => boolean, limitMs?: number): Promise<void>
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** The disk (fake-indexeddb) takes turns of the event loop; so many count as rest. */
const restingTurns = 25
/** Whoever waits for something lets work that needs no time go on for so many turns before the clock jumps. */
const turnsBeforeWaiting = 120
/** With no timer left, it will not come after so many. */
const mostQuietTurns = 4_000
/** Real work that takes longer than this hangs. */
const longestWorkMs = 30_000

/** @param isBusy whether something real is under way (a socket, a file), for which the clock must not jump */
export function createVirtualTime(start: EpochMs = morning, isBusy: () => boolean = () => false): VirtualTime {
  let now: number = start
  let pending: readonly Timer[] = []

  async function rest(): Promise<void> {
    for (let count = 0; count < restingTurns; count += 1) {
      await turn()
      // What was done has its consequences.
      if (await hasWorked()) count = 0
    }
  }

  /** Waits for what is really under way, and tells whether there was something. */
  async function hasWorked(): Promise<boolean> {
    if (!isBusy()) return false
    const begunAt = performance.now()
    while (isBusy()) {
      if (performance.now() - begunAt > longestWorkMs) throw new Error('something real hangs')
      await turn()
    }
    return true
  }

  function runNext(limit: number): boolean {
    const next = [...pending].sort((a, b) => a.at - b.at)[0]
    if (next === undefined || next.at > limit) return false
    pending = pending.filter((timer) => timer !== next)
    now = Math.max(now, next.at)
    next.run()
    return true
  }

  async function advance(ms: number): Promise<void> {
    const limit = now + ms
    await rest()
    while (runNext(limit)) await rest()
    now = limit
  }

  return {
    clock: { now: () => epochMs(now) },
    timers: {
      after(delayMs, run) {
        const timer = { at: now + delayMs, run }
        pending = [...pending, timer]
        return { cancel: () => void (pending = pending.filter((other) => other !== timer)) }
      },
    },
    rest,
    advance,
    async until(condition, limitMs = 10 * 60_000) {
      const limit = now + limitMs
      for (let quiet = 0; !condition(); ) {
        await turn()
        quiet = (await hasWorked()) ? 0 : quiet + 1
        if (quiet < turnsBeforeWaiting || condition()) continue
        if (runNext(limit)) quiet = 0
        else if (quiet > mostQuietTurns) throw new Error('waited for something that did not come')
      }
      await rest()
    },
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

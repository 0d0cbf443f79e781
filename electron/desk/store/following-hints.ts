import { backoffMs } from '../../../shared/lib/backoff'
import type { Timers } from '../../../shared/lib/clock'
import type { HintListener } from './hint-listener'

export interface FollowingHintsOptions {
  /** Rejects while the database does not answer; `onLost` when it is gone later. */
  readonly listen: (onLost: () => void) => Promise<HintListener>
  readonly newest: () => Promise<number>
  readonly timers: Timers
  readonly random: () => number
  readonly pollMs?: number
}

const again = { baseMs: 500, capMs: 15_000 }

/**
 * Hints of a desk among several: what the database calls out, and besides the log's end asked for every second, so that a
 * desk that hears nothing at all is a second behind and no more. A connection that was lost is made again for as long as it takes.
 */
export function followHints({ listen, newest, timers, random, pollMs = 1_000 }: FollowingHintsOptions): HintListener {
  const listeners = new Set<(position: number) => void>()
  let told = 0
  let isClosed = false
  let connection: HintListener | null = null
  let poll = { cancel: () => undefined as void }
  let retry = { cancel: () => undefined as void }

  function tell(position: number): void {
    if (position <= told) return
    told = position
    for (const listener of listeners) listener(position)
  }

  async function look(): Promise<void> {
    if (listeners.size > 0) await newest().then(tell, () => undefined)
    if (!isClosed) poll = timers.after(pollMs, () => void look())
  }

  async function connect(attempt: number): Promise<void> {
    const tryAgain = (next: number) => {
      connection = null
      if (!isClosed) retry = timers.after(backoffMs(next, again, random), () => void connect(next))
    }
    try {
      const made = await listen(() => tryAgain(1))
      if (isClosed) return await made.close()
      connection = made
      made.subscribe(tell)
    } catch {
      tryAgain(attempt + 1)
    }
  }

  void look()
  void connect(0)
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      isClosed = true
      poll.cancel()
      retry.cancel()
      listeners.clear()
      await connection?.close()
    },
  }
}

import type { QueueState } from '../queue/queue-state'

export interface QueueWaiting {
  readonly queue: string
  readonly callers: number
  /** Since when the one waits that waits longest; null while nobody does. */
  readonly longestSince: number | null
  /** Callers who have waited for longer than a call should take to be answered. */
  readonly pastTarget: number
}

/** Who waits in which queue, as of the state's own moment. A caller whom another clock puts into the future has waited for no time yet. */
export function waitingByQueue({ queues, waiting }: QueueState, now: number, answerWithinMs: number): QueueWaiting[] {
  return queues.map((queue) => {
    const since = waiting.filter((call) => call.queue === queue).map(({ enteredAt }) => enteredAt)
    return {
      queue,
      callers: since.length,
      longestSince: since.length === 0 ? null : Math.min(...since),
      pastTarget: since.filter((enteredAt) => now - enteredAt > answerWithinMs).length,
    }
  })
}

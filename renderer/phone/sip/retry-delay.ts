import { backoffMs } from '../../../shared/lib/backoff'

export interface RetryTimes {
  /** Over this long the seats of a server that went away are spread when they first try to come back. */
  readonly spreadMs: number
  readonly baseMs: number
  readonly capMs: number
}

/**
 * How long to wait before try number `attempt` (1 = the first after a loss), in milliseconds. A server that closes its
 * connections closes them all in one instant, so the first try is drawn from a wide spread; what this seat alone has met
 * (silence, another network) needs none. Later tries follow a capped backoff. `random` gives [0, 1).
 */
export function retryDelayMs(attempt: number, hasServerClosed: boolean, times: RetryTimes, random: () => number): number {
  if (attempt === 1 && hasServerClosed) return Math.round(random() * times.spreadMs)
  return backoffMs(attempt, times, random)
}

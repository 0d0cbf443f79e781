import type { Clock, EpochMs } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'

const freeTries = 5
const firstWaitMs = 30_000
const longestWaitMs = 15 * 60_000

/** Wrong passwords in a row. Forgotten at a new start: the cost of one try (scrypt) is what guards the file itself. */
export interface FailedTries {
  readonly count: number
  readonly lastAt: EpochMs | null
}

export const noFailedTries: FailedTries = { count: 0, lastAt: null }

export function afterFailedTry(tries: FailedTries, at: EpochMs): FailedTries {
  return { count: tries.count + 1, lastAt: at }
}

/** How long no password is looked at, in milliseconds; 0 when the next try may come. */
export function waitBeforeTryMs({ count, lastAt }: FailedTries, now: EpochMs): number {
  if (count < freeTries || lastAt === null) return 0
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (count - freeTries))
  // A clock set back must not lock the seat for longer than the wait itself.
  return Math.min(wait, Math.max(0, lastAt + wait - now))
}

export type FailedTry = { readonly code: 'wrong-password' } | { readonly code: 'too-many-tries'; readonly retryAfterMs: number }

/** Counts tries with a password, wherever it is asked for; an attempt that gives null had a wrong one. */
export function createTryLimit(clock: Clock): <T>(attempt: () => Promise<T | null>) => Promise<Result<T, FailedTry>> {
  let failed = noFailedTries
  return async (attempt) => {
    const retryAfterMs = waitBeforeTryMs(failed, clock.now())
    if (retryAfterMs > 0) return err({ code: 'too-many-tries', retryAfterMs })
    const found = await attempt()
    if (found === null) {
      failed = afterFailedTry(failed, clock.now())
      return err({ code: 'wrong-password' })
    }
    failed = noFailedTries
    return ok(found)
  }
}

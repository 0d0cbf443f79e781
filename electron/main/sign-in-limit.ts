import type { EpochMs } from '../../shared/lib/clock'

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

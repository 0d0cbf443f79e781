import type { OfflineRefusal } from '../../../shared/ipc/shared-desk-values'
import type { EpochMs } from '../../../shared/lib/clock'

export interface LastTimes {
  /** When the desk last let this person in, by this PC's clock, UTC ms. */
  readonly lastWithDeskAt: number
  /** The latest time that this PC's clock has shown while they were signed in. */
  readonly lastSeenAt: number
  /** The desk's own limit, in days; 0 = never without it. */
  readonly offlineDays: number
  /** The desk has ended their session, and nobody knows whether they may still work here. */
  readonly mustBeOnline: boolean
}

const dayMs = 86_400_000
/** What a clock may be put back when it is set right by the network; a daylight-saving hour does not move it, it counts in UTC. */
const tolerableSetBackMs = 10 * 60_000

/** Until when this person may sign in without the desk. */
export function offlineUntil({ lastWithDeskAt, offlineDays }: LastTimes): number {
  return lastWithDeskAt + offlineDays * dayMs
}

/**
 * Whether somebody may sign in while the desk is away; null = yes.
 *
 * SECURITY: the latest time that was ever seen is kept, so that a clock that is set back wins nobody a day.
 */
export function refusalWithoutDesk(times: LastTimes, now: EpochMs): Exclude<OfflineRefusal, 'never-here' | 'still-away'> | null {
  if (times.mustBeOnline) return 'must-be-online'
  const latest = Math.max(times.lastSeenAt, times.lastWithDeskAt)
  if (now < latest - tolerableSetBackMs) return 'clock-set-back'
  return Math.max(now, latest) <= offlineUntil(times) && times.offlineDays > 0 ? null : 'too-long'
}

import type { BusyReason } from '../../shared/ipc/values'

/** What is known of how long nobody has touched this computer. */
export interface Idleness {
  /** Since the last key or movement anywhere, as the system counts. */
  readonly idleSeconds: number
  /** Since the last ring or call was over or the password was typed; null during one, when an agent listens with the hands off. */
  readonly freeSeconds: number | null
  /** 0 = never. */
  readonly lockAfterMinutes: number
}

export type IdleDecision = { readonly lock: true } | { readonly lock: false; readonly lookAgainSeconds: number }

/** The system does not tell when somebody comes back: it is asked this often at least, */
export const rarestLookSeconds = 15
/** and this often at most. */
const oftenestLookSeconds = 1

/**
 * Whether what the seat does is done with the hands off. In a wrap-up an agent writes: one that nobody types in is left alone like any other
 * screen, for ever where it has no end. A locked seat keeps it.
 */
export function isHandsOff(busy: BusyReason | null): boolean {
  return busy === 'ring' || busy === 'call'
}

/** Whether the seat locks itself now. */
export function decideIdleLock({ idleSeconds, freeSeconds, lockAfterMinutes }: Idleness): IdleDecision {
  if (lockAfterMinutes === 0 || freeSeconds === null) return { lock: false, lookAgainSeconds: rarestLookSeconds }
  const left = lockAfterMinutes * 60 - Math.min(idleSeconds, freeSeconds)
  if (left <= 0) return { lock: true }
  return { lock: false, lookAgainSeconds: Math.min(rarestLookSeconds, Math.max(oftenestLookSeconds, left)) }
}

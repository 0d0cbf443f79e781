import { keepEndedMs } from '../../shared/calls/line-state'
import type { Clock, EpochMs } from '../../shared/lib/clock'

/**
 * Whether ended calls are remembered for longer than usual: while the seat is locked nobody can write them down, and after that the
 * console takes a moment to open.
 */
export interface LongMemory {
  seatIs(locked: boolean): void
  isRemembering(): boolean
}

export function createLongMemory(clock: Clock, isLocked: boolean): LongMemory {
  let locked = isLocked
  let unlockedAt: EpochMs | null = null
  return {
    seatIs(nowLocked) {
      if (locked && !nowLocked) unlockedAt = clock.now()
      locked = nowLocked
    },
    isRemembering: () => locked || (unlockedAt !== null && clock.now() - unlockedAt < keepEndedMs),
  }
}

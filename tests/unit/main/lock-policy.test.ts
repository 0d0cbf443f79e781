import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideIdleLock, isHandsOff } from '../../../electron/main/lock-policy'

const seconds = fc.integer({ min: 0, max: 100_000 })
const minutes = fc.integer({ min: 1, max: 240 })
const isLocked = (...facts: Parameters<typeof decideIdleLock>) => decideIdleLock(...facts).lock

describe('a seat that nobody touches', () => {
  test('locks itself exactly when both the computer and the telephone have been quiet for the time that is set', () => {
    fc.assert(
      fc.property(seconds, seconds, minutes, (idleSeconds, freeSeconds, lockAfterMinutes) => {
        const isQuiet = idleSeconds >= lockAfterMinutes * 60 && freeSeconds >= lockAfterMinutes * 60
        expect(isLocked({ idleSeconds, freeSeconds, lockAfterMinutes })).toBe(isQuiet)
      }),
    )
  })

  test('never locks itself during a ring or a call, which are listened to with the hands off, nor where that is switched off', () => {
    fc.assert(
      fc.property(seconds, seconds, minutes, (idleSeconds, freeSeconds, lockAfterMinutes) => {
        expect(isLocked({ idleSeconds, freeSeconds: null, lockAfterMinutes })).toBe(false)
        expect(isLocked({ idleSeconds, freeSeconds, lockAfterMinutes: 0 })).toBe(false)
      }),
    )
  })

  test('is listened to in a ring and a call, and written at in a wrap-up', () => {
    expect(([null, 'ring', 'call', 'wrap-up'] as const).map(isHandsOff)).toEqual([false, true, true, false])
  })

  test('is looked at again in time: no later than it could be due, and no later than somebody could want it', () => {
    fc.assert(
      fc.property(seconds, fc.option(seconds, { nil: null }), fc.integer({ min: 0, max: 240 }), (idleSeconds, freeSeconds, lockAfterMinutes) => {
        const decision = decideIdleLock({ idleSeconds, freeSeconds, lockAfterMinutes })
        if (decision.lock) return
        expect(decision.lookAgainSeconds).toBeGreaterThanOrEqual(1)
        expect(decision.lookAgainSeconds).toBeLessThanOrEqual(15)
        if (freeSeconds !== null && lockAfterMinutes > 0) {
          expect(decision.lookAgainSeconds).toBeLessThanOrEqual(lockAfterMinutes * 60 - Math.min(idleSeconds, freeSeconds))
        }
      }),
    )
  })
})

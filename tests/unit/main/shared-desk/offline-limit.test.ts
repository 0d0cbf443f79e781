import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offlineUntil, refusalWithoutDesk } from '../../../../electron/main/shared-desk/offline-limit'
import { epochMs } from '../../../../shared/lib/clock'

const day = 86_400_000
const at = Date.UTC(2026, 10, 29)
const times = { lastWithDeskAt: at, lastSeenAt: at, offlineDays: 7, mustBeOnline: false }
const refusal = (change: Partial<typeof times>, now: number) => refusalWithoutDesk({ ...times, ...change }, epochMs(now))

describe('signing in without the desk', () => {
  test('goes for seven days to the millisecond, and not one longer', () => {
    expect(refusal({}, at + 7 * day)).toBeNull()
    expect(refusal({}, at + 7 * day + 1)).toBe('too-long')
    expect(offlineUntil(times)).toBe(at + 7 * day)
  })

  test('a clock that is set back is refused, one that was set right by some minutes is not', () => {
    expect(refusal({ lastSeenAt: at + 3 * day }, at + 2 * day)).toBe('clock-set-back')
    expect(refusal({ lastSeenAt: at + 3 * day }, at + 3 * day - 9 * 60_000)).toBeNull()
    expect(refusal({}, at - day)).toBe('clock-set-back')
  })

  test('whoever was seen past the limit does not come in again within the tolerance', () => {
    expect(refusal({ lastSeenAt: at + 7 * day + 1 }, at + 7 * day - 60_000)).toBe('too-long')
  })

  test('a desk that allows no day, or has ended the session, is asked', () => {
    expect(refusal({ offlineDays: 0 }, at)).toBe('too-long')
    expect(refusal({ mustBeOnline: true }, at)).toBe('must-be-online')
  })

  test('however the clock is turned, nobody comes in for longer than the days that the desk allows', () => {
    const step = fc.integer({ min: -10 * day, max: 3 * day })
    fc.assert(fc.property(fc.integer({ min: 0, max: 30 }), fc.array(step, { maxLength: 40 }), (offlineDays, steps) => {
      let now = at
      let lastSeenAt = at
      for (const by of steps) {
        now += by
        const known = { lastWithDeskAt: at, lastSeenAt, offlineDays, mustBeOnline: false }
        const refused = refusalWithoutDesk(known, epochMs(now))
        if (refused !== null) continue
        expect(lastSeenAt).toBeLessThanOrEqual(offlineUntil(known))
        expect(now).toBeLessThanOrEqual(offlineUntil(known))
        lastSeenAt = Math.max(lastSeenAt, now)
      }
    }))
  })
})

import { z } from 'zod'

/**
 * One rule: raised at `raiseAt` or more, over at `clearAt` or less once it has stayed there for `calmMs`. The two lie apart, so that a
 * value that moves up and down around one of them rings nobody twice.
 */
export interface AlarmThreshold {
  readonly isOn: boolean
  readonly raiseAt: number
  readonly clearAt: number
  readonly calmMs: number
  /** Told to the next in line when nobody has acknowledged it for so long; null = to nobody. */
  readonly escalateAfterMs: number | null
}

/** Whatever the house says: nobody can have taken it sooner, and within so long two walls tell of the same breach. */
export const shortestEscalationMs = 10_000

function threshold(bounds: { readonly min: number; readonly max: number }) {
  return z
    .object({
      isOn: z.boolean(),
      raiseAt: z.int().min(bounds.min).max(bounds.max),
      clearAt: z.int().min(0).max(bounds.max),
      calmMs: z.int().min(0).max(600_000),
      escalateAfterMs: z.int().min(shortestEscalationMs).max(3_600_000).nullable(),
    })
    .refine(({ raiseAt, clearAt }) => clearAt < raiseAt)
}

const minutes = { min: 60_000, max: 4 * 3_600_000 }

/** What each rule measures stands with its words: callers, milliseconds, or 1 for "it is so". */
export const alarmSettingsSchema = z.object({
  /** Callers in one queue. */
  'queue-long': threshold({ min: 1, max: 500 }),
  /** How long the first in one queue has waited, ms. */
  'wait-long': threshold({ min: 1_000, max: 3_600_000 }),
  /** For how long somebody has waited while nobody was idle, ms. */
  'nobody-idle': threshold({ min: 1_000, max: 600_000 }),
  /** A RED order is open. */
  'red-opened': threshold({ min: 1, max: 1 }),
  /** How long one wrap-up has lasted, ms. */
  'wrap-up-long': threshold(minutes),
  /** How long one call has lasted, ms. */
  'call-long': threshold(minutes),
  /** Silent calls of one number within an hour: it may be somebody who can't speak. */
  'silent-calls': threshold({ min: 2, max: 20 }),
  /** For how long the feed has told nothing, ms. */
  'feed-stale': threshold({ min: 2_000, max: 600_000 }),
})
export type AlarmSettings = z.infer<typeof alarmSettingsSchema>
export type AlarmRule = keyof AlarmSettings

export const alarmRules = Object.keys(alarmSettingsSchema.shape) as AlarmRule[]

export const defaultAlarmSettings: AlarmSettings = {
  'queue-long': { isOn: true, raiseAt: 5, clearAt: 3, calmMs: 30_000, escalateAfterMs: 120_000 },
  'wait-long': { isOn: true, raiseAt: 60_000, clearAt: 30_000, calmMs: 30_000, escalateAfterMs: 120_000 },
  'nobody-idle': { isOn: true, raiseAt: 15_000, clearAt: 0, calmMs: 20_000, escalateAfterMs: 120_000 },
  'red-opened': { isOn: true, raiseAt: 1, clearAt: 0, calmMs: 0, escalateAfterMs: 20_000 },
  'wrap-up-long': { isOn: true, raiseAt: 180_000, clearAt: 0, calmMs: 0, escalateAfterMs: null },
  'call-long': { isOn: true, raiseAt: 1_200_000, clearAt: 0, calmMs: 0, escalateAfterMs: null },
  'silent-calls': { isOn: true, raiseAt: 3, clearAt: 0, calmMs: 0, escalateAfterMs: 120_000 },
  'feed-stale': { isOn: true, raiseAt: 10_000, clearAt: 5_000, calmMs: 5_000, escalateAfterMs: 60_000 },
}

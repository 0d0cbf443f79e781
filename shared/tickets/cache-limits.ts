import { keptForEver } from './retention'

/** How much of the desk's orders may lie on a seat (`fields.json`, privacy). What is kept of each: `cache-policy.ts`. */
export interface CachePolicy {
  /** An order that has ended leaves so long after its last change. */
  readonly months: number
  /** So many at most; the oldest leave first, open ones last. */
  readonly tickets: number
  /** How long after its last change an order that has ended keeps its words. */
  readonly wordsDays: number
}

/** What an administrator may set. */
type CacheLimits = Pick<CachePolicy, 'months' | 'tickets'>

export const cacheBounds = { months: { min: 1, max: 60 }, tickets: { min: 1_000, max: 200_000 } } as const
export const defaultCacheLimits: CacheLimits = { months: 24, tickets: 100_000 }

const wordsDays = 30

/**
 * What the house lets nobody keep any longer (`retention.ts`) no seat keeps either, whatever is set there: the desk erases in silence, and
 * the copy goes by the same rule and the same date. Practice has made-up people with a made-up past of any age: there is nobody to be protected, and all of
 * it to be learned from.
 */
export function cachePolicyOf(limits: CacheLimits, mode: 'practice' | 'real', retentionMonths: number = keptForEver): CachePolicy {
  if (mode === 'practice') return { ...limits, months: 1_200, wordsDays: 36_500 }
  return { ...limits, months: retentionMonths === keptForEver ? limits.months : Math.min(limits.months, retentionMonths), wordsDays }
}

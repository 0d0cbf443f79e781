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

/** Practice has made-up people with a made-up past of any age: there is nobody to be protected, and all of it to be learned from. */
export function cachePolicyOf(limits: CacheLimits, mode: 'practice' | 'real'): CachePolicy {
  return mode === 'practice' ? { ...limits, months: 1_200, wordsDays: 36_500 } : { ...limits, wordsDays }
}

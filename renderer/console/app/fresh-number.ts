import type { CallerCache } from '../../../shared/tickets/caller-cache'

/** An order's number for life, by the local day of `at`; null when none could be had. */
export type FreshNumber = (at: number) => Promise<string | null>

/** Each costs the disk a moment, and the next press goes on behind the last. */
const mostTries = 300

/**
 * For an order whose number turned out to be another one's: two PCs have counted under one seat code. What is drawn next may be taken as
 * well, so whatever the copy of the desk's log knows is passed over.
 */
export function createFreshNumber({ nextNumber, cache }: { nextNumber(at: number): Promise<string>; readonly cache: Pick<CallerCache, 'lookupTicket'> }): FreshNumber {
  return async (at) => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const number = await nextNumber(at).catch(() => null)
      if (number === null) return null
      // The desk looks itself: a copy that cannot be read must not keep the order back.
      const owners = await cache.lookupTicket(number).catch(() => [])
      if (owners.length === 0) return number
    }
    return null
  }
}

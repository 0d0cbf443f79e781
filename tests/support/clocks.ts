import type { Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/**
 * How far main's clock is ahead of a page's, in ms, both read as `performance.timeOrigin + performance.now()`. Each process has taken its
 * origin from the computer's clock when it began, and they differ by what that was moved meanwhile; from then on both count by the same
 * monotonic clock. Each is held against the computer's clock as that turns to the next millisecond: exact to a tenth of one.
 */
export async function clockOffset({ electron }: LingxiApp, page: Page): Promise<number> {
  return (await electron.evaluate(aheadOfComputer)) - (await page.evaluate(aheadOfComputer))
}

/** Whatever comes between the turn and the reading makes it larger: the least of several is right. */
function aheadOfComputer(): number {
  let least = Number.POSITIVE_INFINITY
  for (let count = 0; count < 50; count += 1) {
    const before = Date.now()
    let now = before
    while (now === before) now = Date.now()
    least = Math.min(least, performance.timeOrigin + performance.now() - now)
  }
  return least
}

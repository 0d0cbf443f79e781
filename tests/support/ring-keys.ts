import type { Page } from '@playwright/test'

/** Keys are dead for the first moment of a ring; the tests wait until it is over, not for a time. */
const deadAfterRingMs = 700

/** Until the keys of the ring on the screen are alive. */
export async function ringKeysAlive(page: Page): Promise<void> {
  await page.waitForFunction(
    (dead) => {
      const since = document.querySelector<HTMLElement>('[data-testid="ring-stage"]')?.dataset['since']
      if (since === undefined) return false
      // The page counts from its own first sight of the ring, which comes before it is drawn.
      const scope = window as { ringSeen?: { readonly since: string; readonly at: number } }
      if (scope.ringSeen?.since !== since) scope.ringSeen = { since, at: performance.now() }
      return performance.now() - scope.ringSeen.at > dead
    },
    deadAfterRingMs,
    { polling: 50 },
  )
}

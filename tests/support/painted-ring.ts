import { expect, type Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/** A practice caller without a past of his own; the made-up log gives his number one with more than twenty orders. */
const ringingCaller = 'C01'
export const ringingNumber = { index: 7, key: '8615400000001' }

/** One ring, from the INVITE at the phone's transport to the task after the frame that painted the card. */
export interface Ring {
  readonly ms: number
  readonly items: number
  readonly requests: number
  /** How often React wrote to the page in that time. */
  readonly commits: number
}

/** The console of a practice seat, with React's commits counted. */
export async function consoleForRings(lingxi: LingxiApp): Promise<Page> {
  const page = await lingxi.page('console')
  await page.addInitScript(countCommits)
  await page.reload()
  await expect(page.locator('[data-truth=desk][data-look=ok]')).toBeVisible({ timeout: 30_000 })
  return page
}

/** Rings, waits for the picture, lets the caller go, and waits for quiet. */
export async function ringOnce(page: Page): Promise<Ring> {
  await page.evaluate((id) => document.querySelector<HTMLElement>(`#practice-${id}`)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })), ringingCaller)
  const ring = await page.evaluate(() => (globalThis as unknown as { nextRing(): Promise<Ring> }).nextRing())
  await page.locator('[data-command=hang-up]').click()
  await page.getByRole('dialog').getByRole('button').nth(1).click()
  await expect(page.getByTestId('ring-stage')).toHaveCount(0)
  await expect(page.locator('button', { hasText: /模拟来电|Simulate/ })).toBeEnabled()
  return ring
}

/** In the page, before React loads: React itself tells every commit to what stands here, in production builds too. */
function countCommits(): void {
  const times: number[] = []
  const nothing = () => undefined
  Object.assign(globalThis, {
    commitTimes: times,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      isDisabled: false, supportsFiber: true, inject: () => 1, checkDCE: nothing, onCommitFiberUnmount: nothing, onPostCommitFiberRoot: nothing,
      onCommitFiberRoot: () => times.push(performance.timeOrigin + performance.now()),
    },
  })
}

/** In the page: notes when the card of a ring has been painted. The ring's own start is the phone's clock at the INVITE. */
export function watchRings(): void {
  const scope = globalThis as unknown as { nextRing(): Promise<Ring>; commitTimes: number[] }
  let waiting: ((ring: Ring) => void) | null = null
  let ready: Ring | null = null
  new MutationObserver(() => {
    const stage = document.querySelector<HTMLElement>('[data-testid=ring-stage]')
    if (stage === null || stage.dataset['measured'] === 'true' || stage.querySelector('[data-testid=known-before]') === null) return
    stage.dataset['measured'] = 'true'
    const startedAt = Number(stage.dataset['since'])
    const items = stage.querySelectorAll('[data-history]').length
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        const requests = performance.getEntriesByType('resource').filter((entry) => entry.startTime + performance.timeOrigin >= startedAt && !entry.name.includes('/v1/stream')).length
        const commits = scope.commitTimes.filter((at) => at >= startedAt).length
        const ring: Ring = { ms: performance.timeOrigin + performance.now() - startedAt, items, requests, commits }
        if (waiting === null) ready = ring
        else waiting(ring)
        waiting = null
      }
      channel.port2.postMessage(null)
    })
  }).observe(document.body, { childList: true, subtree: true })
  scope.nextRing = () =>
    new Promise((resolve) => {
      if (ready === null) waiting = resolve
      else {
        resolve(ready)
        ready = null
      }
    })
}

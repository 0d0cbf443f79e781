import { expect, type Page } from '@playwright/test'
import { fillCacheOfPage } from '../support/fill-cache-script'
import { launchLingxi } from '../support/lingxi-app'
import { percentile, type Bench, type Measurement } from './bench'

const frameMs = 16.7
const rings = { small: 100, large: 200 }
const warmUp = 10
/** A practice caller without a past of his own; the made-up log gives his number one with more than twenty orders. */
const caller = 'C01'
const known = { index: 7, key: '8615400000001' }

interface Ring {
  readonly ms: number
  readonly items: number
  readonly requests: number
  /** How often React wrote to the page in that time. */
  readonly commits: number
}

/**
 * From the INVITE at the phone's transport to the task after the frame that painted the card with its last twenty orders.
 * In real Electron, on the practice line, with a cache of 1,000 and of 100,000 tickets.
 */
export const bench: Bench = {
  async run() {
    const small = await measure(1_000, rings.small)
    const large = await measure(100_000, rings.large)
    const p95 = (found: readonly Ring[]) => percentile(found.map((ring) => ring.ms), 0.95)
    const median = (found: readonly Ring[]) => percentile(found.map((ring) => ring.ms), 0.5)
    return [
      { what: 'INVITE to painted card, 100,000 tickets, p50', value: median(large) / frameMs, unit: 'frames' },
      { what: 'INVITE to painted card, 100,000 tickets, p95', value: p95(large) / frameMs, unit: 'frames', atMost: 3 },
      { what: 'INVITE to painted card, 100,000 tickets, p99', value: percentile(large.map((ring) => ring.ms), 0.99) / frameMs, unit: 'frames', atMost: 6 },
      { what: '100,000 to 1,000 tickets, p50', value: median(large) / median(small), unit: 'ratio', atMost: 1.3 },
      { what: 'orders on the card', value: Math.min(...large.map((ring) => ring.items)), unit: 'lines', atLeast: 20 },
      { what: 'React commits from INVITE to painted card, p50', value: percentile(large.map((ring) => ring.commits), 0.5), unit: 'commits', atMost: 1 },
      { what: 'requests on the way', value: Math.max(...large.map((ring) => ring.requests)), unit: 'requests', atMost: 0 },
    ] satisfies Measurement[]
  },
}

async function measure(tickets: number, rounds: number): Promise<readonly Ring[]> {
  const lingxi = await launchLingxi()
  try {
    const page = await lingxi.page('console')
    await page.addInitScript(countCommits)
    await page.reload()
    await expect(page.locator('[data-truth=desk][data-look=ok]')).toBeVisible({ timeout: 30_000 })
    await fillCacheOfPage(page, 'practice', { tickets, numbers: tickets === 1_000 ? 800 : 5_000, seed: 7, now: Date.now(), known })
    await page.evaluate(watchRings)
    const found: Ring[] = []
    for (let ring = 0; ring < rounds + warmUp; ring += 1) found.push(await ringOnce(page))
    await lingxi.close()
    return found.slice(warmUp)
  } catch (error) {
    // A ring that is still up would refuse an ordinary close, and hide what went wrong.
    lingxi.electron.process().kill('SIGKILL')
    throw error
  }
}

/** Rings, waits for the picture, lets the caller go, and waits for quiet. */
async function ringOnce(page: Page): Promise<Ring> {
  await page.evaluate((id) => document.querySelector<HTMLElement>(`#practice-${id}`)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })), caller)
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
function watchRings(): void {
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

import type { Page } from '@playwright/test'
import { discard } from '../support/kill-lingxi'
import { fillCacheOfPage } from '../support/fill-cache-script'
import { launchLingxi, type LingxiApp } from '../support/lingxi-app'
import { consoleForRings, ringingNumber, ringOnce, watchRings } from '../support/painted-ring'
import { makeSealedPractice, sealedPracticeKeys } from '../support/sealed-practice'
import { percentile, type Bench, type Measurement } from './bench'

const rounds = 120
const warmUp = 10
const tickets = 20_000

interface Pops {
  /** Milliseconds from the INVITE to the painted card. */
  readonly open: number[]
  readonly sealed: number[]
}

/**
 * What sealing adds to a ring: the same caller rings in turn at two consoles that run side by side on the same made-up cache, one
 * that keeps it open and one that keeps it sealed. The whole way is measured in both, from the INVITE to the painted card.
 */
export const bench: Bench = {
  async run() {
    const { open, sealed } = await measure()
    const p50 = (found: readonly number[]) => percentile(found, 0.5)
    return [
      { what: `pop in open storage, ${tickets} tickets, p50`, value: p50(open), unit: 'ms' },
      { what: 'the same, sealed, p50', value: p50(sealed), unit: 'ms' },
      { what: 'the same, sealed, p95', value: percentile(sealed, 0.95), unit: 'ms' },
      { what: 'sealed pop to open pop, p50', value: p50(sealed) / p50(open), unit: 'ratio', atMost: 1.3 },
    ] satisfies Measurement[]
  },
}

async function measure(): Promise<Pops> {
  const appDir = await makeSealedPractice()
  const apps: LingxiApp[] = []
  try {
    const plain = await launchLingxi()
    apps.push(plain)
    const sealing = await launchLingxi({ appDir })
    apps.push(sealing)
    const open = await prepare(plain, null)
    const sealed = await prepare(sealing, sealedPracticeKeys)
    const found: Pops = { open: [], sealed: [] }
    for (let round = 0; round < rounds + warmUp; round += 1) {
      found.open.push(await pop(open))
      found.sealed.push(await pop(sealed))
    }
    for (const app of apps) await app.close()
    return { open: found.open.slice(warmUp), sealed: found.sealed.slice(warmUp) }
  } catch (error) {
    // A ring that is still up would refuse an ordinary close, and hide what went wrong.
    for (const app of apps) await discard(app)
    throw error
  }
}

async function prepare(app: LingxiApp, keys: typeof sealedPracticeKeys | null): Promise<Page> {
  const page = await consoleForRings(app)
  await fillCacheOfPage(page, 'practice', { tickets, numbers: 2_000, seed: 7, now: Date.now(), known: ringingNumber }, keys)
  await page.evaluate(watchRings)
  return page
}

/** With its orders: a card that knows nobody would be painted sooner. */
async function pop(page: Page): Promise<number> {
  const { ms, items } = await ringOnce(page)
  if (items < 20) throw new Error(`${items} orders on the card`)
  return ms
}

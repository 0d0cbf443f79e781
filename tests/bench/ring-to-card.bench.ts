import { discard } from '../support/kill-lingxi'
import { fillCacheOfPage } from '../support/fill-cache-script'
import { launchLingxi } from '../support/lingxi-app'
import { consoleForRings, ringingNumber, ringOnce, watchRings, type Ring } from '../support/painted-ring'
import { percentile, type Bench, type Measurement } from './bench'

const frameMs = 16.7
const rings = { small: 100, large: 200 }
const warmUp = 10

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
    const page = await consoleForRings(lingxi)
    await fillCacheOfPage(page, 'practice', { tickets, numbers: tickets === 1_000 ? 800 : 5_000, seed: 7, now: Date.now(), known: ringingNumber })
    await page.evaluate(watchRings)
    const found: Ring[] = []
    for (let ring = 0; ring < rounds + warmUp; ring += 1) found.push(await ringOnce(page))
    await lingxi.close()
    return found.slice(warmUp)
  } catch (error) {
    // A ring that is still up would refuse an ordinary close, and hide what went wrong.
    await discard(lingxi)
    throw error
  }
}

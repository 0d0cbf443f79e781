import type * as FilesInPromises from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { discard } from '../support/kill-lingxi'
import { draftOf, wageComplaint } from '../support/drafts'
import { launchLingxi, type LingxiApp } from '../support/lingxi-app'
import { runPageScript } from '../support/page-script'
import { percentile, type Bench, type Measurement } from './bench'

const rounds = 200
const warmUp = 20
/** A narrative of a long call. */
const words = '班组十人被要求当天退场，说好隔天结账。'.repeat(40)

interface Round {
  readonly both: number
  readonly transaction: number
  readonly sync: number
}

/**
 * What the product adds to the least that being durable costs: a draft that is sealed and saved in both media, against a bare
 * strict transaction and an append with fsync of as many bytes, one after the other, in turns in the same page and on the same disk.
 */
export const bench: Bench = {
  async run() {
    const found = await measure()
    const of = (part: keyof Round, share = 0.5) => percentile(found.map((round) => round[part]), share)
    return [
      { what: 'a draft saved in both media, p50', value: of('both'), unit: 'ms' },
      { what: 'the same, p95', value: of('both', 0.95), unit: 'ms' },
      { what: 'bare strict transaction, p50', value: of('transaction'), unit: 'ms' },
      { what: 'append and fsync of a file, p50', value: of('sync'), unit: 'ms' },
      { what: 'both media against both bare, p50', value: of('both') / (of('transaction') + of('sync')), unit: 'ratio', atMost: 2 },
    ] satisfies Measurement[]
  },
}

async function measure(): Promise<readonly Round[]> {
  const lingxi = await launchLingxi()
  try {
    const page = await lingxi.page('console')
    const draft = draftOf(1, { revision: 0, values: { ...wageComplaint, description: words } })
    const bytes = JSON.stringify(draft).length * 3
    await runPageScript(page, new URL('../support/durable-page.ts', import.meta.url))
    await page.evaluate(([value, size]) => (globalThis as unknown as { prepareDurable(draft: unknown, bytes: number): Promise<void> }).prepareDurable(value, size), [draft, bytes] as const)
    const found: Round[] = []
    for (let round = 0; round < rounds + warmUp; round += 1) {
      found.push({ both: await inPage(page, 'saveBoth'), transaction: await inPage(page, 'bareTransaction'), sync: await syncInMain(lingxi, bytes) })
    }
    return found.slice(warmUp)
  } finally {
    await discard(lingxi)
  }
}

function inPage(page: Page, name: 'saveBoth' | 'bareTransaction'): Promise<number> {
  return page.evaluate((run) => (globalThis as unknown as Record<string, () => Promise<number>>)[run]?.() ?? Number.NaN, name)
}

/** In the process that writes the journal, beside it. */
function syncInMain({ electron, dataDir }: LingxiApp, bytes: number): Promise<number> {
  return electron.evaluate(async (_, [file, size]) => {
    const files = process.mainModule?.require('node:fs/promises') as typeof FilesInPromises
    const handle = await files.open(file, 'a')
    try {
      const begunAt = performance.now()
      await handle.appendFile(Buffer.alloc(size))
      await handle.sync()
      return performance.now() - begunAt
    } finally {
      await handle.close()
    }
  }, [path.join(dataDir, 'practice', 'bare'), bytes] as const)
}

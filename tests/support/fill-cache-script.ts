import type { Page } from '@playwright/test'
import type { FillOptions } from './fill-log'
import { runPageScript } from './page-script'

/** Bytes of the two keys of a sealed storage. */
export interface CacheKeys {
  readonly seal: readonly number[]
  readonly index: readonly number[]
}

/** Fills the cache of the console that this page shows; 100,000 tickets take about half a minute. Without keys it lies open. */
export async function fillCacheOfPage(page: Page, mode: 'practice' | 'real', options: FillOptions, keys: CacheKeys | null = null): Promise<{ tickets: number; people: number }> {
  await runPageScript(page, new URL('fill-cache-page.ts', import.meta.url))
  return page.evaluate(([wanted, fill, sealedWith]) => {
    const { fillCallerCache } = globalThis as unknown as {
      fillCallerCache(mode: 'practice' | 'real', options: FillOptions, keys: CacheKeys | null): Promise<{ tickets: number; people: number }>
    }
    return fillCallerCache(wanted, fill, sealedWith)
  }, [mode, options, keys] as const)
}

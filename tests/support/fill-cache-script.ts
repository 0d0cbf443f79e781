import type { Page } from '@playwright/test'
import type { FillOptions } from './fill-log'
import { runPageScript } from './page-script'

/** Fills the cache of the console that this page shows; 100,000 tickets take about half a minute. */
export async function fillCacheOfPage(page: Page, mode: 'practice' | 'real', options: FillOptions): Promise<{ tickets: number; people: number }> {
  await runPageScript(page, new URL('fill-cache-page.ts', import.meta.url))
  return page.evaluate(([wanted, fill]) => {
    const { fillCallerCache } = globalThis as unknown as {
      fillCallerCache(mode: 'practice' | 'real', options: FillOptions): Promise<{ tickets: number; people: number }>
    }
    return fillCallerCache(wanted, fill)
  }, [mode, options] as const)
}

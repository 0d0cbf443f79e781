import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import type { FillOptions } from './fill-log'

/** Fills the cache of the console that this page shows; 100,000 tickets take about half a minute. */
export async function fillCacheOfPage(page: Page, mode: 'practice' | 'real', options: FillOptions): Promise<{ tickets: number; people: number }> {
  await page.evaluate(await buildFillScript())
  return page.evaluate(([wanted, fill]) => {
    const { fillCallerCache } = globalThis as unknown as {
      fillCallerCache(mode: 'practice' | 'real', options: FillOptions): Promise<{ tickets: number; people: number }>
    }
    return fillCallerCache(wanted, fill)
  }, [mode, options] as const)
}

async function buildFillScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry: fileURLToPath(new URL('fill-cache-page.ts', import.meta.url)), formats: ['iife'], name: 'fill' },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (chunk === undefined) throw new Error('the script that fills the cache was not built')
  return chunk.code
}

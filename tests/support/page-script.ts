import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'

/** Puts a script of `tests/support` into a page, bundled with what it imports; it leaves its functions on `globalThis`. */
export async function runPageScript(page: Page, file: string): Promise<void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry: fileURLToPath(new URL(file, import.meta.url)), formats: ['iife'], name: 'script' },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (chunk === undefined) throw new Error(`${file} was not built`)
  await page.evaluate(chunk.code)
}

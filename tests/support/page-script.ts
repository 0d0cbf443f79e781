import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'

/** Puts a script into a page, bundled with what it imports; it leaves its functions on `globalThis`. */
export async function runPageScript(page: Page, file: URL): Promise<void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry: fileURLToPath(file), formats: ['iife'], name: 'script' },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (chunk === undefined) throw new Error(`${file.pathname} was not built`)
  await page.evaluate(chunk.code)
}

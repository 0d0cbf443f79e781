import type { Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/** Where personal words stand in a window: what is read out, what is in the document and in its fields, what a taskbar shows. */
async function placesOf(lingxi: LingxiApp, page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const inPage = await page.evaluate(() => [
    document.documentElement.outerHTML,
    document.title,
    ...[...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map(({ value }) => value),
  ])
  const titles = await lingxi.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()))
  return [JSON.stringify(nodes), ...inPage, ...titles]
}

/** Those of the words that stand anywhere in that window. */
export async function foundIn(lingxi: LingxiApp, page: Page, canaries: readonly string[]): Promise<readonly string[]> {
  const places = await placesOf(lingxi, page)
  return canaries.filter((canary) => places.some((place) => place.includes(canary)))
}

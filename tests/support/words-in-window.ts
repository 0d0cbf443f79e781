import type { Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/**
 * Of a tree of accessibility what is read out of it: names, values, descriptions and the values of properties. The numbers by which
 * the browser calls its nodes and frames are its own and can look like anything, a seat's extension too.
 */
function wordsOf(nodes: readonly object[]): string {
  return JSON.stringify(nodes, (key, value: unknown) => (ownNumbers.has(key) ? undefined : value))
}

const ownNumbers = new Set(['nodeId', 'parentId', 'childIds', 'backendDOMNodeId', 'backendDOMNodeIds', 'frameId', 'relatedNodes'])

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
  return [wordsOf(nodes), ...inPage, ...titles]
}

/**
 * A number by itself: "8006" in "58.8006%" or in the name of a file is not that extension. Short numbers only, since long ones do not
 * come by chance.
 */
function standsIn(place: string, canary: string): boolean {
  if (!/^[0-9]{1,5}$/.test(canary)) return place.includes(canary)
  return new RegExp(`(?<![0-9A-Za-z]|[0-9]\\.)${canary}(?![0-9A-Za-z])`).test(place)
}

/** Those of the words that stand anywhere in that window. */
export async function foundIn(lingxi: LingxiApp, page: Page, canaries: readonly string[]): Promise<readonly string[]> {
  const places = await placesOf(lingxi, page)
  return canaries.filter((canary) => places.some((place) => standsIn(place, canary)))
}

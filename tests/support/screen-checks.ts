import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const schemes = ['light', 'dark'] as const

/** What axe calls serious or critical on this screen, in words: rule, where, why. */
async function axeFindings(page: Page): Promise<readonly string[]> {
  // Electron opens no second page for axe to run in; legacy mode needs none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.failureSummary ?? ''}`))
}

/** Nothing serious in either theme, and nothing to scroll sideways. Leaves the page in the light theme. */
export async function checkScreen(page: Page, name: string): Promise<void> {
  for (const scheme of [...schemes].reverse()) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-mantine-color-scheme', wanted), scheme)
    expect.soft(await axeFindings(page), `${name}, ${scheme}`).toEqual([])
  }
  expect.soft(await scrollsSideways(page), `${name} scrolls sideways`).toBe(false)
}

export function scrollsSideways(page: Page): Promise<boolean> {
  // Chromium rounds at 200 % zoom.
  return page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > window.innerWidth + 1)
}

/** Everything the page complains of from now on: errors, refused policies, exceptions. */
export function hearComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Words that can be seen or are read out, one for each place they stand in. */
export function shownWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const words: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      if (text !== '' && node.parentElement?.closest('kbd, script, style') === null) words.push(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name)?.trim() ?? ''
        if (text !== '') words.push(text)
      }
    }
    return [...new Set(words)]
  })
}

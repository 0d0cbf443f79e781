import type { Page } from '@playwright/test'

/** Ways in which a page tells, in whatever place, that an order is submitted. */
export type Saying = 'a word' | 'the outbox' | 'a list' | 'its draft is gone'

/** From now on hears every moment in which the page says it of that order, also one that is over before the next frame. */
export async function hearSubmitted(page: Page, order: { readonly number: string; readonly draftId: string }): Promise<() => Promise<readonly Saying[]>> {
  await page.evaluate(({ number, draftId }) => {
    const said = new Set<Saying>()
    const outbox = () => document.querySelector('[data-truth="outbox"]')?.textContent
    const before = outbox()
    const look = () => {
      if (/已提交|已存入待上传|submitted/i.test(document.body.textContent ?? '')) said.add('a word')
      if (outbox() !== before) said.add('the outbox')
      if (document.querySelector(`[data-order="${number}"]`) !== null) said.add('a list')
      if (document.querySelector(`[data-draft="${draftId}"]`) === null) said.add('its draft is gone')
    }
    look()
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    Object.assign(globalThis, { saidSubmitted: said })
  }, order)
  return () => page.evaluate(() => [...(globalThis as unknown as { saidSubmitted: ReadonlySet<Saying> }).saidSubmitted])
}

/** Until what the page knows now has been painted. */
export function paintsTwice(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))
}

import type { Page } from '@playwright/test'

/** What the page has said about the draft on the stage, and the words that were in it by then at the least. */
export interface SavedReport {
  readonly draftId: string
  readonly revision: number
  readonly text: string
}

/** A field hands its words over 100 ms after the last key; what has lain there twice as long is in the draft. */
const handedOverAfterMs = 200

/**
 * Tells every moment in which the page turns to "saved". Words typed just before may be saved or not; those of `text` are
 * among what the page then vouches for.
 */
export async function hearSaved(page: Page, onSaved: (report: SavedReport) => void): Promise<void> {
  await page.exposeFunction('tellSaved', onSaved)
  await page.evaluate((afterMs) => {
    const { tellSaved } = window as unknown as { tellSaved(report: unknown): void }
    let handedOver = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    document.addEventListener('input', (event) => {
      const { target } = event
      if (!(target instanceof HTMLTextAreaElement)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        handedOver = target.value
      }, afterMs)
    })
    let last = ''
    const look = () => {
      const shown = document.querySelector<HTMLElement>('[data-testid="saved"]')?.dataset
      const now = shown === undefined ? '' : `${shown['draft']} ${shown['revision']} ${shown['saved']}`
      if (now === last) return
      last = now
      if (shown?.['saved'] !== 'true') return
      tellSaved({ draftId: shown['draft'], revision: Number(shown['revision']), text: handedOver })
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-saved', 'data-revision', 'data-draft'] })
    look()
  }, handedOverAfterMs)
}

import type { Page } from '@playwright/test'

/** What the page has said about the draft on the stage, and the words of the call that it vouches for with that. */
export interface SavedReport {
  readonly draftId: string
  readonly revision: number
  readonly text: string
}

/** Tells every moment in which the page turns to "saved": all that stands in the narrative then must outlive anything. */
export async function hearSaved(page: Page, onSaved: (report: SavedReport) => void): Promise<void> {
  await page.exposeFunction('tellSaved', onSaved)
  await page.evaluate(() => {
    const { tellSaved } = window as unknown as { tellSaved(report: unknown): void }
    let last = ''
    const look = () => {
      const shown = document.querySelector<HTMLElement>('[data-testid="saved"]')?.dataset
      const now = shown === undefined ? '' : `${shown['draft']} ${shown['revision']} ${shown['saved']}`
      if (now === last) return
      last = now
      if (shown?.['saved'] !== 'true') return
      const text = document.querySelector<HTMLTextAreaElement>('#field-description')?.value ?? ''
      tellSaved({ draftId: shown['draft'], revision: Number(shown['revision']), text })
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-saved', 'data-revision', 'data-draft'] })
    look()
  })
}

import type { Page } from '@playwright/test'

/** What the page has shown of a submission, by its own clock. */
export interface PaintedSubmission {
  /** The first thing was changed that tells of it: the form is gone, or a word says so. */
  readonly toldAt: number
  /** The task after the frame that painted both. */
  readonly paintedAt: number
}

interface Watching {
  submissionPainted(): Promise<PaintedSubmission>
}

/** Watches for the draft on the stage from now on. */
export function watchSubmission(page: Page): Promise<void> {
  return page.evaluate(() => {
    const draftId = document.querySelector<HTMLElement>('[data-testid="saved"]')?.dataset['draft'] ?? ''
    const number = document.querySelector('[data-testid="draft-number"]')?.textContent ?? ''
    const now = () => performance.timeOrigin + performance.now()
    const painted = new Promise<PaintedSubmission>((resolve) => {
      let toldAt: number | null = null
      const observer = new MutationObserver(() => {
        const isGone = document.querySelector(`[data-draft="${draftId}"]`) === null
        const isSaid = document.querySelector('[data-toast^="seat.submitted"]')?.textContent?.includes(number) === true
        if (!isGone && !isSaid) return
        toldAt ??= now()
        if (!isGone || !isSaid) return
        observer.disconnect()
        const told = toldAt
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve({ toldAt: told, paintedAt: now() })
          channel.port2.postMessage(null)
        })
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-draft', 'data-toast'] })
    })
    Object.assign(globalThis, { submissionPainted: () => painted })
  })
}

export function submissionPainted(page: Page): Promise<PaintedSubmission> {
  return page.evaluate(() => (globalThis as unknown as Watching).submissionPainted())
}

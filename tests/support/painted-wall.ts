import type { Page } from '@playwright/test'

/** When the wall shows it: `waiting` callers in the row of that queue. */
export interface QueueShown {
  readonly queue: string
  readonly waiting: number
}

const longestMs = 30_000

/** Begins to wait; gives the time of the task after the frame that painted it, by the clock of the computer. */
export function watchWall(page: Page): Promise<void> {
  return page.evaluate(() => {
    let wanted: QueueShown | null = null
    let tell: (at: number) => void = () => undefined
    const look = () => {
      if (wanted === null) return
      const row = document.querySelector<HTMLElement>(`[data-tile="queues"] [data-queue="${wanted.queue}"]`)
      if (row?.querySelector('.big')?.textContent !== String(wanted.waiting)) return
      const { top, bottom } = row.getBoundingClientRect()
      // What nobody can see was not painted.
      if (document.visibilityState !== 'visible' || top < 0 || bottom > window.innerHeight) return
      wanted = null
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => tell(Date.now())
        channel.port2.postMessage(null)
      })
    }
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true })
    Object.assign(globalThis, {
      expectShown(next: QueueShown) {
        const shown = new Promise<number>((resolve) => (tell = resolve))
        wanted = next
        Object.assign(globalThis, { shownAt: shown })
        look()
      },
    })
  })
}

interface Watching {
  expectShown(shown: QueueShown): void
  readonly shownAt: Promise<number>
}

/** Does something at the PBX, and gives how long until the wall had painted what came of it. */
export async function paintedAfter(page: Page, shown: QueueShown, happen: () => void): Promise<number> {
  await page.evaluate((next) => (globalThis as unknown as Watching).expectShown(next), shown)
  const happenedAt = Date.now()
  happen()
  const limit = AbortSignal.timeout(longestMs)
  const never = new Promise<never>((_, reject) => limit.addEventListener('abort', () => reject(new Error(`not on the wall within ${longestMs} ms: ${JSON.stringify(shown)}`))))
  return (await Promise.race([page.evaluate(() => (globalThis as unknown as Watching).shownAt), never])) - happenedAt
}

import { expect, type Page } from '@playwright/test'
import { askMain } from './ask-main'
import { openPracticeSeat, type PracticeSeat } from './practice-seat'

/** The wall of a practice seat, opened as a lead opens it: by its key. */
export interface PracticeWall {
  readonly seat: PracticeSeat
  readonly page: Page
  /** Size of the content in CSS pixels. */
  resize(width: number, height: number): Promise<void>
  look(change: { readonly locale?: 'zh-CN' | 'en'; readonly theme?: 'light' | 'dark' }): Promise<void>
  view(kind: 'lead' | 'room'): Promise<void>
  drill(state: 'running' | 'source-cut' | 'pbx-away'): Promise<void>
}

export async function openPracticeWall(options: Parameters<typeof openPracticeSeat>[0] = {}): Promise<PracticeWall> {
  const seat = await openPracticeSeat(options)
  await seat.press('Control+5')
  const page = await seat.lingxi.page('wall')
  const frame = await seat.lingxi.electron.browserWindow(page)
  await expect.poll(() => frame.evaluate((shown) => shown.isVisible())).toBe(true)
  await expect(page.locator('[data-tile="queues"]')).toBeVisible()
  return {
    seat,
    page,
    async resize(width, height) {
      await frame.evaluate((shown, [wide, high]) => {
        shown.unmaximize()
        shown.setContentSize(wide ?? 0, high ?? 0)
      }, [width, height])
      // A window never quite fills a screen that has no window manager.
      await expect.poll(() => page.evaluate(([wide, high]) => Math.max(Math.abs(window.innerWidth - (wide ?? 0)), Math.abs(window.innerHeight - (high ?? 0))), [width, height])).toBeLessThanOrEqual(2)
      // Lists are measured anew when the frame of the new size is drawn.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    },
    async look(change) {
      await askMain(seat.page, 'console', 'changeSettings', change)
      if (change.locale !== undefined) await expect(page.locator('html')).toHaveAttribute('lang', change.locale)
      if (change.theme !== undefined) await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', change.theme)
    },
    async view(kind) {
      await page.keyboard.press(kind === 'lead' ? '1' : '2')
      await expect(page.locator('.wall')).toHaveAttribute('data-kind', kind)
    },
    async drill(state) {
      await page.locator(`[data-drill="${state}"]`).click()
      await expect(page.locator(`[data-drill="${state}"]`)).toHaveAttribute('aria-pressed', 'true')
    },
  }
}

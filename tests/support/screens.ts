import { expect } from '@playwright/test'
import type { PracticeSeat } from './practice-seat'

export const placesOfRail = ['practice', 'seat', 'tickets', 'calls', 'knowledge', 'settings'] as const
type RailPlace = (typeof placesOfRail)[number]

export async function goTo({ page }: PracticeSeat, place: RailPlace): Promise<void> {
  await page.locator(`[data-nav="${place}"]`).click()
  await expect(page.locator(`[data-nav="${place}"]`)).toHaveAttribute('aria-current', 'page')
}

/**
 * Leads a signed-in practice seat past every screen, from the panel to a call with its form filled, and back to rest.
 * Works in either language: nothing is found by its words.
 */
export async function walkScreens(seat: PracticeSeat, look: (screen: string) => Promise<void>): Promise<void> {
  const { page, press } = seat
  for (const place of placesOfRail) {
    await goTo(seat, place)
    await look(place)
  }
  await goTo(seat, 'seat')
  for (const [name, chord] of [['search', 'Control+K'], ['key-map', 'F1'], ['shift-check', 'Control+Alt+K']] as const) {
    await press(chord)
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(name)
    await press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await press('F10')
  await expect(page.getByRole('menu')).toBeVisible()
  await look('menu')
  await press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await press('Control+U')
  await look('outbox')
  await press('Control+U')

  await goTo(seat, 'practice')
  await page.locator('#practice-C16').dblclick()
  await expect(page.getByTestId('ring-stage')).toBeVisible()
  await look('ring')
  await press('Shift+F2')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look('decline')
  await press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await seat.answer()
  await look('call')
  await press('Alt+1', 'Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toBeVisible()
  await look('category')
  await press('Enter')
  await press('Alt+W')
  await seat.type('包工头拖欠四十万工资，工友说今天不给就从塔吊上跳下去')
  await expect(page.locator('[data-suggestion]').first()).toBeVisible()
  await look('form')
  await press('F5')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look('dial-pad')
  await press('Escape')
  // The words hint at RED: the first press asks.
  await press('Shift+F2')
  await expect(page.locator('[data-toast="seat.redHangUp"]')).toBeVisible()
  await press('Shift+F2')
  await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible()
  await look('wrap-up')
  await press('Control+S')
  await goTo(seat, 'seat')
  await look('seat-after')
}

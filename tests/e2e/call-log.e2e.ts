import { expect, test } from '@playwright/test'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

let seat: PracticeSeat

test.beforeEach(async () => {
  seat = await openPracticeSeat()
})
test.afterEach(() => seat.close())

test('every call leaves its course; the list is searched and redialled from by the keyboard alone', async () => {
  test.setTimeout(120_000)
  const { page, press } = seat
  await seat.ringAndAnswer('C01')
  await expect(page.getByTestId('sound-grade')).toBeVisible({ timeout: 15_000 })
  await press('F3')
  // Asked for is not agreed on: the far end's yes makes it held.
  await expect(page.locator('[data-command="hold"]')).toHaveAttribute('aria-pressed', 'true')
  await press('F3')
  await expect(seat.state()).toHaveText(/^通话/)
  await press('Shift+F2')
  await seat.becomeFree()
  await seat.ring('C25')
  await press('Shift+F2')
  await page.getByRole('dialog').getByRole('button', { name: '临时离席' }).click()
  await expect(page.getByTestId('ring-stage')).toBeHidden()
  await seat.ring('C19')
  await expect(page.getByTestId('ring-stage')).toBeHidden({ timeout: 15_000 })

  await press('Control+4')
  const rows = page.locator('[data-call]')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(0)).toContainText('来电人先挂断')
  await expect(rows.nth(1)).toContainText('已拒接：临时离席')
  await expect(rows.nth(2)).toContainText('已接听')
  for (const row of await rows.allInnerTexts()) expect(row).not.toMatch(/\d{7,}/)

  await expect(page.getByRole('searchbox')).toBeFocused()
  await press('ArrowDown', 'ArrowDown', 'ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  const detail = page.getByRole('article')
  await expect(detail).toContainText(/振铃.*按接听.*接通.*保持.*恢复.*结束/s)
  await expect(detail).toContainText('我方挂断')
  await expect(detail).toContainText(/平均 [1-4]\.\d/)
  await checkScreen(page, 'list of calls')

  await press('Control+Alt+N')
  await expect(page.locator('[data-toast="seat.problem.practice-never-dials"]')).toBeVisible()

  await seat.tabTo(page.getByRole('searchbox'))
  await seat.type('0019')
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText(/154\*{4}0019/)
})

import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { hearEverything } from '../support/phone-sound'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'
import { goTo } from '../support/screens'

/** The check at the beginning of a shift, by the keyboard alone, against the practice line's echo. */

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat

test.beforeEach(async () => {
  seat = await openPracticeSeat()
  await hearEverything(await seat.lingxi.page('phone'))
  await expect(seat.truth('queue')).toContainText('接来电')
  await goTo(seat, 'seat')
})
test.afterEach(() => seat.close())

const step = (name: string) => seat.page.locator(`[data-step="${name}"]`)
const line = () => seat.page.getByTestId('shift-check')

test('microphone, earpiece, line and round trip pass in half a minute, and the result is kept', async () => {
  const { page, press } = seat
  await expect(line()).toContainText('今天还没有检查')
  await press('Control+Alt+K')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(step('microphone')).toHaveAttribute('data-state', 'passed', { timeout: 10_000 })
  await expect(step('speaker')).toHaveAttribute('data-state', 'running')
  await checkScreen(page, 'the check asking for the ear')
  await press('y')
  await expect(step('speaker')).toHaveAttribute('data-state', 'passed')
  await expect(step('line')).toHaveAttribute('data-state', 'passed')
  await expect(step('round-trip')).toHaveAttribute('data-state', 'passed', { timeout: 15_000 })
  await expect(step('round-trip')).toContainText('毫秒')
  await checkScreen(page, 'the check passed')
  await press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(line()).toContainText('检查通过')
  expect(await askMain(page, 'console', 'settings', undefined)).toMatchObject({
    value: { shiftChecks: { practice: { failed: [], roundTripMs: expect.any(Number) }, real: null } },
  })
  await expect(seat.state()).toHaveText(/^空闲/)
})

test('it can be skipped, a caller goes first, and no microphone stays open', async () => {
  const { page, press } = seat
  await press('Control+Alt+K')
  await expect(step('microphone')).toHaveAttribute('data-state', /running|passed/)
  await press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(line()).toContainText('今天还没有检查')

  await goTo(seat, 'practice')
  await page.locator('#practice-C01').click()
  await press('Control+Alt+K')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('button', { name: '模拟来电', includeHidden: true }).dispatchEvent('click')
  await expect(page.getByTestId('ring-stage')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await seat.answer()
  await seat.becomeFree()
})

test('each device shows its level and can be tried from the settings', async () => {
  const { page, press } = seat
  await goTo(seat, 'settings')
  const level = (part: string) => page.locator(`[data-part="${part}"] [role="meter"]`)
  const loudest = async (part: string) => Number(await level(part).getAttribute('aria-valuenow'))
  const listen = page.locator('[data-part="microphone"] button')
  await seat.tabTo(listen)
  await press('Enter')
  await expect.poll(() => loudest('microphone'), { timeout: 10_000, intervals: [20] }).toBeGreaterThan(10)
  await press('Enter')
  await expect(level('microphone')).toHaveAttribute('data-on', 'false')
  for (const part of ['speaker', 'ring'] as const) {
    const play = page.locator(`[data-part="${part}"] button`)
    await play.click()
    await expect.poll(() => loudest(part), { intervals: [20] }).toBeGreaterThan(20)
    await expect(level(part)).toHaveAttribute('data-on', 'false')
    await expect(page.locator(`[data-part="${part}"] [role="status"]`)).toBeHidden()
  }
  await checkScreen(page, 'settings with levels')
})

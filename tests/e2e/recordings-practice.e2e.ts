import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

/** A practice call is recorded as it is talked, and heard from its order. */

test.describe.configure({ timeout: 150_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

const number = /YL-\d{8}-\d{4}-\d{3}-\d/

test('the last call of practice is heard for a reason, holds the voices, and is gone with the next screen', async () => {
  const { page, press, type } = seat
  // What is given to the loudspeakers: how loud its loudest sample is.
  await page.evaluate(() => {
    const scope = window as unknown as { loudest: number }
    scope.loudest = 0
    const copy = AudioBuffer.prototype.copyToChannel
    AudioBuffer.prototype.copyToChannel = function (this: AudioBuffer, source: Float32Array<ArrayBuffer>, channel: number, start?: number) {
      for (const sample of source) scope.loudest = Math.max(scope.loudest, Math.abs(sample))
      return copy.call(this, source, channel, start)
    }
  })
  await seat.ringAndAnswer('C01')
  await press('Alt+Q', '1', 'Alt+C')
  await type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await press('Enter')
  // The caller has said something.
  await expect(page.getByTestId('call-timer')).toHaveText(/\d\d:(0[4-9]|[1-5]\d)/, { timeout: 20_000 })
  await press('Control+Shift+Enter')
  await expect(page.locator('[data-toast="seat.submitted"]')).toBeVisible()
  await seat.becomeFree()
  await seat.isSynced()
  await press('Control+2')
  await page.locator('section li button').first().click()
  await expect(page.getByRole('article')).toContainText(number)
  const recordings = page.getByTestId('order-recordings')
  await expect(recordings).toContainText(/可以听，00:\d\d.*演练录音/s)
  await recordings.getByRole('button', { name: '收听' }).press('Enter')
  await expect(page.getByTestId('recording-why')).toContainText('不记审计')
  await checkScreen(page, 'asked why in practice')
  await page.screenshot({ path: path.join(artifactsDir, 'recordings', 'practice-why-zh.png') })
  await press('1')
  const player = page.getByTestId('recording-player')
  await expect.poll(async () => Number(await player.getByRole('slider').inputValue())).toBeGreaterThan(0.5)
  expect(await page.evaluate(() => (window as unknown as { loudest: number }).loudest)).toBeGreaterThan(0.05)
  await press('Control+4', 'Control+2')
  await expect(page.getByRole('article')).toBeVisible()
  await expect(player).toHaveCount(0)
})

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { typedStart } from '../../shared/tickets/manual-call'
import { deskProcessOf } from '../support/desk-process-of'
import { openHotlineSeat, type HotlineSeat } from '../support/hotline-seat'
import { checkScreen } from '../support/screen-checks'

/** Paper mode: neither line nor desk is there, and somebody stands at the counter. */

test.describe.configure({ timeout: 180_000 })

const pictures = path.join(artifactsDir, 'reveal')
const quarterMs = 15 * 60_000

let seat: HotlineSeat
test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  seat = await openHotlineSeat(pictures)
})
test.afterAll(() => seat.close())

test('with line and desk away a caller at the counter is written down and submitted, and the order arrives once when the desk is back', async () => {
  const { page, press } = seat
  // A line that is set up and cannot be reached.
  await seat.useAccount({ serverUrl: 'ws://127.0.0.1:1/ws', user: '8017', domain: '127.0.0.1', password: 'of the line' })
  await expect(page.getByTestId('outage')).toHaveAttribute('data-line', 'true', { timeout: 30_000 })
  const desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  let number = ''
  const start = Math.floor((Date.now() - quarterMs) / 60_000) * 60_000
  try {
    await expect(page.getByTestId('outage')).toHaveAttribute('data-desk', 'true', { timeout: 60_000 })
    await expect(page.getByTestId('outage')).toContainText(/都断了.*手工登记/)
    await seat.picture('both-away-zh')

    await press('Control+Shift+N')
    const block = page.getByTestId('manual-call')
    await expect(block).toBeVisible()
    await block.getByRole('radio', { name: '来访' }).click()
    await block.getByRole('textbox', { name: '来电号码' }).fill('154 0000 0012')
    const began = block.locator('input[type="datetime-local"]')
    await began.fill(typedStart(Date.now() + 2 * quarterMs))
    await expect(block.getByRole('alert')).toContainText('不能晚于现在')
    await began.fill(typedStart(start))
    await expect(block.getByRole('alert')).toBeHidden()
    await press('Alt+Q', '1', 'Alt+C')
    await seat.type('cj')
    await expect(page.getByRole('option').first()).toContainText('产假')
    await press('Enter')
    number = await page.getByTestId('draft-number').innerText()
    await expect(page.getByTestId('caller-column')).toContainText('154-0000-0012')
    await checkScreen(page, 'entered by hand')
    await seat.picture('manual-call-zh')
    await press('Control+Shift+Enter')
    await expect(page.locator('[data-toast="seat.submittedOffline"]')).toContainText(number)
    await expect(seat.truth('outbox')).toContainText('1 件')
    await expect(page.getByText('请来电人记下')).toBeVisible()

    await press('Control+4')
    await expect(page.locator('[data-call]').first()).toContainText('手工登记 · 来访')
    await expect(page.locator('[data-call]').first()).toContainText('154****0012')
    await press('Control+2')
    await page.locator('section li button').first().click()
    await expect(page.getByRole('article')).toContainText('手工登记 · 来访')
    await seat.picture('manual-order-zh')
  } finally {
    process.kill(desk, 'SIGCONT')
  }
  await expect(seat.truth('outbox')).toContainText('0 件', { timeout: 60_000 })
  const opened = (await seat.changes()).flatMap(({ event }) => (event.type === 'opened' && event.data.number === number ? [event] : []))
  expect(opened).toMatchObject([{ happenedAt: start, data: { channel: 'in-person', call: { manual: 'in-person', startedAt: start, queue: null } } }])
})

test('the same in English, kept for later: the number is masked when it is taken up again', async () => {
  const { page, press } = seat
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByText('English', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await press('Control+1', 'Control+Shift+N')
  const block = page.getByTestId('manual-call')
  await expect(block).toBeVisible()
  await expect(page.getByText('For the caller to write down')).toBeHidden()
  await block.getByRole('textbox', { name: 'Number' }).fill('15400000012')
  await press('Alt+W')
  await seat.type('三十个工友在门口')
  await seat.picture('manual-call-en')
  await press('Control+s')
  await expect(page.locator('[data-toast="seat.keptForLater"]')).toBeVisible()
  await page.locator('[data-draft]').first().click()
  await expect(page.getByTestId('manual-call')).toContainText('154****0012')
  await expect(page.getByTestId('manual-call').getByRole('textbox', { name: 'Number' })).toHaveCount(0)
})

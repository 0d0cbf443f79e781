import { expect, test } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

async function inquire(text: string): Promise<string> {
  const { page } = seat
  await seat.press('Alt+Q', '1')
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter', 'Alt+W')
  await seat.type(text)
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(number)
  return number
}

test('a caller with two matters leaves two orders from one call, each with its own number', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C02')
  const first = await inquire('工钱怎么要')
  await expect(seat.state()).toContainText('通话')
  await page.getByRole('button', { name: '同一来电再记一件' }).click()
  await expect(page.getByTestId('capture-form')).toBeVisible()
  await expect(page.getByTestId('draft-number')).not.toHaveText(first)
  const second = await inquire('工伤怎么认定')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await seat.isSynced()
  const opened = (await seat.changes()).flatMap(({ event }) => (event.type === 'opened' && [first, second].includes(event.data.number) ? [event.data] : []))
  expect(opened.map(({ number }) => number)).toEqual([first, second])
  expect(new Set(opened.map(({ call }) => call?.callId)).size).toBe(1)
  await seat.press('Control+1')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.filter({ has: page.locator('td') })).toHaveCount(2)
  await expect(rows.filter({ hasText: '同一来电' })).toHaveAttribute('data-order', second)
})

test('a call is over with its end when its draft was kept for later while it went on', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.type('先记一句')
  await seat.press('Control+s')
  await expect(page.locator('[data-toast]')).toContainText('待提交')
  await expect(seat.state()).toContainText('通话')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await seat.press('Control+1')
  await expect(page.getByRole('region', { name: '待提交' }).locator('[data-draft]')).toHaveCount(1)
})

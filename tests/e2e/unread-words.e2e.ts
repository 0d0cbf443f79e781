import { expect, test } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

/** What is said on the telephone is no form's value: it is kept as it was said. */

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat

test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

test.beforeEach(async () => {
  await seat.ringAndAnswer('C01')
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await seat.press('Enter')
})

test.afterEach(() => seat.becomeFree())

/** The values of the order that has come to the desk last. */
async function recorded() {
  const changes = await seat.changes()
  return changes.map(({ event }) => event).findLast((event) => event.type === 'facts-recorded')?.personal?.values
}

test('a sum that nobody can read outlives a reload, is asked about, and stands in the note of the order', async () => {
  const { page } = seat
  const amount = page.locator('#field-amount_owed_fen')
  await amount.focus()
  await seat.type('十几万')
  // The field is never left: the draft has the words all the same.
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await page.reload()
  await expect(amount).toHaveValue('十几万', { timeout: 20_000 })
  await expect(page.getByTestId('missing')).toContainText('金额没读懂')
  await amount.focus()
  await seat.type('大概二十来万')
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast="seat.submitted"]')).toBeVisible()
  await expect.poll(async () => (await recorded())?.note).toBe('金额（原话）：大概二十来万')
})

test('names that were typed last are in the order that a key submits', async () => {
  const { page } = seat
  await page.locator('#field-workers_count').focus()
  await seat.type('3')
  await page.locator('[data-slot=workers_count] button').click()
  await page.getByLabel('加姓名').focus()
  await seat.type('段满仓、毛世清')
  await seat.press('Control+Shift+Enter')
  await expect.poll(async () => (await recorded())?.participants?.map(({ name }) => name)).toEqual(['段满仓', '毛世清'])
})

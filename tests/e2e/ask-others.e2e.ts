import { expect, test } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())
test.afterEach(() => seat.becomeFree())

const bar = () => seat.page.getByRole('banner')
const press = (id: string) => bar().locator(`[data-command="${id}"]`)

test('somebody is asked by keyboard while the caller waits, then all three talk', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.type('工资没发')
  await seat.press('F6')
  await seat.type('12333')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('12333')
  await seat.press('Enter')
  await expect(press('join')).toBeVisible()
  await expect(bar()).toContainText('来电人保持中')
  // What is being written stays under the agent's hands.
  await expect(page.locator('[data-slot="description"] textarea')).toHaveValue('工资没发')
  await seat.press('F7')
  await expect(bar()).toContainText('12333 在等')
  await seat.press('F7', 'Shift+F7')
  await expect(bar()).toContainText('三方通话中')
  await seat.press('Shift+F2')
  await expect(page.locator('[data-toast="seat.joinedHangUp"]')).toBeVisible()
  await expect(seat.state()).toContainText('通话')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
})

test('whoever is asked and hangs up leaves the agent with the caller', async () => {
  await seat.ringAndAnswer('C25')
  await seat.press('F6')
  await seat.type('12348')
  await seat.press('Enter')
  await expect(press('join')).toBeVisible()
  await seat.press('Shift+F2')
  await expect(press('dialler')).toBeVisible()
  await expect(press('hold')).toHaveAttribute('aria-pressed', 'false')
})

test('nobody there: the agent is back with the caller and told why', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('F6')
  await seat.type('15400000055')
  await seat.press('Enter')
  await expect(page.locator('[data-toast="seat.consult.failed"]')).toContainText('已回到来电人')
  await expect(press('hold')).toHaveAttribute('aria-pressed', 'false')
})

test('the caller is put through: asked first, or at once', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('F6')
  await seat.type('12333')
  await seat.press('Enter')
  await expect(press('complete-transfer')).toBeVisible()
  await seat.press('Shift+F6')
  await expect(page.locator('[data-toast="seat.consult.transferred"]')).toContainText('12333')
  await expect(seat.state()).toContainText('话后')
  await seat.becomeFree()
  await seat.ringAndAnswer('C25')
  await seat.press('F6')
  await seat.type('12348')
  await seat.press('Shift+Enter')
  await expect(seat.state()).toContainText('话后')
})

test('a caller who abuses the line is warned twice; the third key ends the call and says so in the order', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C17')
  await seat.press('Alt+J')
  await expect(page.locator('[data-toast="seat.warning.given"]')).toContainText('第 1 次')
  await expect(page.getByTestId('script')).toContainText('我愿意听您说事情')
  await seat.press('Alt+J', 'Alt+J')
  await expect(seat.state()).toContainText('空闲')
  await seat.isSynced()
  const closed = (await seat.changes()).flatMap(({ event }) => (event.type === 'closed-without-content' ? [event.data] : []))
  expect(closed).toMatchObject([{ kind: 'nuisance', warnings: [{ kind: 'abuse' }, { kind: 'abuse' }, { kind: 'abuse' }] }])
})

test('a tel: link of another program opens the dialler with its number and calls nobody', async () => {
  const { page, lingxi } = seat
  await lingxi.electron.evaluate(({ app }) => void app.emit('second-instance', {}, ['lingxi', 'tel:+86-154-0000-0012']))
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('15400000012')
  await expect(seat.state()).toContainText('空闲')
  await seat.press('Escape')
  await lingxi.electron.evaluate(({ app }) => void app.emit('second-instance', {}, ['lingxi', 'tel:not-a-number']))
  await expect(page.locator('[data-toast="seat.notDialable"]')).toBeVisible()
})

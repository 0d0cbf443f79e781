import { expect, test } from '@playwright/test'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { closeSeatAtPbx, openSeatAtPbx } from '../support/seat-at-pbx'
import { call } from '../support/sipp'

/** What an order is told of its calls where the seat is locked by then, and of a call that is dialled from it. On a real Asterisk. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const password = '午间换岗 3 号席'

let seat: HotlineSeat
let number = ''
const calls = () => seat.page.getByRole('article').locator('[data-call]')
const lockPage = () => seat.page.getByTestId('lock-page')
const stateIs = (kind: string) => expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', kind)

test.beforeAll(async () => {
  test.setTimeout(150_000)
  seat = await openSeatAtPbx('call-record')
})

test.afterAll(() => closeSeatAtPbx(seat))

/** What the desk has in its log of the calls of the order. */
async function recorded() {
  await seat.isSynced()
  return (await seat.changes()).flatMap(({ event }) => (event.type === 'call-recorded' ? [event.data] : []))
}

async function openOrder(): Promise<void> {
  await seat.press('Control+2')
  await seat.page.getByRole('button').filter({ hasText: number }).click()
  await expect(seat.page.getByRole('article')).toContainText(number)
}

test('an order that was submitted in the call is told who hung up, though the seat was locked by then', async () => {
  const { page } = seat
  const caller = await call({ from: '15400000012', target: pbxAgents.one.user })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await caller.reached('answered')
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter', 'Alt+W')
  await seat.type('工钱怎么要')
  number = await page.getByTestId('draft-number').innerText()
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(number)
  expect(await recorded()).toEqual([])
  await seat.press('Control+L')
  await expect(lockPage().locator('input')).toBeFocused()
  expect(await caller.hangUp()).toBe('hung up')
  await stateIs('wrap-up')
  await seat.type(password)
  await seat.press('Enter')
  await expect(page.getByRole('navigation', { name: '聆席' })).toBeVisible({ timeout: 20_000 })
  await openOrder()
  await expect(calls()).toContainText('对方挂断')
  expect(await recorded()).toMatchObject([{ direction: 'incoming', outcome: 'completed', record: { endedBy: 'caller', steps: expect.arrayContaining([expect.objectContaining({ kind: 'answered' })]) } }])
})

test('a call that is dialled from the order stands on it with what became of it', async () => {
  await openOrder()
  await seat.press('Control+Alt+N')
  await expect(calls()).toHaveCount(2, { timeout: 40_000 })
  await expect(calls().nth(1)).toContainText('去电')
  const [, dialled] = await recorded()
  expect(dialled).toMatchObject({ direction: 'outgoing' })
  expect(dialled?.outcome).not.toBeNull()
  expect(JSON.stringify(await recorded())).not.toContain('15400000012')
  await seat.picture('dialled')
})

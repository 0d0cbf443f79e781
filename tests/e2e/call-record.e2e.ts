import { expect, test } from '@playwright/test'
import { drillIds } from '../../shared/drills/drills'
import { takePictures } from '../support/pictures'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

/** What an order is told of the calls about it, from the ring to the timeline on the screen, by keys alone. */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

const calls = () => seat.page.getByRole('article').locator('[data-call]')

/** Writes down a question and submits it as answered. */
async function submit(): Promise<string> {
  const { page } = seat
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter', 'Alt+W')
  await seat.type('工钱怎么要')
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(number)
  return number
}

async function openOrder(number: string): Promise<void> {
  const { page } = seat
  await seat.press('Control+2')
  await seat.tabTo(page.getByRole('button').filter({ hasText: number }))
  await seat.press('Enter')
  await expect(page.getByRole('article')).toContainText(number)
}

/** What the desk has in its log of the calls of that order, once nothing waits for it. */
async function recorded(number: string) {
  await seat.isSynced()
  const changes = (await seat.changes()).map(({ event }) => event)
  const ticketId = changes.find((event) => event.type === 'opened' && event.data.number === number)?.ticketId
  return changes.flatMap((event) => (event.type === 'call-recorded' && event.ticketId === ticketId ? [event.data] : []))
}

test('submitted during the call: the order shows who hung up, and its course unfolds', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C02')
  await expect(page.getByTestId('sound-grade')).toBeVisible({ timeout: 15_000 })
  const number = await submit()
  await expect(seat.state()).toContainText('通话')
  await openOrder(number)
  expect(await recorded(number)).toEqual([])
  await expect(calls()).toHaveCount(0)
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await expect(calls()).toHaveCount(1)
  await expect(calls()).toContainText(/来电 .*已接听 · 通话 \d\d:\d\d · 我方挂断 · 音质好/)
  const steps = calls().locator('li')
  await expect(steps.first()).toBeHidden()
  await seat.tabTo(calls().locator('summary'))
  await seat.press('Enter')
  await expect(steps.filter({ hasText: '接通' })).toBeVisible()
  await expect(steps.last()).toContainText('结束')
  await checkScreen(page, 'calls of an order')
  await takePictures(page, 'call-record', 'order')
  expect(await recorded(number)).toMatchObject([{ direction: 'incoming', outcome: 'completed', record: { endedBy: 'agent' } }])
})

test('submitted during the call, and the page is loaded anew before its end', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  const number = await submit()
  await page.reload()
  await expect(seat.state()).toContainText('通话', { timeout: 20_000 })
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await openOrder(number)
  await expect(calls()).toContainText('我方挂断')
  expect(await recorded(number)).toHaveLength(1)
})

test('submitted in wrap-up: the record goes with the order', async () => {
  await seat.ringAndAnswer('C02')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
  const number = await submit()
  await openOrder(number)
  await expect(calls()).toContainText('我方挂断')
  expect(await recorded(number)).toMatchObject([{ outcome: 'completed', record: { endedBy: 'agent' } }])
  await seat.becomeFree()
})

test('a caller who dropped and was called back about the order: both calls stand on it', async () => {
  const { page } = seat
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await seat.tabTo(page.getByRole('listbox', { name: '场景' }))
  await seat.press('ArrowRight', 'Home')
  for (let at = 0; at < drillIds.indexOf('call-dropped'); at += 1) await seat.press('ArrowDown')
  await seat.press('Enter')
  await expect(page.getByTestId('ring-stage')).toBeVisible()
  await seat.answer()
  await expect(seat.state()).toContainText('话后', { timeout: 30_000 })
  await seat.press('Control+F6')
  await expect(seat.state()).toContainText('通话', { timeout: 15_000 })
  const number = await submit()
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲', { timeout: 15_000 })
  await openOrder(number)
  await expect(calls()).toHaveCount(2)
  await expect(calls().nth(0)).toContainText('来电')
  await expect(calls().nth(1)).toContainText(/去电 .*我方挂断/)
  expect((await recorded(number)).map(({ direction }) => direction).sort()).toEqual(['incoming', 'outgoing'])
})

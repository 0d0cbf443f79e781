import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { deskProcessOf } from '../support/desk-process-of'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

test.describe.configure({ timeout: 150_000 })

let seat: PracticeSeat
test.beforeEach(async () => {
  seat = await openPracticeSeat()
})
test.afterEach(() => seat.close())

const callers = ['C25', 'C35', 'C40']

test('three orders submitted while the desk stands still arrive once each when it goes on', async () => {
  const desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  try {
    const numbers = await submitThree(seat)
    // What was asked of it meanwhile is answered now, and what was sent again comes a second time.
    process.kill(desk, 'SIGCONT')
    expect([...(await arrivedOnce(seat, numbers))].sort()).toEqual(numbers)
  } finally {
    process.kill(desk, 'SIGCONT')
  }
})

test('they arrive once each and in order when the desk has died and another has been started', async () => {
  const desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  const numbers = await submitThree(seat)
  process.kill(desk, 'SIGKILL')
  expect(await arrivedOnce(seat, numbers)).toEqual(numbers)
  expect(await deskProcessOf(seat.lingxi)).not.toBe(desk)
})

/** The agent goes on as ever: ring, answer, write, submit, next. Each number is read from the screen. */
async function submitThree({ page, ...keys }: PracticeSeat): Promise<readonly string[]> {
  const numbers: string[] = []
  await expect(page.getByTestId('outage')).toBeHidden()
  for (const callerId of callers) {
    await keys.ringAndAnswer(callerId)
    numbers.push(await page.getByTestId('draft-number').innerText())
    await keys.press('Alt+Q', '1', 'Alt+C')
    await keys.type('cj')
    await expect(page.getByRole('option').first()).toContainText('产假')
    await keys.press('Enter', 'Control+Shift+Enter')
    await expect(page.getByTestId('capture-form')).toBeHidden()
    await keys.becomeFree()
    await expect(keys.truth('outbox')).toContainText(`${numbers.length} 件`)
  }
  await expect(keys.truth('desk')).toContainText('联系不上', { timeout: 40_000 })
  await expect(keys.truth('outbox')).toContainText('3 件')
  await isToldAway(page)
  return numbers
}

/** The context line says which half is away, since when, what still works and what waits; what is shown says how old it is. */
async function isToldAway(page: Page): Promise<void> {
  const banner = page.getByTestId('outage')
  await expect(banner).toHaveAttribute('data-desk', 'true')
  await expect(banner).toHaveAttribute('data-line', 'false')
  await expect(banner).toContainText(/工单系统联系不上.*\d\d:\d\d 起.*3 件等上传.*电话照常/)
  await page.locator('[data-nav="tickets"]').click()
  await checkScreen(page, 'the desk is away')
  await expect(page.getByTestId('data-age')).toContainText(/本机资料，\d\d:\d\d:\d\d 同步/)
}

/** The numbers in the order of the desk's log; nothing is there twice. */
async function arrivedOnce(seat: PracticeSeat, numbers: readonly string[]): Promise<readonly string[]> {
  await expect(seat.truth('outbox')).toContainText('0 件', { timeout: 60_000 })
  await seat.isSynced()
  await expect(seat.page.getByTestId('outage')).toBeHidden()
  await expect(seat.page.getByTestId('data-age')).toBeHidden()
  const events = (await seat.changes()).map(({ event }) => event)
  const arrived = events.flatMap((event) => (event.type === 'opened' && numbers.includes(event.data.number) ? [event] : []))
  const ids = events.map((event) => event.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { ticketId } of arrived) {
    expect(events.filter((event) => event.ticketId === ticketId && event.type === 'answered-directly')).toHaveLength(1)
  }
  return arrived.map((event) => event.data.number)
}

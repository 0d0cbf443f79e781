import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { deskProcessOf } from '../support/desk-process-of'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'
import { goTo, placesOfRail } from '../support/screens'

/** What is masked outside of the own call, and what happens when somebody looks at it. */

test.describe.configure({ mode: 'serial', timeout: 150_000 })

const pictures = path.join(artifactsDir, 'reveal')
/** The made-up number of this caller, and what the agent writes down of them: a name that no made-up caller has. */
const callerId = 'C01'
const number = '15400000001'
const name = '柏雪松'
const relative = '13912345678'

let seat: PracticeSeat
const picture = (file: string) => seat.page.screenshot({ path: path.join(pictures, `${file}.png`), animations: 'disabled' })
const revealed = () => seat.page.locator('[data-revealed]')
const looks = async () => (await seat.changes()).flatMap(({ event }) => (event.type === 'personal-revealed' ? [event] : []))

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

/** What of the caller stands anywhere in the page: drawn, named for a screen reader, in an attribute or in the title. */
async function found(): Promise<readonly string[]> {
  const { page } = seat
  const all = [await page.locator('body').ariaSnapshot(), await page.evaluate(() => document.documentElement.outerHTML), await page.title()].join('\n')
  const plain = all.replaceAll(/(?<=\d)[ -](?=\d)/g, '')
  return [name, number, relative].filter((canary) => all.includes(canary) || plain.includes(canary))
}

test('after the call no screen tells who it was', async () => {
  const { page } = seat
  await seat.ringAndAnswer(callerId)
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter')
  await page.locator('#field-caller_name').fill(name)
  await seat.press('Alt+W')
  await seat.type(`${name}说妻子的电话是${relative.slice(0, 3)} ${relative.slice(3, 7)} ${relative.slice(7)}`)
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast="seat.submitted"]')).toBeVisible()
  await seat.becomeFree()
  await seat.isSynced()
  for (const place of placesOfRail) {
    await goTo(seat, place)
    if (place === 'calls') await page.locator('[data-call]').first().click()
    if (place === 'tickets') await page.locator('section li button').first().click()
    expect.soft(await found(), place).toEqual([])
  }
})

test('an order is shown in full for a reason, by keyboard, and the desk has who looked, when and why', async () => {
  const { page, press } = seat
  await press('Control+2')
  await page.locator('section li button').first().click()
  await picture('masked-zh')
  await press('Control+e')
  await expect(page.getByTestId('reveal-dialog')).toBeVisible()
  await checkScreen(page, 'asked why')
  await picture('dialogue-zh')
  await press('2')
  await expect(page.getByTestId('reveal-dialog')).toBeHidden()
  await expect(revealed().first()).toBeVisible()
  expect(await found()).toEqual([name, number, relative])
  await expect(page.getByRole('article')).toContainText(/查看记录.*核对身份/s)
  await checkScreen(page, 'shown in full')
  await picture('revealed-zh')
  await expect.poll(async () => (await looks()).map(({ data }) => [data.reason, data.parts])).toEqual([['verify-identity', ['name', 'number', 'words']]])
})

test('it is copied masked only, and masked again by the key or by leaving', async () => {
  const { page, press, lingxi } = seat
  await page.evaluate(() => {
    const selection = document.getSelection()
    const [article] = document.getElementsByTagName('article')
    if (article !== undefined) selection?.selectAllChildren(article)
  })
  await press('Control+c')
  await expect(page.locator('[data-toast="reveal.copiedMasked"]')).toBeVisible()
  const copied = await lingxi.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('柏**')
  expect([name, number, relative].filter((canary) => copied.replaceAll(/[ -]/g, '').includes(canary))).toEqual([])
  await press('Control+e')
  await expect(revealed()).toHaveCount(0)
  expect(await found()).toEqual([])
  await press('Control+e', '1')
  await expect(revealed().first()).toBeVisible()
  await press('Control+4')
  await press('Control+2')
  await expect(page.getByRole('article')).toBeVisible()
  expect(await found()).toEqual([])
})

test('while the desk is away a look waits for it like every order, and arrives once', async () => {
  const { page, press } = seat
  await seat.isSynced()
  const before = (await looks()).length
  const desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  try {
    await press('Control+e', '4')
    await expect(revealed().first()).toBeVisible()
    await expect(seat.truth('outbox')).toContainText('1 件')
  } finally {
    process.kill(desk, 'SIGCONT')
  }
  await expect(seat.truth('outbox')).toContainText('0 件', { timeout: 60_000 })
  expect((await looks()).slice(before).map(({ data }) => data.reason)).toEqual(['lead-asked'])
  await page.reload()
})

test('the same in English', async () => {
  const { page, press } = seat
  await goTo(seat, 'settings')
  await page.getByText('English', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await press('Control+2')
  await page.locator('section li button').first().click()
  await press('Control+e')
  await expect(page.getByTestId('reveal-dialog')).toBeVisible()
  await picture('dialogue-en')
  await page.getByTestId('reveal-dialog').getByRole('textbox').fill('the worker’s wife asks which number we have')
  await press('Enter')
  await expect(revealed().first()).toBeVisible()
  await picture('revealed-en')
  await press('Control+4')
  await page.locator('[data-call]').first().click()
  await press('Control+e', '1')
  await expect(revealed().first()).toBeVisible()
  await picture('call-revealed-en')
})

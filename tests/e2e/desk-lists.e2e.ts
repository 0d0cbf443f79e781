import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** What an administrator changes at the real shared desk, at a console that an agent works at meanwhile. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const password = 'a better password'
const aid = { zh: '工会法律援助站', en: 'Union legal aid station' }
const wages = { zh: '建筑工地拖欠工资', en: 'Wages owed on building sites', usualType: 'TS', leadUnit: 'FLYZ' }
// Whatever the hour is at which this runs.
const at = (number: string) => ({ ...aid, dayPhones: [number], nightPhones: [number] })
let desk: SharedDeskProgram
let seat: SharedSeat
let complaints: readonly string[]

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  const first = await desk.person('jiangxiao', '江晓', ['AGENT'])
  seat = await openSharedSeat()
  complaints = hearComplaints(seat.page)
  await seat.begin(desk.origin(), 'jiangxiao', first, password)
  await seat.isSynced()
})
test.afterAll(async () => {
  await seat.close()
  await desk.close()
})

const picture = (name: string) => seat.page.screenshot({ path: path.join(artifactsDir, 'desk-lists', `${name}.png`) })
const form = () => seat.page.getByTestId('capture-form')
const dispatch = () => seat.page.getByTestId('dispatch')
const unfinished = () => seat.page.locator('[data-draft]').first()

/** A form by hand, with that category. */
async function openForm(code: string, name: string): Promise<void> {
  const { page } = seat
  await page.keyboard.press('Control+Shift+N')
  await expect(form()).toBeVisible()
  await page.keyboard.press('Alt+C')
  await page.keyboard.type(code)
  await expect(page.getByRole('option').first()).toContainText(name)
  await page.keyboard.press('Enter')
}

test('another name of a category is on the screen without a restart, and so is a new unit with its night phone', async () => {
  const { page } = seat
  await openForm('WAGE-02', '工程建设领域欠薪')
  await page.keyboard.press('Control+S')
  await expect(unfinished()).not.toContainText(wages.zh)
  await desk.record('units', 'FLYZ', at('154 0000 0012'))
  await desk.record('categories', 'WAGE-02', wages)
  await expect(unfinished()).toContainText(wages.zh, { timeout: 40_000 })
  await unfinished().click()
  await expect(form()).toContainText(wages.zh)
  await expect(dispatch()).toContainText(aid.zh)
  await expect(dispatch()).toContainText('154 0000 0012')
  await picture('renamed-zh')
  await checkScreen(page, 'a category and a unit of the desk')
  await askMain(page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(dispatch()).toContainText('Union legal aid station')
  await expect(form()).toContainText(wages.en)
  await picture('renamed-en-dark')
  await askMain(page, 'console', 'changeSettings', { theme: 'light', locale: 'zh-CN' })
})

test('what is written on stays as it is while it is in hand, and says afterwards that its category is out of use', async () => {
  const { page } = seat
  const outOfUse = page.getByText('这个类别已停用')
  await desk.record('categories', 'WAGE-02', wages, { version: 1, isActive: false })
  await desk.record('units', 'FLYZ', at('154 0000 0013'), { version: 1, isActive: true })
  // Whom to ring is never old; by it shows that the change has come.
  await expect(dispatch()).toContainText('154 0000 0013', { timeout: 40_000 })
  await expect(form()).toContainText(wages.zh)
  await expect(outOfUse).toBeHidden()
  await page.keyboard.press('Control+S')
  await unfinished().click()
  await expect(form()).toContainText(wages.zh)
  await expect(outOfUse).toBeVisible()
  await picture('retired-zh')
  await checkScreen(page, 'a category out of use')
  await askMain(page, 'console', 'changeSettings', { locale: 'en' })
  await expect(page.getByText('This category is out of use')).toBeVisible()
  await picture('retired-en')
  await askMain(page, 'console', 'changeSettings', { locale: 'zh-CN' })
  await page.keyboard.press('Control+S')
  expect(complaints).toEqual([])
})

test('with the desk down a restarted seat goes by the lists that it heard last', async () => {
  await seat.close({ keepData: true })
  await desk.stop()
  seat = await openSharedSeat(seat.lingxi.dataDir)
  await seat.signIn(null, password)
  await seat.isOpen()
  await expect(seat.truth('desk')).toContainText('离线登录')
  await expect(unfinished()).toContainText(wages.zh)
  await unfinished().click()
  await expect(dispatch()).toContainText(aid.zh)
  await expect(dispatch()).toContainText('154 0000 0013')
  await expect(seat.page.getByText('这个类别已停用')).toBeVisible()
  await picture('desk-down')
})

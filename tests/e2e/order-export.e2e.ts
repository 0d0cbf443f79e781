import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { eventsByHand } from '../support/orders-by-hand'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** A supervisor takes the orders of a day out of a real shared desk as a file, by keyboard. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const call = { callAt: Date.parse('2026-11-23T10:00:00+08:00'), category: 'WAGE-02', district: '500103' } as const
const [told, secret] = ['20261123-8017-001-1', '20261123-8017-002-1'] as const
let desk: SharedDeskProgram
let seat: SharedSeat
let folder: string
let complaints: readonly string[]

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-export-'))
  desk = await startSharedDeskProgram()
  await desk.write(eventsByHand({ ...call, number: told, callerName: '=1+1' }))
  await desk.write(eventsByHand({ ...call, number: secret, isSecret: true, callAt: call.callAt + 60_000 }))
  seat = await openSharedSeat()
  complaints = hearComplaints(seat.page)
  await seat.begin(desk.origin(), 'dudao', await desk.person('dudao', '督导甲', ['SUPERVISOR']))
})
test.afterAll(async () => {
  await seat.close()
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

const picture = (name: string) => seat.page.screenshot({ path: path.join(artifactsDir, 'order-export', `${name}.png`) })
const dialogue = () => seat.page.getByTestId('order-export')
const counted = () => seat.page.getByTestId('order-export-count')
/** Answers the system's dialogue. */
const saveTo = (file: string) => seat.lingxi.electron.evaluate(({ dialog }, filePath) => {
  dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
}, file)
async function chooseDay(): Promise<void> {
  await dialogue().locator('[name="first"]').fill('2026-11-23')
  await dialogue().locator('[name="last"]').fill('2026-11-23')
}

test('opens among the orders, and says how many there are before anything is written', async () => {
  const { page } = seat
  await expect(page.locator('[data-command="export-orders"]')).toBeVisible()
  await picture('orders')
  await checkScreen(page, 'orders with the way to export them')
  await page.keyboard.press('Control+Shift+E')
  await expect(dialogue().getByRole('button', { name: '今天' })).toBeFocused()
  await chooseDay()
  await expect(counted()).toHaveText('共 2 件工单')
  await picture('choosing')
  await checkScreen(page, 'choosing what to export')
  await dialogue().getByRole('combobox', { name: '诉求' }).selectOption('WAGE')
  await expect(counted()).toHaveText('共 1 件工单')
  await expect(dialogue()).toContainText('不含保密工单')
  await dialogue().getByRole('combobox', { name: '诉求' }).selectOption('')
  await expect(counted()).toHaveText('共 2 件工单')
})

test('saves a table that a spreadsheet opens right, with nobody in it to be recognised', async () => {
  const { page } = seat
  const file = path.join(folder, 'orders.csv')
  await saveTo(file)
  await dialogue().getByRole('button', { name: '选位置并导出' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('order-export-done')).toContainText('已导出 2 件工单')
  await picture('done')
  await checkScreen(page, 'the end of an export')
  const text = await readFile(file, 'utf8')
  const [heads, first, second] = text.split('\r\n')
  expect(heads).toMatch(/^\ufeff工单号,来电时间,状态,应办结,保密,/)
  expect(first).toContain(`${told},2026-11-23 10:00,`)
  expect(first).toMatch(/,'=\*\*\*,154\*{4}0012,.*,400000\.00,/)
  expect(second).toMatch(new RegExp(`^${secret},2026-11-23 10:01,[^,]+,[^,]*,是,+$`))
  expect(text).not.toMatch(/木根|=1\+1|0000-0012|15400000012/)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('order-export-done')).toBeHidden()
  expect(await readdir(folder)).toEqual(['orders.csv'])
})

test('in English, as lines for another system', async () => {
  const { page } = seat
  await askMain(page, 'console', 'changeSettings', { locale: 'en' })
  await saveTo(path.join(folder, 'orders.jsonl'))
  await page.keyboard.press('Control+Shift+E')
  await chooseDay()
  await expect(counted()).toHaveText('2 orders')
  await dialogue().getByRole('radio', { name: /JSON Lines/ }).focus()
  await page.keyboard.press('Space')
  await picture('choosing-en')
  await dialogue().locator('[name="first"]').press('Enter')
  await expect(page.getByTestId('order-export-done')).toContainText('2 orders exported')
  const lines = (await readFile(path.join(folder, 'orders.jsonl'), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { number: string; isSecret: boolean })
  expect(lines.map(({ number, isSecret }) => [number, isSecret])).toEqual([[told, false], [secret, true]])
  await page.keyboard.press('Enter')
  await askMain(page, 'console', 'changeSettings', { locale: 'zh-CN' })
})

test('says in words what keeps it from being saved, and leaves no half of a file', async () => {
  const { page } = seat
  await page.keyboard.press('Control+Shift+E')
  await chooseDay()
  await expect(counted()).toHaveText('共 2 件工单')
  await saveTo(path.join(folder, 'gone', 'orders.csv'))
  await dialogue().locator('[name="first"]').press('Enter')
  await expect(dialogue().getByRole('alert')).toContainText('没写成')
  await expect(dialogue().locator('[name="first"]')).toHaveValue('2026-11-23')
  await expect(counted()).toHaveText('共 2 件工单')
  expect(complaints).toEqual([])
  await saveTo(path.join(folder, 'away.csv'))
  await desk.stop()
  await dialogue().locator('[name="first"]').press('Enter')
  await expect(dialogue().getByRole('alert')).toContainText('连不上工单系统')
  await picture('away')
  await checkScreen(page, 'an export without its desk')
  expect((await readdir(folder)).sort()).toEqual(['orders.csv', 'orders.jsonl'])
  await expect(counted()).toContainText('数不出')
  await desk.start()
  await expect(async () => {
    await dialogue().getByRole('button', { name: '再数一次' }).press('Enter', { timeout: 1_000 }).catch(() => undefined)
    await expect(counted()).toHaveText('共 2 件工单', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(dialogue().getByRole('alert')).toBeHidden()
})

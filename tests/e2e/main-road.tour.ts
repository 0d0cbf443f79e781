import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

test.describe.configure({ mode: 'serial', timeout: 300_000 })

let seat: PracticeSeat
let count = 0
test.beforeAll(async () => {
  seat = await openPracticeSeat()
  await sized(1366, 768)
})
test.afterAll(() => seat.close())

async function picture(name: string): Promise<void> {
  count += 1
  const saved = seat.page.getByTestId('saved')
  if (await saved.isVisible()) await expect(saved).toHaveAttribute('data-saved', 'true')
  // The pointer would light up what it has been left on.
  await seat.page.mouse.move(600, 20)
  const file = `${String(count).padStart(2, '0')}-${name}.png`
  await seat.page.screenshot({ path: path.join(artifactsDir, 'tour', file), animations: 'disabled' })
}

/** Where the screen is too small for it, the window stays as it is. */
async function sized(width: number, height: number): Promise<void> {
  const { page, lingxi } = seat
  const room = await lingxi.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workAreaSize)
  if (room.width < width || room.height < height) return
  const window = await lingxi.electron.browserWindow(page)
  await window.evaluate((shown, [wide, high]) => shown.setContentSize(wide, high), [width, height] as const)
  // A window as large as its screen comes out a pixel smaller.
  await expect.poll(async () => Math.abs((await page.evaluate(() => innerWidth)) - width)).toBeLessThan(2)
}

async function settings(change: { readonly theme?: 'light' | 'dark'; readonly locale?: 'zh-CN' | 'en' }): Promise<void> {
  await askMain(seat.page, 'console', 'changeSettings', change)
  const { theme, locale } = change
  const root = seat.page.locator('html')
  if (theme !== undefined) await expect(root).toHaveAttribute('data-mantine-color-scheme', theme)
  if (locale !== undefined) await expect(root).toHaveAttribute('lang', locale)
}

async function fill(slot: string, text: string): Promise<void> {
  await seat.page.locator(`[data-slot="${slot}"] input`).first().focus()
  await seat.type(text)
  await seat.press('Enter')
}

test('a group of ten: from the ring to the order on its way', async () => {
  const { page } = seat
  await seat.tabTo(page.getByRole('listbox'))
  await picture('practice-panel')
  await seat.ring('C01')
  await picture('ring-nobody-known')
  await seat.answer()
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await picture('category')
  await seat.press('Enter')
  await fill('caller_name', '秦木根')
  await fill('workers_count', '10')
  await fill('amount_owed_fen', '合计40万')
  await fill('owed_period', '8-10')
  await fill('employer_name', '重庆示例江岸装饰工程有限公司')
  await fill('work_place', '渝中区 南纪门 示例路12号')
  await seat.press('Alt+W')
  await seat.type('木工班组十人被要求当天退场，说好隔天结账，一周没动静，合计欠40万元。工友情绪激动，想去项目部门口等。')
  await expect(page.locator('[data-suggestion]')).toHaveCount(3)
  await picture('recorded-and-suggested')
  await seat.press('Alt+Y', 'Alt+Y', 'Alt+Y')
  await expect(page.locator('[data-risk]')).toHaveCount(3)
  await picture('orange-with-its-steps')
  await sized(1920, 1080)
  await picture('in-call-1920')
  await settings({ theme: 'dark' })
  await picture('in-call-dark-1920')
  await sized(1366, 768)
  await picture('in-call-dark')
  await settings({ theme: 'light', locale: 'en' })
  await expect(page.locator('[data-command=hang-up]', { hasText: 'Hang up' })).toBeVisible()
  await picture('in-call-english')
  await settings({ locale: 'zh-CN' })
  await expect(page.locator('[data-command=hang-up]', { hasText: '挂断' })).toBeVisible()
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
  await picture('wrap-up')
  await seat.press('Control+Enter')
  await expect(page.locator('[data-toast]')).toContainText('已提交')
  await seat.press('Control+U')
  await picture('submitted-and-outbox')
  await seat.press('Control+U')
  await seat.isSynced()
})

test('the next rings: one likely person with the order, several, a withheld number', async () => {
  await seat.ring('C01')
  await expect(seat.page.getByTestId('known-before')).toBeVisible()
  await picture('next-ring-shows-the-order')
  await sized(1920, 1080)
  await picture('next-ring-1920')
  await sized(1366, 768)
  await seat.answer()
  await seat.press('Alt+1')
  await picture('card-of-the-caller')
  await seat.becomeFree()
  await seat.ring('C16')
  await picture('ring-of-a-repeat-caller')
  await seat.answer()
  await seat.press('Alt+1', 'Alt+M')
  await expect(seat.page.getByRole('button', { name: /并入并催办/ })).toBeVisible()
  await picture('merged-into-the-open-order')
  await seat.becomeFree()
  await seat.ring('C03')
  await picture('ring-with-several')
  await seat.answer()
  await picture('several-to-pick-from')
  await seat.becomeFree()
  await seat.ring('C06')
  await picture('ring-withheld')
  await seat.answer()
  await seat.becomeFree()
})

test('a person in danger: a RED suggestion, and the steps of RED', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C21')
  await seat.press('Alt+C')
  await seat.type('qx')
  await expect(page.getByRole('option').first()).toBeVisible()
  await seat.press('Enter', 'Alt+W')
  await seat.type('打过两次了钱还是没得，说现在站在楼顶上，要是要到了钱给娃儿。')
  await expect(page.locator('[data-suggestion="EXTREME"]')).toBeVisible()
  await picture('red-suggested')
  await seat.press('Alt+N')
  await picture('red-why-not')
  await seat.press('Escape', 'Alt+Y')
  await expect(page.locator('[data-risk="EXTREME"]')).toBeVisible()
  await seat.press('Alt+T', 'Alt+T')
  await picture('red-with-its-steps')
  await settings({ theme: 'dark' })
  await picture('red-dark')
  await settings({ theme: 'light' })
  await seat.becomeFree()
})

test('what stands around a call: the day, orders, knowledge, search, keys, settings', async () => {
  const { page } = seat
  await seat.press('Control+1')
  await expect(page.getByRole('region', { name: '待提交' })).toBeVisible()
  await picture('the-day')
  await page.getByRole('button', { name: /工单$/ }).click()
  await picture('orders')
  await page.getByRole('button', { name: /知识$/ }).click()
  await picture('knowledge')
  await seat.press('Control+K')
  await seat.type('15400000016')
  await expect(page.getByRole('option').first()).toBeVisible()
  await picture('search')
  await seat.press('Escape', 'F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture('key-map')
  await seat.press('Escape')
  await page.getByRole('button', { name: /设置$/ }).click()
  await picture('settings')
  await settings({ theme: 'dark', locale: 'en' })
  await picture('settings-dark-english')
  await settings({ theme: 'light', locale: 'zh-CN' })
})

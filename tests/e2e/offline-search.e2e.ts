import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { deskProcessOf } from '../support/desk-process-of'
import { fillCacheOfPage } from '../support/fill-cache-script'
import { fillDeskOf, forgetCopyOf } from '../support/fill-desk'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

test.describe.configure({ timeout: 300_000 })

let seat: PracticeSeat
let desk: number | null = null
test.beforeEach(async () => {
  desk = null
  seat = await openPracticeSeat()
})
test.afterEach(async () => {
  if (desk !== null) process.kill(desk, 'SIGCONT')
  await seat.close()
})

const hits = (page: Page) => page.getByRole('dialog').getByRole('option')

test('with the desk away an order is found by telephone, employer, number and words, by keys alone', async () => {
  const { page, press, type } = seat
  await fillCacheOfPage(page, 'practice', { tickets: 22_000, numbers: 900, seed: 7, now: Date.now(), known: { index: 7, key: '8615400000001' } })
  desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  await expect(seat.truth('desk')).toContainText('联系不上', { timeout: 60_000 })

  await press('Control+K')
  await type('154-0000-0001')
  await expect(hits(page).first()).toContainText('电话')
  await expect(hits(page).first()).toContainText('154****0001')
  expect(await hits(page).allInnerTexts()).not.toContainEqual(expect.stringContaining('15400000001'))

  await fillIn(page, '重庆示例123号劳务有限公司')
  await expect(hits(page).first()).toContainText('单位')
  await fillIn(page, '催要无果 拖欠至今')
  await expect(hits(page).first()).toContainText('内容')
  await expect(page.getByRole('dialog')).toContainText('只列 50 件，请再多打几个字')
  await inBothLanguages(page, 'search-words', { en: 'Only 50 are listed', 'zh-CN': '只列 50 件' })
  await fillIn(page, '没有这句话')
  await expect(page.getByRole('dialog')).toContainText('全文已查最近 20,000 件')
  await expect(page.getByRole('dialog')).toContainText('本机没有查到')
  await inBothLanguages(page, 'search-nothing', { en: 'Nothing found', 'zh-CN': '本机没有查到' })

  await fillIn(page, '154-0000-0001')
  await expect(hits(page).first()).toContainText('电话')
  await inBothLanguages(page, 'search-phone', { en: 'Phone', 'zh-CN': '电话' })
  // Another search: the change of language has begun the last one anew.
  await fillIn(page, '催要无果 拖欠至今')
  await expect(hits(page).nth(1)).toContainText('内容')
  await press('ArrowDown')
  const chosen = page.getByRole('dialog').getByRole('option', { selected: true })
  await expect(chosen).toHaveAttribute('id', 'search-hit-1')
  const number = (await chosen.innerText()).split(' · ')[0] ?? ''
  await press('Enter')
  await expect(page.getByRole('article')).toContainText(number)
})

test('a long copy shows how far it is, and goes on where it was after the page was loaded anew', async () => {
  const { page } = seat
  await fillDeskOf(page, { tickets: 12_000, numbers: 900, seed: 7, now: Date.now() })
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 120_000 })
  await forgetCopyOf(page)
  await expect(seat.truth('desk')).toContainText(/正在同步 [\d,]+ \/ 2\d,\d{3}/, { timeout: 40_000 })
  await inBothLanguages(page, 'copying', { en: 'copying', 'zh-CN': '正在同步' })
  const before = await progressOf(page)
  await page.reload()
  await expect(page.locator('[data-truth=desk] progress')).toBeVisible({ timeout: 20_000 })
  expect(await progressOf(page)).toBeGreaterThan(before)
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 120_000 })
  await expect(page.locator('[data-truth=desk] progress')).toHaveCount(0)
})

async function inBothLanguages(page: Page, name: string, words: Readonly<Record<'en' | 'zh-CN', string>>): Promise<void> {
  await checkScreen(page, name)
  for (const locale of ['en', 'zh-CN'] as const) {
    await askMain(page, 'console', 'changeSettings', { locale })
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await expect(page.getByText(words[locale]).last()).toBeVisible()
    await page.screenshot({ path: path.join(artifactsDir, 'cache', `${name}-${locale}.png`) })
  }
}

function progressOf(page: Page): Promise<number> {
  return page.locator('[data-truth=desk] progress').evaluate((bar: HTMLProgressElement) => bar.value)
}

async function fillIn(page: Page, text: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox').fill(text)
}

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'
import { checkScreen, hearComplaints } from '../support/screen-checks'

/** What was kept and cannot be read is told to the person, not to a log alone. */

let dataDir: string
let lingxi: LingxiApp | null
test.beforeEach(async () => {
  lingxi = null
  dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
})
test.describe.configure({ timeout: 150_000 })
test.afterEach(async () => {
  await lingxi?.close({ keepData: true })
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

test('settings that cannot be read are told in the seat, by the name of the file, until somebody has read it', async () => {
  await writeFile(path.join(dataDir, 'settings.json'), '{"version":1,"settings":{"sip')
  lingxi = await launchLingxi({ dataDir })
  const page = await lingxi.page('console')
  const notice = page.locator('[data-notice="settings-set-aside"]')
  await expect(notice).toBeVisible({ timeout: 20_000 })
  const [aside] = (await readdir(dataDir)).filter((name) => name.startsWith('settings.corrupt-'))
  await expect(notice).toContainText(aside ?? 'no file was set aside')
  await expect(notice).toContainText('电话线路')
  await checkScreen(page, 'notice in the seat')

  await page.reload()
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await notice.getByRole('button', { name: '知道了' }).click()
  await expect(notice).toBeHidden()
  await page.reload()
  await expect(page.locator('#practice-C01')).toBeVisible({ timeout: 20_000 })
  await expect(notice).toBeHidden()
})

test('a password file that cannot be read is told at the gate, and no password is called wrong', async () => {
  await mkdir(path.join(dataDir, 'desk-here'), { recursive: true })
  await writeFile(path.join(dataDir, 'desk-here', 'agent.json'), '{"version":1,"agent":{"name":"李敏')
  lingxi = await launchLingxi({ args: ['--desk'], dataDir })
  const page = await lingxi.page('console')
  const complaints = hearComplaints(page)
  await expect(page.locator('[data-notice="password-file-unreadable"]')).toContainText('agent.json')
  await page.getByRole('textbox').fill('correct horse')
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('不是密码错')
  await checkScreen(page, 'notice at the gate')
  expect(complaints).toEqual([])
})

test('a desk that cannot start says why and what to do, and starts by itself when that is done', async () => {
  const inTheWay = path.join(dataDir, 'practice', 'desk')
  await mkdir(path.dirname(inTheWay), { recursive: true })
  await writeFile(inTheWay, 'a file where the folder should be')
  lingxi = await launchLingxi({ dataDir })
  const page = await lingxi.page('console')
  const banner = page.getByTestId('outage')
  await expect(banner).toContainText(/工单系统没有启动.*资料文件夹读写不了/, { timeout: 30_000 })
  await expect(page.locator('[data-truth="desk"]')).toHaveAttribute('title', /资料文件夹读写不了/)
  await page.reload()
  await expect(banner).toContainText('资料文件夹读写不了', { timeout: 20_000 })

  await rm(inTheWay)
  await expect(banner).toBeHidden({ timeout: 60_000 })
  await expect(page.locator('[data-truth="desk"]')).toContainText('已同步', { timeout: 40_000 })
})

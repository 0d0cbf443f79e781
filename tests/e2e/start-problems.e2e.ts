import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'
import { newerFrame } from '../support/newer-journal'
import { openPracticeSeat } from '../support/practice-seat'
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

test('a journal that cannot be opened is told and nothing is called saved, until it can be written', async () => {
  const inTheWay = path.join(dataDir, 'practice', 'journal')
  await mkdir(path.dirname(inTheWay), { recursive: true })
  await writeFile(inTheWay, 'a file where the folder should be')
  const seat = await openPracticeSeat({ dataDir })
  lingxi = seat.lingxi
  const { page } = seat
  await expect(page.locator('[data-notice="journal-away"]')).toContainText('备份日志打不开')
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.type('工资没给')
  const saved = page.getByTestId('saved')
  await expect(saved).toContainText('没存上')
  await expect(saved).toHaveAttribute('data-saved', 'false')
  await checkScreen(page, 'a journal that cannot be opened')
  await rm(inTheWay)
  await expect(saved).toHaveAttribute('data-saved', 'true')
  await expect(page.locator('#field-description')).toHaveValue('工资没给')
  await seat.becomeFree()
})

test('a journal of a later version is refused in words, and stays as it was', async () => {
  const file = path.join(dataDir, 'practice', 'journal', '000000001.journal')
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, newerFrame())
  lingxi = await launchLingxi({ dataDir })
  const page = await lingxi.page('console')
  await expect(page.getByRole('alert')).toContainText('更新的版本', { timeout: 20_000 })
  expect(await readdir(path.dirname(file))).toEqual([path.basename(file)])
  expect(await readFile(file)).toEqual(newerFrame())
})

test('a database of a later version is refused in words, and stays as it was', async () => {
  const seat = await openPracticeSeat({ dataDir })
  lingxi = seat.lingxi
  const { page } = seat
  const tables = await page.evaluate(() => new Promise<readonly string[]>((done, fail) => {
    const asked = indexedDB.open('lingxi-practice-work', 990)
    asked.onupgradeneeded = () => {
      asked.transaction?.objectStore('drafts').put({ id: 'of a later version', sealed: 'otherwise' })
      asked.result.deleteObjectStore('setAside')
    }
    asked.onsuccess = () => {
      asked.result.close()
      done([...asked.result.objectStoreNames])
    }
    asked.onerror = () => fail(asked.error ?? new Error('not opened'))
  }))
  expect(tables).not.toContain('setAside')
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('更新的版本', { timeout: 20_000 })
  await expect(page.getByRole('button', { name: '再试一次' })).toBeFocused()
  const left = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('lingxi-practice-work')
    asked.onsuccess = () => {
      const rows = asked.result.transaction('drafts').objectStore('drafts').getAll()
      rows.onsuccess = () => done({ version: asked.result.version, tables: [...asked.result.objectStoreNames], rows: rows.result })
    }
  }))
  expect(left).toEqual({ version: 990, tables, rows: [{ id: 'of a later version', sealed: 'otherwise' }] })
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

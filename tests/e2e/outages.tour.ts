import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { deskProcessOf } from '../support/desk-process-of'
import { openHotlineSeat } from '../support/hotline-seat'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { launchLingxi } from '../support/lingxi-app'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { blockFolder, journalOf, openElsewhere, smallDisk, ticketOfDraft } from '../support/unsent-work'

/** Pictures of outages in both languages, as an agent sees them. */

test.describe.configure({ timeout: 400_000 })

const pictures = path.join(artifactsDir, 'outages')
const words = '班组十人被要求当天退场，说好隔天结账，一周没动静。'
const callers = ['C25', 'C35', 'C40']

let dataDir: string
let seat: PracticeSeat | null
test.beforeEach(async () => {
  await mkdir(pictures, { recursive: true })
  seat = null
  dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-outages-'))
})
test.afterEach(async () => {
  await endLeftOver(seat?.lingxi)
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function picture(page: Page, name: string): Promise<void> {
  for (const locale of ['en', 'zh-CN'] as const) {
    await askMain(page, 'console', 'changeSettings', { locale })
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await page.mouse.move(600, 20)
    await page.screenshot({ path: path.join(pictures, `${name}-${locale}.png`), animations: 'disabled' })
  }
}

async function open(): Promise<PracticeSeat> {
  seat = await openPracticeSeat({ dataDir })
  const window = await seat.lingxi.electron.browserWindow(seat.page)
  await window.evaluate((shown) => shown.setContentSize(1366, 768))
  return seat
}

async function write({ page, ...keys }: PracticeSeat, callerId = 'C25'): Promise<void> {
  await keys.ringAndAnswer(callerId)
  await keys.press('Alt+Q', '1', 'Alt+C')
  await keys.type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await keys.press('Enter', 'Alt+W')
  await page.keyboard.insertText(words)
}

async function submit({ page, ...keys }: PracticeSeat): Promise<void> {
  await keys.press('Control+Shift+Enter')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  await keys.becomeFree()
}

test('the PBX away, and both away', async () => {
  const hotline = await openHotlineSeat(pictures)
  const { page } = hotline
  try {
    await hotline.useAccount({ serverUrl: 'ws://127.0.0.1:1/ws', user: '8017', domain: '127.0.0.1', password: 'of the line' })
    await expect(page.getByTestId('outage')).toHaveAttribute('data-line', 'true', { timeout: 30_000 })
    await expect(page.locator('[data-toast]')).toBeHidden({ timeout: 15_000 })
    await picture(page, '01-pbx-away')
    process.kill(await deskProcessOf(hotline.lingxi), 'SIGSTOP')
    await expect(page.getByTestId('outage')).toHaveAttribute('data-desk', 'true', { timeout: 60_000 })
    await picture(page, '02-both-away')
  } finally {
    await endLeftOver(hotline.lingxi)
    await rm(hotline.lingxi.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

test('the desk away with an order on its way, and one refused', async () => {
  const shown = await open()
  const { page } = shown
  await write(shown)
  await openElsewhere(shown, await ticketOfDraft(shown), await page.getByTestId('draft-number').innerText())
  await submit(shown)
  await expect(shown.truth('outbox')).toContainText('1 件需修改')
  await shown.press('Control+U')
  await picture(page, '03-refused-order')
  await shown.press('Escape')
  const desk = await deskProcessOf(shown.lingxi)
  process.kill(desk, 'SIGSTOP')
  await expect(shown.truth('desk')).toContainText('联系不上', { timeout: 60_000 })
  await write(shown, callers[1])
  await submit(shown)
  await shown.press('Control+1')
  await expect(page.locator('[data-toast]')).toBeHidden({ timeout: 15_000 })
  await picture(page, '04-desk-away')
  await write(shown, callers[2])
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await picture(page, '05-desk-away-in-call')
})

test('the browser engine’s database wiped and everything back, then one that cannot be opened', async () => {
  const database = path.join(dataDir, 'Partitions', 'practice', 'IndexedDB')
  const before = await open()
  process.kill(await deskProcessOf(before.lingxi), 'SIGSTOP')
  await write(before)
  await submit(before)
  await write(before, callers[1])
  await expect(before.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await killAll(await processesOf(before.lingxi))
  seat = null
  await rm(database, { recursive: true })

  const again = await open()
  await again.isSynced()
  await again.press('Control+1')
  await expect(again.page.locator('button[data-draft]')).toHaveCount(1)
  await expect(again.page.locator('tbody tr[data-order]').first()).toBeVisible()
  await picture(again.page, '06-storage-wiped-and-back')
  await again.close({ keepData: true })
  seat = null

  await rename(database, `${database}.away`)
  await writeFile(database, 'a file where the folder should be')
  const lingxi = await launchLingxi({ dataDir })
  try {
    const page = await lingxi.page('console')
    const window = await lingxi.electron.browserWindow(page)
    await window.evaluate((shown) => shown.setContentSize(1366, 768))
    for (const locale of ['en', 'zh-CN'] as const) {
      // Nothing follows the settings yet: the page begins in their language.
      await askMain(page, 'console', 'changeSettings', { locale })
      await page.reload()
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
      await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 })
      await page.screenshot({ path: path.join(pictures, `11-database-cannot-be-opened-${locale}.png`), animations: 'disabled' })
    }
  } finally {
    await endLeftOver(lingxi)
  }
})

test('a full disk and a broken folder of the journal', async () => {
  const disk = await smallDisk(journalOf(dataDir))
  test.skip(disk === null, 'this user may not mount a small disk')
  const shown = await open()
  const { page } = shown
  try {
    await write(shown)
    await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
    await disk?.fill()
    await page.keyboard.insertText(words.repeat(80))
    await expect(page.getByTestId('storage-trouble')).toHaveAttribute('data-code', 'storage-full')
    await picture(page, '08-disk-full')
  } finally {
    disk?.unmount()
  }
  const blocked = await blockFolder(journalOf(dataDir))
  await page.locator('#field-description').focus()
  await page.keyboard.insertText('还没有结。')
  await expect(page.getByTestId('storage-trouble')).toHaveAttribute('data-code', 'storage-failed')
  await picture(page, '09-journal-broken')
  await blocked.free()
})

test('a clock that is wrong', async () => {
  const shown = await open()
  await shown.page.addInitScript(() => {
    const real = Date.now
    Date.now = () => real() + 12 * 60_000
  })
  await shown.page.reload()
  await expect(shown.truth('desk')).toContainText(/快|慢/, { timeout: 40_000 })
  await picture(shown.page, '10-clock-wrong')
})

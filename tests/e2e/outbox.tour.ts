import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { deskProcessOf } from '../support/desk-process-of'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { blockFolder, chooseFile, fileOfAnotherSeat, importByKeys, journalOf, openElsewhere, passphrase, ticketOfDraft } from '../support/unsent-work'

/** Pictures of unsent work in both languages: the outbox in every state, export and import, both sides, a disk that takes nothing. */

test.describe.configure({ mode: 'serial', timeout: 600_000 })

const words = '班组十人被要求当天退场，说好隔天结账，一周没动静。'

let folder: string
let seat: PracticeSeat
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-tour-'))
  seat = await openPracticeSeat({ dataDir: path.join(folder, 'data') })
  const window = await seat.lingxi.electron.browserWindow(seat.page)
  await window.evaluate((shown) => shown.setContentSize(1366, 768))
})
test.afterAll(async () => {
  await seat.close({ keepData: true })
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** The same moment in both languages. */
async function picture(name: string): Promise<void> {
  for (const locale of ['en', 'zh-CN'] as const) {
    await askMain(seat.page, 'console', 'changeSettings', { locale })
    await expect(seat.page.locator('html')).toHaveAttribute('lang', locale)
    await seat.page.mouse.move(600, 20)
    await seat.page.screenshot({ path: path.join(artifactsDir, 'outbox', `${name}-${locale}.png`), animations: 'disabled' })
  }
}

async function fillAndWrite(callerId: string): Promise<void> {
  await seat.ringAndAnswer(callerId)
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('cj')
  await expect(seat.page.getByRole('option').first()).toContainText('产假')
  await seat.press('Enter', 'Alt+W')
  await seat.page.keyboard.insertText(words)
  await expect(seat.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
}

async function submit(): Promise<void> {
  await seat.press('Control+Shift+Enter')
  await expect(seat.page.getByTestId('capture-form')).toBeHidden()
  await seat.becomeFree()
}

test('outbox, both sides, export, import', async () => {
  const { page } = seat
  await seat.press('Control+U')
  await picture('01-outbox-empty')
  await seat.press('Escape')
  await fillAndWrite('C25')
  await openElsewhere(seat, await ticketOfDraft(seat), await page.getByTestId('draft-number').innerText())
  await submit()
  await expect(seat.truth('outbox')).toContainText('1 件需修改')
  const desk = await deskProcessOf(seat.lingxi)
  process.kill(desk, 'SIGSTOP')
  try {
    await fillAndWrite('C35')
    await submit()
    await fillAndWrite('C40')
    await submit()
    await seat.press('Control+U')
    await picture('02-outbox-refused-sending-waiting')
    await seat.press('Enter')
    await expect(page.getByTestId('both-sides')).toBeVisible()
    await picture('03-both-sides')
    await page.locator('[data-way="discard"]').click()
    await picture('04-give-up')
    await page.keyboard.press('Escape')
    await chooseFile(seat, path.join(folder, 'unsent.lxo'))
    await seat.press('Control+Shift+U')
    await page.keyboard.insertText('12345678')
    await picture('05-export')
    await page.getByTestId('export-form').locator('input').first().fill(passphrase)
    await page.getByTestId('export-form').locator('input').nth(1).fill(passphrase)
    await seat.press('Enter')
    await expect(page.getByTestId('export-done')).toBeVisible({ timeout: 20_000 })
    await picture('06-exported')
    await seat.press('Enter', 'Control+Shift+I')
    await picture('07-import')
    await seat.press('Enter')
    await page.getByTestId('import-form').locator('input').fill('not the passphrase')
    await seat.press('Enter')
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
    await picture('08-import-wrong')
    await page.getByTestId('import-form').locator('input').fill(passphrase)
    await seat.press('Enter')
    await expect(page.getByTestId('import-done')).toBeVisible({ timeout: 20_000 })
    await picture('09-imported')
    await seat.press('Enter')
  } finally {
    process.kill(desk, 'SIGCONT')
  }
  await expect(seat.truth('outbox')).toContainText('0 件，另 1 件', { timeout: 60_000 })
})

test('a disk that takes nothing', async () => {
  const { page } = seat
  await fillAndWrite('C12')
  const blocked = await blockFolder(journalOf(path.join(folder, 'data')))
  await page.locator('#field-description').focus()
  await page.keyboard.insertText('还没有结。')
  await expect(page.getByTestId('storage-trouble')).toBeVisible()
  await picture('10-storage-failing')
  await blocked.free()
  await expect(page.getByTestId('storage-trouble')).toBeHidden({ timeout: 20_000 })
  await seat.becomeFree()
})

test('what another seat has written', async () => {
  const { page } = seat
  const file = path.join(folder, 'another.lxo')
  const { ticketId, number } = await fileOfAnotherSeat(file)
  await openElsewhere(seat, ticketId, number)
  await importByKeys(seat, file)
  await expect(page.getByTestId('import-done')).toBeVisible({ timeout: 20_000 })
  await picture('11-imported-new')
  await seat.press('Enter', 'Control+1')
  await expect(seat.truth('outbox')).toContainText('需修改')
  if (!(await page.getByTestId('outbox').isVisible())) await seat.press('Control+U')
  await expect(page.locator('[data-behind="true"]')).toBeVisible()
  await picture('12-lanes')
})

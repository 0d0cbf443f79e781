import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'
import { blockFolder, exportByKeys, journalOf, smallDisk } from '../support/unsent-work'

/** What this computer cannot keep is told at once, stays on the screen, can be exported, and is saved by itself when it can be. */

test.describe.configure({ timeout: 150_000 })

/** More than a block of a disk: what is free in the journal's last one takes no record with all of that. */
const words = '班组十人被要求当天退场，说好隔天结账。'.repeat(80)
const more = '还没有结。'

let dataDir: string
let seat: PracticeSeat | null
test.beforeEach(async () => {
  seat = null
  dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
})
test.afterEach(async () => {
  await seat?.close({ keepData: true })
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

test('with its folder gone nothing is called saved or submitted, work goes on, and all is well again without a restart', async () => {
  seat = await openPracticeSeat({ dataDir })
  await writeInCall(seat)
  await seat.page.evaluate(() => void ((window as unknown as { isSamePage: boolean }).isSamePage = true))
  const blocked = await blockFolder(journalOf(dataDir))
  await isTold(seat, 'storage-failed', '本机存不进去')
  await goesOn(seat)
  await blocked.free()
  await isWellAgain(seat)
})

test('with a full disk it says so, and goes on by itself when there is room', async () => {
  const disk = await smallDisk(journalOf(dataDir))
  test.skip(disk === null, 'this user may not mount a small disk')
  if (disk === null) return
  try {
    seat = await openPracticeSeat({ dataDir })
    await writeInCall(seat)
    await seat.page.evaluate(() => void ((window as unknown as { isSamePage: boolean }).isSamePage = true))
    await disk.fill()
    await isTold(seat, 'storage-full', '磁盘满了')
    await goesOn(seat)
    await disk.free()
    await isWellAgain(seat)
    await seat.close({ keepData: true })
    seat = null
  } finally {
    disk.unmount()
  }
})

test('a call that rings while the disk is full gets a number and a draft; it goes on, and is there once when there is room', async () => {
  const disks = [await smallDisk(journalOf(dataDir)), await smallDisk(path.join(dataDir, 'practice', 'counters'))].filter((disk) => disk !== null)
  test.skip(disks.length < 2, 'this user may not mount a small disk')
  try {
    seat = await openPracticeSeat({ dataDir })
    await seat.page.evaluate(() => void ((window as unknown as { isSamePage: boolean }).isSamePage = true))
    for (const disk of disks) await disk.fill()
    await fillInCall(seat)
    await expect(seat.page.getByTestId('draft-number')).toContainText('-9001-')
    const written = await fillUp(seat, disks)
    await isTold(seat, 'storage-full', '磁盘满了')
    await goesOn(seat, written)
    for (const disk of disks) await disk.free()
    await isWellAgain(seat)
    await seat.close({ keepData: true })
    seat = null
  } finally {
    for (const disk of disks) disk.unmount()
  }
})

test('with no room for the browser engine’s database nothing is called saved, work goes on in memory and can be exported', async () => {
  const disk = await smallDisk(path.join(dataDir, 'Partitions', 'practice', 'IndexedDB'), 24 * 1024)
  test.skip(disk === null, 'this user may not mount a small disk')
  if (disk === null) return
  try {
    seat = await openPracticeSeat({ dataDir })
    await writeInCall(seat)
    const written = await fillUp(seat, [disk])
    await isTold(seat, /storage-(full|failed)/, /磁盘满了|本机存不进去/)
    await goesOn(seat, written)
  } finally {
    disk.unmount()
  }
})

async function writeInCall(shown: PracticeSeat): Promise<void> {
  await fillInCall(shown)
  await expect(shown.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await expect(shown.page.getByTestId('storage-trouble')).toBeHidden()
}

async function fillInCall({ page, ...keys }: PracticeSeat): Promise<void> {
  await keys.ringAndAnswer('C25')
  await keys.press('Alt+Q', '1', 'Alt+C')
  await keys.type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await keys.press('Enter', 'Alt+W')
  await page.keyboard.insertText(words)
}

/** What is cleared away when nothing more goes in makes room again: until that is used up as well. Gives what has been written by then. */
async function fillUp({ page }: PracticeSeat, disks: readonly { fill(): Promise<unknown> }[]): Promise<string> {
  let written = words
  for (let times = 0; times < 3; times += 1) {
    for (const disk of disks) await disk.fill()
    await page.keyboard.insertText(more)
    written += more
    await expect(page.getByTestId('storage-trouble')).toBeVisible({ timeout: 20_000 })
  }
  return written
}

async function isTold({ page }: PracticeSeat, code: string | RegExp, title: string | RegExp): Promise<void> {
  await page.keyboard.insertText(more)
  const banner = page.getByTestId('storage-trouble')
  await expect(banner).toHaveAttribute('data-code', code)
  await expect(banner).toContainText(title)
  await expect(banner).toContainText(/\d\d:\d\d 起.*没有存盘，提交不了/)
  const saved = page.getByTestId('saved')
  await expect(saved).toHaveAttribute('data-saved', 'false')
  await expect(saved).toContainText('没存上')
  await checkScreen(page, `storage failing: ${code}`)
}

/** The words are there, submitting says why it does not, and the export holds what no disk here has taken. */
async function goesOn(shown: PracticeSeat, written = words): Promise<void> {
  const { page } = shown
  await expect(page.locator('#field-description')).toHaveValue(written + more)
  await shown.press('Control+Shift+Enter')
  await expect(page.getByText('没有存进待上传')).toBeVisible()
  await expect(page.getByTestId('capture-form')).toBeVisible()
  const file = path.join(dataDir, 'out.lxo')
  await exportByKeys(shown, file)
  await checkScreen(page, 'exported')
  await shown.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  const bytes = await readFile(file)
  expect(bytes.toString('utf8')).toContain('"drafts":1')
  expect(bytes.includes(Buffer.from('退场'))).toBe(false)
  await expect(page.getByTestId('storage-trouble')).toBeVisible()
}

async function isWellAgain(shown: PracticeSeat): Promise<void> {
  const { page } = shown
  await expect(page.getByTestId('storage-trouble')).toBeHidden({ timeout: 20_000 })
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  expect(await page.evaluate(() => (window as unknown as { isSamePage?: boolean }).isSamePage)).toBe(true)
  const number = await page.getByTestId('draft-number').innerText()
  await shown.press('Control+Shift+Enter')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  await shown.becomeFree()
  await shown.isSynced()
  const opened = (await shown.changes()).filter(({ event }) => event.type === 'opened' && event.data.number === number)
  expect(opened).toHaveLength(1)
}

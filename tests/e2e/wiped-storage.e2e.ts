import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { deskProcessOf } from '../support/desk-process-of'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { hearSaved, type SavedReport } from '../support/saved-words'

/** What the browser engine may do when a disk fills: the whole database of the page is gone, with nothing delivered. */

const words = '班组十人被要求当天退场，说好隔天结账。'

test('a draft and an order that nobody else has come back after the database was deleted, the order once', async () => {
  test.setTimeout(240_000)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
  let seat: PracticeSeat | null = null
  try {
    seat = await openPracticeSeat({ dataDir })
    const { number, draft } = await workUntilKilled(seat)
    seat = null
    await wipeDatabases(dataDir)

    seat = await openPracticeSeat({ dataDir })
    await seat.isSynced()
    await isThere(seat, draft)
    expect(await openedUnder(seat, number)).toHaveLength(1)
    const ids = (await seat.changes()).map(({ event }) => event.id)
    expect(new Set(ids).size).toBe(ids.length)
    await seat.close({ keepData: true })

    // Delivered is delivered: the next start owes nothing, and the draft is there still.
    seat = await openPracticeSeat({ dataDir })
    await seat.isSynced()
    await isThere(seat, draft)
    expect(await openedUnder(seat, number)).toHaveLength(1)
    await seat.close({ keepData: true })
    seat = null
  } finally {
    await endLeftOver(seat?.lingxi)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

/** Submits an order to a desk that stands still, writes into the next call until its words are saved, and kills everything. */
async function workUntilKilled(seat: PracticeSeat): Promise<{ readonly number: string; readonly draft: SavedReport }> {
  const { page } = seat
  const reports: SavedReport[] = []
  await hearSaved(page, (report) => void reports.push(report))
  process.kill(await deskProcessOf(seat.lingxi), 'SIGSTOP')
  await seat.ringAndAnswer('C25')
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await seat.press('Enter', 'Control+Shift+Enter')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  await seat.becomeFree()
  await expect(seat.truth('outbox')).toContainText('1 件')

  await seat.ringAndAnswer('C40')
  await seat.press('Alt+W')
  await seat.type(words)
  await expect.poll(() => reports.at(-1)?.text).toBe(words)
  const draft = reports.at(-1)
  if (draft === undefined) throw new Error('nothing was called saved')
  await killAll(await processesOf(seat.lingxi))
  return { number, draft }
}

async function wipeDatabases(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'Partitions', 'practice', 'IndexedDB')
  expect(await readdir(folder)).not.toEqual([])
  await rm(folder, { recursive: true })
}

async function isThere({ page, press }: PracticeSeat, draft: SavedReport): Promise<void> {
  await press('Control+1')
  const entries = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  await expect(entries).toHaveCount(1)
  await page.locator(`button[data-draft="${draft.draftId}"]`).click()
  await expect(page.getByTestId('saved')).toHaveAttribute('data-draft', draft.draftId)
  await expect(page.getByTestId('saved')).toHaveAttribute('data-revision', String(draft.revision))
  await expect(page.locator('#field-description')).toHaveValue(words)
}

async function openedUnder(seat: PracticeSeat, number: string) {
  return (await seat.changes()).filter(({ event }) => event.type === 'opened' && event.data.number === number)
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { endLeftOver } from '../support/kill-lingxi'
import { takePictures } from '../support/pictures'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen, hearComplaints } from '../support/screen-checks'

/** What could not be read is given back to whoever wrote it, as far as there are words of it. */

const words = '班组十人被要求退场，工头电话 15400000099，说好隔天结账。'

let dataDir: string
let seat: PracticeSeat | null
test.describe.configure({ timeout: 240_000 })
test.beforeEach(async () => {
  seat = null
  dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
})
test.afterEach(async () => {
  await endLeftOver(seat?.lingxi)
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** One draft gets a count that is no number, and another one appears whose seal is nothing. */
function spoil(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((done, fail) => {
    const asked = indexedDB.open('lingxi-practice-work')
    asked.onerror = () => fail(asked.error ?? new Error('not opened'))
    asked.onsuccess = () => {
      const transaction = asked.result.transaction('drafts', 'readwrite', { durability: 'strict' })
      const drafts = transaction.objectStore('drafts')
      const all = drafts.getAll()
      all.onsuccess = () => {
        for (const row of all.result) {
          row.sealed.record.values.workers_count = '十来个'
          drafts.put(row)
          drafts.put({ ...row, id: '019aae00-0000-7000-8000-000000000009', sealed: new Uint8Array(60) })
        }
      }
      transaction.oncomplete = () => done(asked.result.close())
      transaction.onabort = () => fail(transaction.error ?? new Error('not spoilt'))
    }
  }))
}

test('words of a draft that cannot be read are shown masked, in full for a reason, and go when the agent is done with them', async () => {
  seat = await openPracticeSeat({ dataDir })
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.page.keyboard.insertText(words)
  await expect(seat.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  const number = await seat.page.getByTestId('draft-number').innerText()
  await seat.becomeFree()
  await spoil(seat.page)
  await seat.close({ keepData: true })
  await rm(path.join(dataDir, 'practice', 'journal'), { recursive: true })

  seat = await openPracticeSeat({ dataDir })
  const { page, press, tabTo } = seat
  const complaints = hearComplaints(page)
  const notice = page.locator('[data-notice="records-set-aside-drafts"]')
  await expect(notice).toContainText('2 份草稿读不出来')
  await takePictures(page, 'set-aside', '01-notice')
  await tabTo(notice.getByRole('button', { name: '看原文' }))
  await press('Enter')
  await expect(notice).toBeHidden()
  const dialog = page.getByTestId('set-aside')
  const malformed = dialog.locator('article').filter({ hasText: number })
  const sealed = dialog.locator('article').filter({ hasText: '封装打不开' })
  await expect(malformed).toContainText('班组十人被要求退场，工头电话 154****0099，说好隔天结账。')
  await expect(malformed).toContainText(/格式对不上：人数.*十来个/)
  await expect(sealed).toContainText('里面的字一个也读不出来')
  await expect(dialog).not.toContainText('15400000099')
  await checkScreen(page, 'records that cannot be read')
  await takePictures(page, 'set-aside', '02-masked')

  await tabTo(malformed.locator('[data-command="reveal"]'))
  await press('Enter')
  await expect(page.getByTestId('reveal-dialog')).toBeVisible()
  await press('2')
  await expect(malformed).toContainText(words)
  await expect(malformed).toBeFocused()
  await expect(malformed).toContainText(/查看记录.*核对身份/)
  await takePictures(page, 'set-aside', '03-in-full')

  await tabTo(malformed.locator('[data-action="done"]'))
  await press('Enter')
  await expect(malformed.locator('[data-action="keep"]')).toBeFocused()
  await takePictures(page, 'set-aside', '04-sure')
  await press('Tab', 'Enter')
  await expect(malformed).toBeHidden()
  await expect(sealed).toBeVisible()
  await press('Escape')
  await expect(dialog).toBeHidden()

  // Nobody told again: the other one stands in the outbox until it is done with, too.
  await page.reload()
  await expect(seat.truth('queue')).toContainText('接来电')
  await press('Control+U')
  const note = page.getByTestId('set-aside-note')
  await expect(note).toContainText('读不出来的记录 1')
  await takePictures(page, 'set-aside', '05-outbox')
  await tabTo(note.getByRole('button'))
  await press('Enter')
  await expect(dialog.locator('article')).toHaveCount(1)
  await tabTo(sealed.locator('[data-action="done"]'))
  await press('Enter', 'Tab', 'Enter')
  await expect(dialog).toContainText('没有读不出来的记录')
  await press('Enter')
  await expect(dialog).toBeHidden()
  await expect(note).toBeHidden()
  await expect(page.getByTestId('outbox')).toBeVisible()
  expect(complaints).toEqual([])
})

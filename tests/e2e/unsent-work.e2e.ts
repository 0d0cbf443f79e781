import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { deskProcessOf } from '../support/desk-process-of'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'
import { exportByKeys, fileOfAnotherSeat, importByKeys, openElsewhere, ticketOfDraft } from '../support/unsent-work'

test.describe.configure({ timeout: 240_000 })

const words = '班组十人被要求当天退场，说好隔天结账。'

let folder: string
let seat: PracticeSeat | null
test.beforeEach(async () => {
  seat = null
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-unsent-'))
})
test.afterEach(async () => {
  await endLeftOver(seat?.lingxi)
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function answerAndFill({ page, ...keys }: PracticeSeat, callerId: string): Promise<string> {
  await keys.ringAndAnswer(callerId)
  await keys.press('Alt+Q', '1', 'Alt+C')
  await keys.type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await keys.press('Enter')
  return page.getByTestId('draft-number').innerText()
}

test('what one seat could not send is exported, the seat is lost, and another seat sends it once', async () => {
  const file = path.join(folder, 'unsent.lxo')
  seat = await openPracticeSeat({ dataDir: path.join(folder, 'one') })
  process.kill(await deskProcessOf(seat.lingxi), 'SIGSTOP')
  const number = await answerAndFill(seat, 'C25')
  await seat.press('Control+Shift+Enter')
  await expect(seat.page.getByTestId('capture-form')).toBeHidden()
  await seat.becomeFree()
  await seat.ringAndAnswer('C40')
  await seat.press('Alt+W')
  await seat.page.keyboard.insertText(words)
  await exportByKeys(seat, file)
  await seat.press('Enter')
  await killAll(await processesOf(seat.lingxi))

  seat = await openPracticeSeat({ dataDir: path.join(folder, 'two') })
  const { page } = seat
  await importByKeys(seat, file, 'not the passphrase')
  await expect(page.getByRole('alert')).toContainText('口令不对')
  await page.getByTestId('import-form').locator('input').fill('')
  await seat.press('Escape')
  await importByKeys(seat, file)
  await expect(page.getByTestId('import-done')).toContainText('草稿 1 份，待上传 1 件')
  await checkScreen(page, 'imported')
  await seat.press('Enter')
  await seat.isSynced()
  expect((await seat.changes()).filter(({ event }) => event.type === 'opened' && event.data.number === number)).toHaveLength(1)
  await seat.press('Control+1')
  const entry = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  await expect(entry).toHaveCount(1)
  await entry.click()
  await expect(page.locator('#field-description')).toHaveValue(words)
  await seat.press('Control+S')

  // Once more: nothing comes twice, here or at the desk.
  const before = (await seat.changes()).length
  await importByKeys(seat, file)
  await expect(page.getByTestId('import-done')).toBeVisible({ timeout: 20_000 })
  await seat.press('Enter')
  await seat.isSynced()
  await expect(entry).toHaveCount(1)
  expect(await seat.changes()).toHaveLength(before)
})

test('an order that the desk has got from elsewhere comes back with both sides, and what was written is added to it', async () => {
  seat = await openPracticeSeat({ dataDir: path.join(folder, 'one') })
  const { page } = seat
  const number = await answerAndFill(seat, 'C25')
  await seat.press('Alt+W')
  await page.keyboard.insertText(words)
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  const ticketId = await ticketOfDraft(seat)
  await openElsewhere(seat, ticketId, number)
  await seat.press('Control+Shift+Enter')
  await expect(seat.truth('outbox')).toContainText('1 件需修改')
  await seat.becomeFree()

  // By keys alone, with nothing open.
  await seat.press('Control+U')
  const line = page.getByTestId('outbox').locator('[data-state="refused"] [data-line]')
  await expect(line).toBeFocused()
  await seat.press('Enter')
  const sides = page.getByTestId('both-sides')
  await expect(sides.locator('[data-side="wanted"]')).toContainText('退场')
  await expect(sides.locator('[data-side="desk"]')).toContainText('已受理')
  await checkScreen(page, 'refused with both sides')
  await seat.tabTo(sides.locator('[data-way="add-to"]'))
  await seat.press('Enter')
  await expect(page.locator('#field-description')).toHaveValue(words)
  await seat.press('Control+Enter')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  await seat.isSynced()
  const ofTicket = (await seat.changes()).map(({ event }) => event).filter((event) => event.ticketId === ticketId)
  expect(ofTicket.map(({ type }) => type)).toEqual(expect.arrayContaining(['opened', 'chased', 'facts-recorded']))
  expect(ofTicket.filter(({ type }) => type === 'opened')).toHaveLength(1)
  await seat.close({ keepData: true })
  seat = null
})

test('what another seat wrote says by whom, and a further call waits behind its order that came back, holding up nothing else', async () => {
  const file = path.join(folder, 'unsent.lxo')
  const { ticketId, number } = await fileOfAnotherSeat(file)
  seat = await openPracticeSeat({ dataDir: path.join(folder, 'one') })
  const { page } = seat
  await openElsewhere(seat, ticketId, number)
  await importByKeys(seat, file)
  await expect(page.getByTestId('import-done')).toContainText('草稿 1 份，待上传 3 件')
  await seat.press('Enter')
  await expect(seat.truth('outbox')).toContainText('1 件，另 1 件需修改')
  await seat.press('Control+U')
  const refused = page.getByTestId('outbox').locator('section[data-group="refused"]')
  await expect(refused.locator('[data-state="refused"]').first()).toContainText('王五 1234 写的')
  await expect(refused.locator('[data-behind="true"]')).toContainText(`排在 ${number} 之后`)
  await checkScreen(page, 'a lane that waits')

  // Given up, it holds nothing back any more: the desk has the order that the further call belongs to.
  await seat.press('Enter')
  await seat.tabTo(page.locator('[data-way="discard"]'))
  await seat.press('Enter')
  await page.locator('[data-reason="recorded-elsewhere"]').press('Enter')
  await seat.isSynced()
  const types = (await seat.changes()).flatMap(({ event }) => (event.ticketId === ticketId ? [event.type] : []))
  expect(types.slice(0, 2)).toEqual(['opened', 'chased'])
  await seat.press('Control+1')
  await expect(page.getByRole('region', { name: '待提交' })).toContainText('王五 1234 写的')
  await seat.close({ keepData: true })
  seat = null
})

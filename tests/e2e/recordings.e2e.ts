import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import type { AuditEntry } from '../../shared/desk-api/audit'
import type { Role } from '../../shared/people/role'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { eventsByHand } from '../support/orders-by-hand'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { toneWav } from '../support/wav'

/** Recordings that a PBX has left in a folder, heard and locked at consoles of a real shared desk, by keyboard. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const call = { callAt: Date.parse('2026-11-23T10:00:00+08:00'), category: 'WAGE-02', district: '500103' } as const
const [told, secret] = ['20261123-8017-001-1', '20261123-8017-002-1'] as const
let desk: SharedDeskProgram
let place: string
let seat: SharedSeat | null = null

test.beforeAll(async () => {
  test.setTimeout(180_000)
  place = await mkdtemp(path.join(tmpdir(), 'lingxi-recordings-'))
  const [folder, kept] = [path.join(place, 'pbx'), path.join(place, 'kept')]
  await mkdir(folder)
  await mkdir(kept)
  for (const id of ['1764500000.1', '1764500000.2']) await writeFile(path.join(folder, `${id}.wav`), toneWav(20))
  await writeFile(path.join(folder, '1764500000.1.notice'), 'SUCCESS\n')
  desk = await startSharedDeskProgram({ LINGXI_RECORDINGS: folder, LINGXI_RECORDINGS_KEPT: kept })
  await desk.write(eventsByHand({ ...call, number: told, queueCallId: '1764500000.1' }))
  await desk.write(eventsByHand({ ...call, number: secret, isSecret: true, queueCallId: '1764500000.2', callAt: call.callAt + 60_000 }))
})
test.afterEach(async () => {
  await seat?.close()
  seat = null
})
test.afterAll(async () => {
  await desk.close()
  await rm(place, { recursive: true, force: true })
})

async function openAs(login: string, role: Role): Promise<SharedSeat> {
  seat = await openSharedSeat()
  await seat.begin(desk.origin(), login, await desk.person(login, login, [role]))
  await seat.isSynced()
  return seat
}
async function look(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.keyboard.type(number)
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(number)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toContainText(number)
}
const recordings = (page: Page) => page.getByTestId('order-recordings')
const player = (page: Page) => page.getByTestId('recording-player')
const placeOf = async (page: Page) => Number(await player(page).getByRole('slider').inputValue())
const picture = (page: Page, name: string) => page.screenshot({ path: path.join(artifactsDir, 'recordings', `${name}.png`) })
const acts = async (kind: AuditEntry['act']['kind']) => (await desk.audit()).flatMap(({ act }) => (act.kind === kind ? [act] : []))

test('whoever checks quality says why, hears it by keys, and the audit has it', async () => {
  const { page } = await openAs('zhijian', 'QC')
  const complaints = hearComplaints(page)
  await look(page, told)
  await expect(recordings(page)).toContainText(/可以听，00:20.*录音提示放过了 · 没有锁定/s)
  await expect(recordings(page).getByRole('button', { name: '锁定' })).toBeHidden()
  await checkScreen(page, 'an order with a recording')
  await picture(page, 'row-zh')
  await recordings(page).getByRole('button', { name: '收听' }).press('Enter')
  await expect(page.getByTestId('recording-why').getByRole('button', { name: '质检' })).toBeFocused()
  await checkScreen(page, 'asked why somebody listens')
  await picture(page, 'why-zh')
  await page.keyboard.press('5')
  await expect(page.getByTestId('recording-why').getByRole('alert')).toContainText('请先写明原因')
  expect(await acts('recording-played')).toEqual([])
  await page.keyboard.type('来电人投诉语气')
  await page.keyboard.press('Enter')
  await expect(player(page)).toHaveAttribute('data-playing', 'true')
  // Its clock is that of the sound.
  await expect.poll(() => placeOf(page)).toBeGreaterThan(0.5)
  await expect(player(page).getByRole('button', { name: '暂停' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(player(page)).toHaveAttribute('data-playing', 'false')
  const stood = await placeOf(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => placeOf(page)).toBeCloseTo(stood + 5, 1)
  await checkScreen(page, 'a recording that is played')
  await picture(page, 'player-zh')
  await page.keyboard.press('Space')
  await expect.poll(() => placeOf(page)).toBeGreaterThan(stood + 5.2)
  await page.keyboard.press('Escape')
  await expect(player(page)).toBeHidden()
  await expect(recordings(page).getByRole('button', { name: '收听' })).toBeFocused()
  expect(await acts('recording-played')).toMatchObject([{ recording: '1764500000.1', reason: 'other', note: '来电人投诉语气' }])
  expect(complaints).toEqual([])

  await look(page, secret)
  await expect(recordings(page)).toContainText('你的角色不能听')
  await expect(recordings(page).getByRole('button', { name: '收听' })).toBeHidden()
})

test('a lead hears a secret one too, locks it, and it is there when the house has cleared away', async () => {
  const { page } = await openAs('banzhang', 'LEAD')
  await askMain(page, 'console', 'changeSettings', { locale: 'en' })
  await look(page, secret)
  await expect(recordings(page)).toContainText('not locked')
  await recordings(page).getByRole('button', { name: 'Lock' }).press('Enter')
  await expect(recordings(page)).toContainText('locked: a copy lies where no clean-up reaches')
  expect(await acts('recording-kept')).toMatchObject([{ recording: '1764500000.2', lock: 'locked' }])
  await rm(path.join(place, 'pbx', '1764500000.2.wav'))
  await recordings(page).getByRole('button', { name: 'Listen' }).press('Enter')
  await picture(page, 'why-en')
  await page.keyboard.press('4')
  await expect.poll(() => placeOf(page)).toBeGreaterThan(0.2)
  await picture(page, 'player-en')
  // Another order on the screen, and nothing is heard any more.
  await look(page, told)
  await expect(player(page)).toBeHidden()
  await expect(recordings(page).getByRole('button', { name: 'Listen' })).toBeVisible()
  await rm(path.join(place, 'pbx', '1764500000.1.wav'))
  await recordings(page).getByRole('button', { name: 'Listen' }).press('Enter')
  await page.keyboard.press('1')
  await expect(recordings(page).getByRole('alert')).toContainText('not there any more')
  await expect(recordings(page)).toContainText('no recording of this call')
  await picture(page, 'gone-en')
  expect(await acts('recording-played')).toHaveLength(2)
})

test('an agent sees nothing of it', async () => {
  const { page } = await openAs('huawu', 'AGENT')
  await look(page, told)
  await expect(page.getByRole('article')).toBeVisible()
  await expect(recordings(page)).toHaveCount(0)
})

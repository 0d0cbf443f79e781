import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { drawCanaries, findInFolder, wordsOf, type Canary } from '../support/canaries'
import { openHotlineSeat, startHotlineSeatOn, type HotlineSeat } from '../support/hotline-seat'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { hearSaved, type SavedReport } from '../support/saved-words'
import { call } from '../support/sipp'

/** A seat with a password: what lies on the disk of the console after a call and a kill, and what its password gives back. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ timeout: 240_000 })

const pictures = path.join(artifactsDir, 'sealed')
const [submitted, unfinished] = drawCanaries(2, 20261128) as [Canary, Canary]

test.beforeAll(() => pbx.start())
test.afterAll(() => pbx.stop())

test('nobody who called is found on the disk after everything was killed, and the password brings all of it back', async () => {
  let seat: HotlineSeat | null = await openHotlineSeat(pictures)
  const { dataDir } = seat.lingxi
  const reports: SavedReport[] = []
  await hearSaved(seat.page, (report) => void reports.push(report))
  try {
    await seat.useAccount({ serverUrl: pbx.webSocket, ...pbxAgents.one, domain: pbx.address })
    await expect(seat.truth('line')).toContainText('已注册', { timeout: 15_000 })
    const number = await takeCall(seat, submitted)
    await seat.press('Control+Shift+Enter')
    await expect(seat.page.locator('[data-toast]')).toContainText(`已提交 ${number}`)
    await seat.isSynced()
    await expect(seat.state()).toContainText('空闲')
    await takeCall(seat, unfinished)
    await expect.poll(() => reports.at(-1)?.text).toBe(unfinished.words)
    await killAll(await processesOf(seat.lingxi))
    seat = null

    // The desk's own PostgreSQL keeps orders readable, and says so where the password is set.
    expect(await findInFolder(dataDir, wordsOf([submitted, unfinished]), [path.join('desk-here', 'desk')])).toEqual([])

    seat = await startHotlineSeatOn(dataDir, pictures)
    await expect(seat.passwordDialog()).toBeVisible()
    await seat.press('Escape')
    await expect(seat.passwordDialog()).toBeHidden()
    const draft = seat.page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
    await expect(draft).toHaveCount(1)
    await draft.click()
    await expect(seat.page.locator('[data-slot="description"] textarea')).toHaveValue(unfinished.words)
    await expect(seat.page.locator('[data-slot="caller_name"] input').first()).toHaveValue(unfinished.name)
    await seat.close({ keepData: true })
    seat = null
    expect(await findInFolder(dataDir, wordsOf([submitted, unfinished]), [path.join('desk-here', 'desk')])).toEqual([])
  } finally {
    await endLeftOver(seat?.lingxi)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

/** Somebody rings, is answered and written down; gives the number of the order. */
async function takeCall(seat: HotlineSeat, { phone, name, words }: Canary): Promise<string> {
  const { page } = seat
  const caller = await call({ from: phone })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter')
  await expect(page.locator('[data-slot="caller_name"] :focus')).toBeVisible()
  await seat.type(name)
  await seat.press('Alt+W')
  await seat.type(words)
  expect(await caller.hangUp()).toBe('hung up')
  return page.getByTestId('draft-number').innerText()
}

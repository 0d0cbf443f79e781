import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { askPage, crashPage } from '../support/page-crash'
import { packetsReceived, watchConnections } from '../support/phone-packets'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { hearSaved } from '../support/saved-words'
import type { SavedReport } from '../support/saved-words'

/** The call goes on without the screen, and the screen comes back to the call. */

test.describe.configure({ timeout: 120_000 })

const words = '班组十个人在南纪门做木工，合计欠四十万，'

let seat: PracticeSeat
let saved: SavedReport[]

test.beforeEach(async () => {
  seat = await openPracticeSeat()
  await watchConnections(await seat.lingxi.page('phone'))
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok')
  saved = []
  await hearSaved(seat.page, (report) => void saved.push(report))
  await seat.ringAndAnswer('C01')
  await seat.press('Alt+W')
  await seat.type(words)
  await expect.poll(() => saved.at(-1)?.text).toBe(words)
})

test.afterEach(async () => {
  // The page object of a crashed page can say nothing any more, least of all that closing is allowed.
  await askPage(seat.lingxi, 'console', 'lingxi.setBusy({ reason: null })')
  await seat.close()
})

async function isHeard(): Promise<void> {
  const phone = await seat.lingxi.page('phone')
  const before = await packetsReceived(phone)
  await expect.poll(() => packetsReceived(phone)).toBeGreaterThan(before + 20)
}

/** Runs in the page: a part of the browser that the screen relies on fails, with an error that quotes somebody's name. */
function breakClockNow(): void {
  Date.prototype.getUTCHours = () => {
    throw new RangeError('no hour for 查文静')
  }
}

/** From here on the wall clock of the status bar, at least, cannot be drawn. */
async function breakClock(page: Page): Promise<void> {
  await page.evaluate(breakClockNow)
}

async function loggedAs({ lingxi }: PracticeSeat, code: string): Promise<readonly unknown[]> {
  const log = await readFile(path.join(lingxi.dataDir, 'logs', 'lingxi.log'), 'utf8')
  return log.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { readonly code: string }).filter((entry) => entry.code === code)
}

/** Seconds that the call bar shows. */
function seconds(shown: string): number {
  const [minutes, rest] = shown.split(':').slice(-2)
  return Number(minutes) * 60 + Number(rest)
}

test('a console that is loaded anew in a call finds the call, the same draft and every saved word', async () => {
  const { page } = seat
  const timer = page.getByTestId('call-timer')
  await seat.type('还有一句没写完')
  // A clock that began anew could not have come so far when the page is back.
  await expect.poll(async () => seconds(await timer.innerText())).toBeGreaterThanOrEqual(3)
  const talkedBefore = seconds(await timer.innerText())
  const promised = saved.at(-1)
  await page.reload()

  await expect(page.getByTestId('capture-form')).toBeVisible({ timeout: 20_000 })
  const kept = page.getByTestId('saved')
  expect(await kept.getAttribute('data-draft')).toBe(promised?.draftId)
  expect(Number(await kept.getAttribute('data-revision'))).toBeGreaterThanOrEqual(promised?.revision ?? Infinity)
  expect(await page.locator('#field-description').inputValue()).toContain(promised?.text)
  await expect(page.locator('[data-command="hold"]')).toBeEnabled()
  await isHeard()
  expect(seconds(await timer.innerText())).toBeGreaterThanOrEqual(talkedBefore)

  await seat.press('Alt+W', 'End')
  await seat.type('接着写')
  await expect(kept).toHaveAttribute('data-saved', 'true')
  await seat.press('Shift+F2')
  await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible()
  await expect(page.locator('#field-description')).toHaveValue(/接着写$/)
})

test('a console that is loaded anew after its order was submitted in the call opens no second one', async () => {
  const { page } = seat
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter', 'Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(number)
  await expect(page.getByTestId('capture-form')).toBeHidden()
  await page.reload()

  await expect(page.locator('[data-command="hold"]')).toBeEnabled({ timeout: 20_000 })
  await expect(seat.state()).toContainText('通话')
  await isHeard()
  await seat.press('Control+1')
  const unfinished = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  const calls = page.getByRole('region', { name: '今天我接的' }).locator('tbody tr')
  await expect(calls).toHaveCount(1)
  await expect(calls).toHaveAttribute('data-order', number)
  await expect(unfinished).toHaveCount(0)
  await expect(page.getByTestId('capture-form')).toBeHidden()

  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await expect(seat.truth('queue')).toContainText('接来电')
  await expect(calls).toHaveCount(1)
  await expect(calls).toHaveAttribute('data-order', number)
  // Its end has come into the line: how long was talked.
  await expect(calls.locator('td').last()).toHaveText(/\d/)
  await expect(unfinished).toHaveCount(0)
  // No number was spent in between.
  await seat.ringAndAnswer('C25')
  const counter = (shown: string) => Number(shown.split('-').at(-2))
  expect(counter(await page.getByTestId('draft-number').innerText())).toBe(counter(number) + 1)
})

test('a console that crashes in a call comes back by itself to the call and the same draft', async () => {
  const { lingxi } = seat
  const promised = saved.at(-1)
  await crashPage(lingxi, 'console')
  const seen = () =>
    askPage<{ draft: string; revision: number; text: string; live: boolean }>(
      lingxi,
      'console',
      `(() => {
        const { draft, revision } = document.querySelector('[data-testid=saved]').dataset
        const text = document.querySelector('#field-description').value
        return { draft, revision: Number(revision), text, live: document.querySelector('[data-command=hold]:enabled') !== null }
      })()`,
    )
  await expect.poll(seen, { timeout: 20_000 }).toMatchObject({ draft: promised?.draftId, live: true })
  const found = await seen()
  expect(found?.revision).toBeGreaterThanOrEqual(promised?.revision ?? Infinity)
  expect(found?.text).toContain(words)
  await isHeard()
  const isShown = await lingxi.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.webContents.getURL().startsWith('app://console') && window.isVisible()),
  )
  expect(isShown).toBe(true)
})

/** What a console that came back after a crash shows of the call, asked through main. */
function seenAfter({ lingxi }: PracticeSeat) {
  return askPage<{ draft: string; text: string; ways: readonly string[]; held: boolean }>(
    lingxi,
    'console',
    `(() => ({
      draft: document.querySelector('[data-testid=saved]').dataset.draft,
      text: document.querySelector('#field-description').value,
      ways: [...document.querySelectorAll('[data-command]:enabled')].map((button) => button.dataset.command),
      held: document.querySelector('[data-command=hold]')?.getAttribute('aria-pressed') === 'true',
    }))()`,
  )
}

const click = ({ lingxi }: PracticeSeat, command: string) => askPage(lingxi, 'console', `document.querySelector('[data-command="${command}"]').click()`)

test('a console that crashes while the caller waits on hold comes back to a caller on hold, who can be spoken to again', async () => {
  const promised = saved.at(-1)
  await seat.press('F3')
  await expect(seat.page.locator('[data-command="hold"]')).toHaveAttribute('aria-pressed', 'true')
  await crashPage(seat.lingxi, 'console')
  await expect.poll(() => seenAfter(seat), { timeout: 20_000 }).toMatchObject({ draft: promised?.draftId, held: true, text: words })
  await click(seat, 'hold')
  await expect.poll(() => seenAfter(seat)).toMatchObject({ held: false })
  await isHeard()
})

test('a console that crashes while somebody is asked comes back to both calls: the department is hung up on, and the caller is there', async () => {
  const promised = saved.at(-1)
  await seat.press('F6')
  await seat.type('12348')
  await seat.press('Enter')
  await expect(seat.page.locator('[data-command="join"]')).toBeVisible()
  await crashPage(seat.lingxi, 'console')
  const bothUp = expect.objectContaining({ draft: promised?.draftId, text: words, ways: expect.arrayContaining(['swap', 'join', 'complete-transfer', 'hang-up']) })
  await expect.poll(() => seenAfter(seat), { timeout: 20_000 }).toEqual(bothUp)
  await click(seat, 'swap')
  await click(seat, 'swap')
  await expect.poll(() => seenAfter(seat)).toEqual(bothUp)
  await click(seat, 'hang-up')
  await expect.poll(async () => (await seenAfter(seat))?.ways).not.toContain('join')
  await expect.poll(() => seenAfter(seat)).toMatchObject({ held: false, draft: promised?.draftId, text: words })
  await isHeard()
})

test('a screen that fails to draw in a call saves what is being typed and comes back by itself to the call', async () => {
  const { page } = seat
  await seat.type('没有停下来就')
  const loaded = page.waitForEvent('load')
  await breakClock(page)
  await loaded
  await expect(page.getByTestId('capture-form')).toBeVisible({ timeout: 20_000 })
  await expect(page.locator('#field-description')).toHaveValue(`${words}没有停下来就`)
  await expect(page.locator('[data-command="hold"]')).toBeEnabled()
  expect(await page.getByTestId('saved').getAttribute('data-draft')).toBe(saved.at(-1)?.draftId)
  await isHeard()
  const logged = await loggedAs(seat, 'console-not-drawn')
  expect(logged).toMatchObject([{ role: 'console', name: 'RangeError' }])
  expect(JSON.stringify(logged)).not.toContain('查文静')
})

test('a screen that fails again after it came back stays where it is, and the call can be ended on it', async () => {
  const { page } = seat
  let loads = 0
  page.on('load', () => (loads += 1))
  await page.addInitScript(breakClockNow)
  await breakClock(page)
  const lost = page.locator('[data-testid="page-lost"][data-outlook="stays"]')
  await expect(lost).toBeVisible({ timeout: 20_000 })
  await expect(lost.locator('[data-command="hang-up"]')).toBeVisible()
  await isHeard()
  await seat.press('Shift+F2')
  await expect(lost.locator('[data-command="hang-up"]')).toBeHidden()
  expect(loads).toBe(1)
})

test('a phone that dies in a call is told as a lost call; the text stays, and the line is back', async () => {
  const { page, lingxi } = seat
  const promised = saved.at(-1)
  await crashPage(lingxi, 'phone')

  await expect(page.locator('[data-toast="seat.problem.phone-stopped"]')).toBeVisible()
  await expect(page.locator('[data-command="hold"]')).toBeHidden()
  await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible()
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok', { timeout: 20_000 })
  expect(await page.getByTestId('saved').getAttribute('data-draft')).toBe(promised?.draftId)
  await expect(page.locator('#field-description')).toHaveValue(words)
  await seat.press('Alt+W', 'End')
  await seat.type('电话断了')
  await expect.poll(() => saved.at(-1)?.text).toBe(`${words}电话断了`)
  await seat.press('F8')
  await expect(seat.truth('queue')).toHaveAttribute('data-look', 'ok')
})

test('a console that is loaded anew in the wrap-up is in the wrap-up still: no call rings into the text', async () => {
  const { page } = seat
  await seat.press('Shift+F2')
  await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible()
  await page.reload()
  await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible({ timeout: 20_000 })
  await expect(page.locator('#field-description')).toHaveValue(words)
  await expect(seat.truth('queue')).toHaveAttribute('data-look', 'off')
})

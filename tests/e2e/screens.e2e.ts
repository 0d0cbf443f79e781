import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { defaultSettings } from '../../shared/settings/settings'
import { askMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { checkScreen, hearComplaints, scrollsSideways, shownWords } from '../support/screen-checks'
import { goTo, walkScreens } from '../support/screens'
import { wordsOfOtherLanguage } from '../support/words-of-language'

/** What the screens owe everybody: readable, reachable, quiet. */

test.describe.configure({ timeout: 300_000 })

/** What must be on the screen without scrolling, in the narrowest window. */
const inSight: Readonly<Record<string, readonly string[]>> = {
  ring: ['answer', 'hang-up'],
  call: ['mute', 'hold', 'hang-up', 'submit'],
  form: ['mute', 'hold', 'hang-up', 'submit', 'answer-directly', 'keep-for-later'],
  'wrap-up': ['finish-wrap-up', 'submit'],
}

/** What was written down of the caller's earlier calls, where it happens to read like a category. */
const summariesOfCaller = ['申请法律援助']

test.describe('in a practice seat', () => {
  let seat: PracticeSeat
  test.beforeEach(async () => {
    seat = await openPracticeSeat()
  })
  test.afterEach(() => seat.close())

  test('no screen has a serious finding of axe in either theme, scrolls sideways or complains', async () => {
    const complaints = hearComplaints(seat.page)
    // Heard from the first line of the page on.
    await seat.page.reload()
    await expect(seat.page.locator('#practice-C01')).toBeVisible()
    await walkScreens(seat, (screen) => checkScreen(seat.page, screen))
    expect(complaints).toEqual([])
  })

  for (const { name, width, height, zoom } of [
    { name: '1366 x 768 with a taskbar', width: 1366, height: 728, zoom: 1 },
    { name: '200 % zoom', width: 1600, height: 1000, zoom: 2 },
  ]) {
    test(`${name}: call bar and submit are in sight on a call, and nothing scrolls sideways`, async () => {
      await resize(seat, width, height, zoom)
      await walkScreens(seat, async (screen) => {
        expect.soft(await scrollsSideways(seat.page), screen).toBe(false)
        for (const command of inSight[screen] ?? []) {
          await expect.soft(seat.page.locator(`[data-command="${command}"]`), `${screen}: ${command}`).toBeInViewport({ ratio: 0.99 })
        }
        if (screen === 'form') await expect.soft(seat.page.getByTestId('call-timer')).toBeInViewport({ ratio: 0.99 })
      })
    })
  }

  test('every screen speaks one language, the one that was chosen, at once', async () => {
    const { page } = seat
    const inEnglish = wordsOfOtherLanguage('zh-CN')
    await walkScreens(seat, async (screen) => expect.soft(inEnglish(await shownWords(page)).filter((word) => word !== 'English'), screen).toEqual([]))
    await goTo(seat, 'settings')
    await page.getByText('English', { exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    const inChinese = wordsOfOtherLanguage('en')
    const data = ['中文', ...summariesOfCaller]
    await walkScreens(seat, async (screen) => expect.soft(inChinese(await shownWords(page)).filter((word) => !data.includes(word)), screen).toEqual([]))
  })
})

test('choosing how to begin, setting the password, signing in and the password of the line have no serious finding either', async () => {
  const fresh = await launchLingxi({ args: [] })
  await checkGate(await fresh.page('console'), 'first-start')
  await fresh.close()

  const desk = await launchLingxi({ args: ['--desk'] })
  const page = await desk.page('console')
  await checkGate(page, 'set-password')
  expect(await askMain(page, 'console', 'setPassword', { agentName: '李敏', agentNumber: '8017', password: 'correct horse' })).toMatchObject({ ok: true })
  const account = { ...defaultSettings.sip, serverUrl: 'ws://127.0.0.1:1/ws', user: '1001', password: null }
  expect(await askMain(page, 'console', 'setSipAccount', account)).toMatchObject({ ok: true, value: { password: 'missing' } })
  await desk.close({ keepData: true })

  const locked = await launchLingxi({ args: ['--desk'], dataDir: desk.dataDir })
  const gate = await locked.page('console')
  await checkGate(gate, 'sign-in')
  await gate.getByRole('textbox').fill('correct horse')
  await gate.keyboard.press('Enter')
  await expect(gate.getByRole('dialog', { name: '分机密码' })).toBeVisible()
  await checkGate(gate, 'password of the line')
  await gate.keyboard.press('Escape')
  await gate.locator('[data-nav="settings"]').click()
  await checkGate(gate, 'settings of a desk on this PC')
  await locked.close()
})

async function checkGate(page: Page, name: string): Promise<void> {
  const complaints = hearComplaints(page)
  await expect(page.getByRole('button').first()).toBeVisible()
  await checkScreen(page, name)
  expect.soft(complaints, name).toEqual([])
}

async function resize({ lingxi, page }: PracticeSeat, width: number, height: number, zoom: number): Promise<void> {
  const own = await lingxi.electron.browserWindow(page)
  await own.evaluate((shown, [wide, high, factor]) => {
    shown.setContentSize(wide ?? 0, high ?? 0)
    shown.webContents.setZoomFactor(factor ?? 1)
  }, [width, height, zoom])
  // Chromium rounds the page's own pixels.
  await expect.poll(async () => Math.abs((await page.evaluate(() => window.innerWidth)) - width / zoom)).toBeLessThanOrEqual(1)
}

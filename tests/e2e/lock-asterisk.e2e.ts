import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import type { Settings } from '../../shared/settings/settings'
import { askMain } from '../support/ask-main'
import { openHotlineSeat, type HotlineSeat } from '../support/hotline-seat'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { soundOf } from '../support/phone-sound'
import { checkScreen } from '../support/screen-checks'
import { call, type Caller } from '../support/sipp'
import { foundIn } from '../support/words-in-window'

/** A seat that is locked: nothing of anybody is left on the screen, and the telephone goes on. On a real Asterisk, by keyboard. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const password = '午间换岗 3 号席'
const known = '15400000012'
const name = '陈小芒'
const idNumber = '500101199003076112'
const words = `老板拖欠工资，想要跳楼，身份证 ${idNumber}`
const shown = [name, '154-0000-0012', idNumber, '拖欠工资']
const canaries = [...shown, known]

let seat: HotlineSeat

const lockPage = () => seat.page.getByTestId('lock-page')
const bar = () => seat.page.getByRole('banner')
const button = (id: string) => bar().locator(`[data-command="${id}"]`)
const toast = (id: string) => seat.page.locator(`[data-toast="${id}"]`)
const description = () => seat.page.locator('[data-slot="description"] textarea')
const stateIs = (kind: string) => expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', kind)
const queue = () => pbx.cli('queue show hotline')
const found = () => foundIn(seat.lingxi, seat.page, canaries)

async function change(settings: Partial<Settings>): Promise<void> {
  expect(await askMain(seat.page, 'console', 'changeSettings', settings)).toMatchObject({ ok: true })
}

async function isLocked(why: string): Promise<void> {
  await expect(lockPage()).toContainText(why, { timeout: 20_000 })
  await expect(lockPage().locator('input')).toBeFocused()
}

async function unlock(): Promise<void> {
  await seat.type(password)
  await seat.press('Enter')
  await expect(lockPage()).toBeHidden({ timeout: 20_000 })
  await expect(seat.truth('desk')).toBeVisible({ timeout: 20_000 })
}

/** As the operating system tells of its own lock. */
async function lockOfSystem(): Promise<void> {
  await seat.lingxi.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))
  await isLocked('系统锁屏')
}

/** Keys are dead in the first moment of a ring: pressed until they are not. */
async function answers(): Promise<void> {
  await expect(async () => {
    await seat.press('F2')
    await expect(seat.state()).toContainText('通话', { timeout: 500 })
  }).toPass({ timeout: 15_000 })
}

async function rings(from: string): Promise<Caller> {
  const caller = await call({ from, target: pbxAgents.one.user })
  await stateIs('ringing')
  return caller
}

test.beforeAll(async () => {
  test.setTimeout(150_000)
  await pbx.start()
  seat = await openHotlineSeat(path.join(artifactsDir, 'lock'))
  await seat.useAccount({ serverUrl: pbx.webSocket, domain: pbx.address, ...pbxAgents.one })
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok', { timeout: 15_000 })
  await expect(seat.truth('queue')).toContainText('接来电')
})

test.afterAll(async () => {
  try {
    await seat.close()
  } finally {
    await pbx.stop()
  }
})

test('locked by its key in a RED call: nothing of the caller is left, and the call goes on with its sound', async () => {
  const caller = await rings(known)
  await seat.answer()
  await caller.reached('answered')
  await seat.page.locator('[data-slot="caller_name"] input').first().click()
  await seat.type(name)
  await seat.press('Alt+W')
  await seat.type(words)
  await expect.poll(found).toEqual(expect.arrayContaining(shown))

  const phone = await seat.lingxi.page('phone')
  await seat.press('Control+L')
  await isLocked('您按了锁定')
  expect(await found()).toEqual([])
  await expect(bar()).toContainText('154****0012')
  await expect(bar()).toContainText('红单')
  await expect(lockPage()).toContainText('通话照常')
  await seat.picture('call')
  await checkScreen(seat.page, 'locked in a call')
  const before = await soundOf(phone)
  await expect.poll(async () => (await soundOf(phone)).packetsIn).toBeGreaterThan(before.packetsIn + 50)
  await expect.poll(async () => (await soundOf(phone)).heard).toBeGreaterThan(before.heard)
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
})

test('the call is held, muted and kept from a slip by the same keys and buttons, with the password half typed', async () => {
  await seat.type('午间')
  await seat.press('F3')
  await expect(button('hold')).toHaveAttribute('aria-pressed', 'true')
  await seat.press('F3')
  await expect(button('hold')).toHaveAttribute('aria-pressed', 'false')
  await button('mute').click()
  await expect(button('mute')).toHaveAttribute('aria-pressed', 'true')
  await button('mute').click()
  await expect(button('mute')).toHaveAttribute('aria-pressed', 'false')
  await seat.press('Shift+F2')
  await expect(toast('seat.redHangUp')).toBeVisible()
  await stateIs('talking')
})

test('the window does not close, a wrong password opens nothing, and none of the seat can be had without it', async () => {
  await seat.lingxi.electron.evaluate(({ app }) => app.quit())
  await expect(toast('seat.closeRefused.call')).toBeVisible()
  await lockPage().locator('input').click()
  await seat.press('Control+A')
  await seat.type('not the password')
  await seat.press('Enter')
  await expect(lockPage().getByRole('alert')).toContainText('密码不对')
  await seat.picture('wrong-password')
  const notSignedIn = { ok: false, error: { code: 'not-signed-in' } }
  expect(await askMain(seat.page, 'console', 'readJournal', undefined)).toEqual(notSignedIn)
  expect(await askMain(seat.page, 'console', 'deskConnection', undefined)).toEqual(notSignedIn)
  expect(await askMain(seat.page, 'console', 'nextTicketCounter', { date: '20261123' })).toEqual(notSignedIn)
  await seat.press('Control+A')
})

test('the password brings back the same call and the same words, each once', async () => {
  await unlock()
  await expect(seat.state()).toContainText('通话')
  await expect(description()).toHaveValue(words)
  await expect.poll(found).toEqual(expect.arrayContaining(shown))
  await expect(seat.truth('outbox')).toContainText('0 件')
  await seat.press('Shift+F2', 'Shift+F2')
  await stateIs('wrap-up')
  await seat.press('Control+S')
  await stateIs('ready')
})

test('a system that locks its screen while the duty list is rung stops none of it: the next one is rung, then the seat is locked, and the panel comes back', async () => {
  const panel = seat.page.getByTestId('red-panel')
  await change({ dutyList: [{ name: '夜班班长', number: '1009' }, { name: '王主任', number: '12333' }] })
  await seat.press('F9', 'F9')
  await expect(panel).toContainText('正在拨 夜班班长')
  // Nobody comes back meanwhile: a display without anybody at it does not say so by itself.
  await seat.lingxi.electron.evaluate(({ powerMonitor }) => {
    Object.assign(globalThis, { idleBefore: powerMonitor.getSystemIdleTime })
    powerMonitor.getSystemIdleTime = () => 300
    powerMonitor.emit('lock-screen')
  })
  await expect(toast('lock.helpRings')).toBeVisible()
  await expect(lockPage()).toBeHidden()
  await seat.picture('help-rings')
  await expect(panel).toContainText('王主任 接了', { timeout: 30_000 })
  await isLocked('系统锁屏')
  await seat.lingxi.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = (globalThis as unknown as { idleBefore: () => number }).idleBefore
  })
  await unlock()
  await expect(panel).toContainText('王主任 接了')
  await seat.picture('help-after-lock')
  await panel.getByRole('button', { name: '求助结束' }).click()
  await expect(panel).toBeHidden()
  await change({ dutyList: [] })
})

test('a call that rings at a locked seat is answered there, and written down after the password', async () => {
  await lockOfSystem()
  await expect(lockPage().locator('[data-fact="line"]')).toContainText('已注册')
  await expect(lockPage().locator('[data-fact="desk"]')).toContainText('正常')
  await expect(lockPage().locator('[data-fact="drafts"]')).toContainText('1 件')
  await seat.picture('idle')
  await checkScreen(seat.page, 'locked')
  const caller = await rings(known)
  expect(await found()).toEqual([])
  await expect(bar()).toContainText('154****0012')
  await seat.picture('ring')
  await answers()
  await caller.reached('answered')
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
  await unlock()
  await expect(seat.state()).toContainText('通话')
  await expect(seat.page.getByTestId('capture-form')).toBeVisible()
  await seat.press('Alt+W')
  await seat.type('锁着时接的')
  expect(await caller.hangUp()).toBe('hung up')
  await stateIs('wrap-up')
  await seat.press('Control+S')
  await stateIs('ready')
})

test('declined at a locked seat with a reason', async () => {
  await seat.press('Control+L')
  await isLocked('您按了锁定')
  const caller = await rings('15400000013')
  await seat.press('Control+F2')
  await expect(seat.page.getByRole('dialog').getByRole('button', { name: /1$/ })).toBeFocused()
  await seat.press('2')
  await stateIs('ready')
  await caller.hangUp().catch(() => undefined)
  await expect(lockPage().locator('input')).toBeFocused()
})

test('a call that was answered and has ended while the seat was locked loses nothing: its line, its draft, its wrap-up', async () => {
  const caller = await rings('15400000014')
  await answers()
  await caller.reached('answered')
  expect(await caller.hangUp()).toBe('hung up')
  await stateIs('wrap-up')
  await expect(lockPage()).toContainText('上一通还没登记')
  await seat.picture('wrap-up')
  // Nobody wrote it down yet: no new call comes, and the window stays.
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
  await seat.lingxi.electron.evaluate(({ app }) => app.quit())
  await expect(toast('lock.closeRefused')).toBeVisible()
  await unlock()
  await stateIs('wrap-up')
  await expect(seat.page.getByTestId('capture-form')).toBeVisible()
  await seat.press('Control+4')
  await expect(seat.page.locator('[data-call]').first()).toContainText('154****0014')
  await expect(seat.page.locator('[data-call]')).toHaveCount(4)
  await seat.press('Control+1', 'F8')
  await stateIs('ready')
  await expect(seat.truth('queue')).toContainText('接来电')
})

test('it locks itself when nobody has touched it for as long as is set', async () => {
  await change({ lockAfterMinutes: 3 })
  await seat.lingxi.electron.evaluate(({ powerMonitor }) => {
    const { now } = Date
    Object.assign(globalThis, { realNow: now, realIdle: powerMonitor.getSystemIdleTime })
    Date.now = () => now() + 3_600_000
    powerMonitor.getSystemIdleTime = () => 180
  })
  await isLocked('3 分钟没有操作')
  await seat.lingxi.electron.evaluate(({ powerMonitor }) => {
    const { realNow, realIdle } = globalThis as unknown as { realNow: () => number; realIdle: () => number }
    Date.now = realNow
    powerMonitor.getSystemIdleTime = realIdle
  })
  await unlock()
})

test('in English, and in the sizes of a seat', async () => {
  await change({ locale: 'en' })
  await seat.press('Control+L')
  await isLocked('You locked it')
  for (const [width, height] of [[1366, 768], [1920, 1080]] as const) {
    await seat.page.setViewportSize({ width, height })
    await expect.poll(() => seat.page.evaluate(() => window.innerWidth)).toBe(width)
    for (const scheme of ['light', 'dark']) {
      await seat.page.evaluate((wanted) => document.documentElement.setAttribute('data-mantine-color-scheme', wanted), scheme)
      await seat.picture(`en-${width}-${scheme}`)
    }
  }
  await checkScreen(seat.page, 'locked, in English')
})

test('who signs out of it leaves it to nobody, and its line with it', async () => {
  await lockPage().getByRole('button', { name: 'Sign out and take no calls' }).click()
  const asked = lockPage().getByTestId('leave-locked')
  await expect(asked).toContainText('Stays at this seat, sealed')
  await expect(asked).toContainText(/\d+ not submitted/)
  await expect(asked.getByRole('combobox')).toHaveCount(0)
  expect(await found()).toEqual([])
  await seat.picture('leaving-en')
  await checkScreen(seat.page, 'leaving a locked seat, in English')
  await asked.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(seat.page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => pbx.cli('pjsip show contacts'), { timeout: 20_000 }).not.toMatch(/Contact: {2}1001\/\S+/)
})

import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { askMain, hearMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'
import { openPracticeSeat } from '../support/practice-seat'

// Several of these start the program more than once.
test.describe.configure({ timeout: 180_000 })

const newDataDir = () => mkdtemp(path.join(tmpdir(), 'lingxi-'))
const day = { date: '20261123' }

async function consoleOf(lingxi: LingxiApp): Promise<Page> {
  const page = await lingxi.page('console')
  await page.waitForFunction(() => 'lingxi' in window)
  return page
}

function closeConsoleWindow(lingxi: LingxiApp): Promise<void> {
  return lingxi.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().startsWith('app://console'))
      ?.close()
  })
}

test('closing is refused during a ring and the console is told why; afterwards it ends the program', async () => {
  const lingxi = await launchLingxi()
  const page = await consoleOf(lingxi)
  // The console says itself how busy it is when it opens: what this test says comes after that.
  await expect(page.locator('[data-truth=line][data-look=ok]')).toBeVisible({ timeout: 30_000 })
  const refused = await hearMain(page, 'console', 'closeRefused')
  await askMain(page, 'console', 'setBusy', { reason: 'ring' })
  await closeConsoleWindow(lingxi)
  await expect.poll(refused).toEqual([{ reason: 'ring' }])
  expect(await askMain(page, 'console', 'quit', undefined)).toEqual({ ok: false, error: { code: 'busy' } })
  await lingxi.electron.evaluate(({ app }) => app.quit())
  await expect.poll(refused).toHaveLength(2)

  const ended = lingxi.electron.waitForEvent('close')
  await askMain(page, 'console', 'setBusy', { reason: null })
  await closeConsoleWindow(lingxi)
  await ended
  await rm(lingxi.dataDir, { recursive: true, force: true })
})

test('the window stays during a ring, a call and its wrap-up, says why, and goes afterwards', async () => {
  const seat = await openPracticeSeat()
  const { page, lingxi } = seat
  const tryToClose = async (why: string) => {
    await closeConsoleWindow(lingxi)
    await expect(page.getByText(why)).toBeVisible()
  }
  await seat.ring('C01')
  await tryToClose('正在振铃，先接听或拒接再关闭')
  await seat.answer()
  await tryToClose('正在通话，挂断后再关闭')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
  await tryToClose('话后还没结束，提交或结束话后再关闭')
  await seat.press('F8')
  await expect(seat.state()).toContainText('空闲')
  const ended = lingxi.electron.waitForEvent('close')
  await closeConsoleWindow(lingxi)
  await ended
  await rm(lingxi.dataDir, { recursive: true, force: true })
})

test('a second start shows the first one and ends', async () => {
  const first = await launchLingxi()
  await consoleOf(first)
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://console'))?.hide())
  const second = launchLingxi({ dataDir: first.dataDir })
  await expect(second).rejects.toThrow()
  await expect
    .poll(() => first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://console'))?.isVisible()))
    .toBe(true)
  expect(await askMain(await consoleOf(first), 'console', 'startInfo', undefined)).toMatchObject({ ok: true })
  await first.close()
})

test('corrupt settings are set aside and reported, and the program starts', async () => {
  const dataDir = await newDataDir()
  await writeFile(path.join(dataDir, 'settings.json'), '{"version":1,"settings":{"the')
  const lingxi = await launchLingxi({ dataDir })
  const info = await askMain(await consoleOf(lingxi), 'console', 'startInfo', undefined)
  const aside = (await readdir(dataDir)).find((name) => name.startsWith('settings.corrupt-'))
  expect(aside).toBeDefined()
  expect(info).toMatchObject({ ok: true, value: { problems: [{ code: 'settings-set-aside', reason: 'corrupt', file: aside }] } })
  expect((await stat(path.join(dataDir, 'settings.json'))).mode & 0o777).toBe(0o600)
  await lingxi.close()
})

test('settings that a page changes are kept, told to the page and outlive the start', async () => {
  const lingxi = await launchLingxi()
  const page = await consoleOf(lingxi)
  const changed = await hearMain(page, 'console', 'settingsChanged')
  expect(await askMain(page, 'console', 'changeSettings', { wrapUpSeconds: 42 })).toMatchObject({ ok: true })
  await expect.poll(changed).toMatchObject([{ wrapUpSeconds: 42 }])
  await lingxi.close({ keepData: true })
  const again = await launchLingxi({ dataDir: lingxi.dataDir })
  expect(await askMain(await consoleOf(again), 'console', 'settings', undefined)).toMatchObject({
    ok: true,
    value: { wrapUpSeconds: 42 },
  })
  await again.close()
})

test('a ticket counter that was told is never given again, though everything is killed right after', async () => {
  const dataDir = await newDataDir()
  for (const counter of [1, 2, 3]) {
    const lingxi = await launchLingxi({ dataDir })
    const told = await askMain(await consoleOf(lingxi), 'console', 'nextTicketCounter', day)
    expect(told).toEqual({ ok: true, value: { seatCode: '8017', counter } })
    const gone = lingxi.electron.waitForEvent('close')
    lingxi.electron.process().kill('SIGKILL')
    await gone
  }
  // Takes over what the killed ones have left running, and ends it.
  await (await launchLingxi({ dataDir })).close()
})

test('a crashed console comes back by itself', async () => {
  const lingxi = await launchLingxi()
  await consoleOf(lingxi)
  await lingxi.electron.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://console'))
    window?.webContents.forcefullyCrashRenderer()
  })
  // The page object of a crashed page may hang: asked through main instead.
  await expect.poll(() => runInPage(lingxi, 'console', 'lingxi.startInfo().then((answer) => answer.ok)')).toBe(true)
  await lingxi.close()
})

test('when the phone page dies the console is told, and the phone is back', async () => {
  const lingxi = await launchLingxi()
  const page = await consoleOf(lingxi)
  await lingxi.page('phone')
  const stopped = await hearMain(page, 'console', 'phoneStopped')
  await lingxi.electron.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://phone'))
    window?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(stopped).toEqual([{ cause: expect.stringMatching(/crashed|killed/) }])
  await expect.poll(() => runInPage(lingxi, 'phone', 'lingxi.configuration().then((answer) => answer.ok)')).toBe(true)
  await lingxi.close()
})

test('the phone page may load itself anew, which is how it changes its line', async () => {
  const lingxi = await launchLingxi()
  const page = await consoleOf(lingxi)
  const phone = await lingxi.page('phone')
  const stopped = await hearMain(page, 'console', 'phoneStopped')
  await phone.evaluate(() => location.reload())
  await expect.poll(stopped).toEqual([{ cause: 'reloaded' }])
  await lingxi.close()
})

test('a desk on this PC has one agent with a password, and the desk is told to nobody before', async () => {
  const lingxi = await launchLingxi({ args: ['--desk'], isFirstStart: true })
  const page = await consoleOf(lingxi)
  expect(await askMain(page, 'console', 'startInfo', undefined)).toMatchObject({
    value: { mode: 'desk-here', access: { state: 'password-not-set' }, agent: null, seatCode: expect.stringMatching(/^9\d{3}$/) },
  })
  expect(await askMain(page, 'console', 'deskConnection', undefined)).toEqual({ ok: false, error: { code: 'not-signed-in' } })
  expect(await askMain(page, 'console', 'nextTicketCounter', day)).toEqual({ ok: false, error: { code: 'not-signed-in' } })
  const agent = { agentName: '李敏', agentNumber: '8017', password: 'correct horse' }
  expect(await askMain(page, 'console', 'setPassword', agent)).toMatchObject({ ok: true })
  await expect.poll(async () => (await askMain(page, 'console', 'deskConnection', undefined)).ok, { timeout: 30_000 }).toBe(true)
  await lingxi.close({ keepData: true })

  const again = await launchLingxi({ args: ['--desk'], dataDir: lingxi.dataDir })
  const locked = await consoleOf(again)
  expect(await askMain(locked, 'console', 'startInfo', undefined)).toMatchObject({ value: { access: { state: 'signed-out' } } })
  expect(await askMain(locked, 'console', 'signIn', { password: 'battery staple' })).toEqual({
    ok: false,
    error: { code: 'wrong-password' },
  })
  expect(await askMain(locked, 'console', 'signIn', { password: 'correct horse' })).toMatchObject({
    ok: true,
    value: { agent: { name: '李敏', number: '8017' } },
  })
  const kept = await readFile(path.join(again.dataDir, 'desk-here', 'agent.json'), 'utf8')
  expect(kept).not.toContain('correct horse')
  await again.close()
})

test('the desk that is killed answers again at the same address with the same token', async () => {
  const lingxi = await launchLingxi()
  const page = await consoleOf(lingxi)
  const connection = () => askMain(page, 'console', 'deskConnection', undefined)
  await expect.poll(async () => (await connection()).ok, { timeout: 30_000 }).toBe(true)
  const before = await connection()
  const stopped = await hearMain(page, 'console', 'deskStopped')
  const started = await hearMain(page, 'console', 'deskStarted')
  const pid = await lingxi.electron.evaluate(({ app }) => {
    const desk = app.getAppMetrics().find((process) => process.type === 'Utility' && process.name === 'Lingxi desk')
    return desk?.pid ?? 0
  })
  expect(pid).toBeGreaterThan(0)
  process.kill(pid, 'SIGKILL')
  await expect.poll(stopped).toEqual([{ problem: null }])
  await expect.poll(started, { timeout: 30_000 }).toEqual([before.ok ? before.value : null])
  await lingxi.close()
})

test('an installed program that has not been told its mode asks for it and keeps the answer', async () => {
  const lingxi = await launchLingxi({ args: [] })
  const page = await consoleOf(lingxi)
  expect(await askMain(page, 'console', 'startInfo', undefined)).toMatchObject({
    value: { mode: null, access: { state: 'mode-not-chosen' }, seatCode: null },
  })
  // The new start is a process of its own; it is not wanted here.
  await lingxi.electron.evaluate(({ app }) => {
    app.relaunch = () => undefined
  })
  const ended = lingxi.electron.waitForEvent('close')
  await askMain(page, 'console', 'chooseMode', { mode: 'practice' }).catch(() => undefined)
  await ended
  const kept = JSON.parse(await readFile(path.join(lingxi.dataDir, 'settings.json'), 'utf8')) as unknown
  expect(kept).toMatchObject({ version: 4, settings: { mode: 'practice' } })
  await rm(lingxi.dataDir, { recursive: true, force: true })
})

test('practice and real work share neither browser data nor counters', async () => {
  const practice = await launchLingxi()
  await askMain(await consoleOf(practice), 'console', 'nextTicketCounter', day)
  const mark = () => localStorage.getItem('mark')
  await (await consoleOf(practice)).evaluate(() => localStorage.setItem('mark', 'practice'))
  await practice.close({ keepData: true })
  const desk = await launchLingxi({ args: ['--desk'], dataDir: practice.dataDir })
  expect(await (await consoleOf(desk)).evaluate(mark)).toBeNull()
  await desk.close({ keepData: true })
  const again = await launchLingxi({ dataDir: practice.dataDir })
  expect(await (await consoleOf(again)).evaluate(mark)).toBe('practice')
  await again.close()
})

/** Evaluates in a page without Playwright's page object; null while the page is between two lives, which answers never. */
function runInPage(lingxi: LingxiApp, role: string, script: string): Promise<unknown> {
  return lingxi.electron.evaluate(
    ({ BrowserWindow }, [name, code]) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${name}`))
      const answer = window?.webContents.executeJavaScript(code ?? '').catch(() => null) ?? null
      return Promise.race([answer, new Promise((resolve) => setTimeout(() => resolve(null), 500))])
    },
    [role, script],
  )
}

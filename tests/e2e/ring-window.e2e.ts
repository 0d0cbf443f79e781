import { expect, test } from '@playwright/test'
import { run } from '../../electron/dev/command.mjs'
import { askMain } from '../support/ask-main'
import { openNotepad, startWindowManager, typeOnKeyboard, whyNoWindowManager } from '../support/desktop'
import type { Notepad } from '../support/desktop'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'

const fortyKeys = 'the agent goes on typing somewhere else.'

test.describe('a ring while the agent works in another program', () => {
  test.skip(whyNoWindowManager() !== undefined, whyNoWindowManager() ?? '')
  let stopWindowManager: () => Promise<void>
  let lingxi: LingxiApp
  let notepad: Notepad
  test.beforeAll(async () => {
    stopWindowManager = (await startWindowManager()).stop
    lingxi = await launchLingxi({ args: ['--practice', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
    await lingxi.page('console')
    await lingxi.page('ring')
    notepad = await openNotepad()
  })
  test.afterAll(async () => {
    await askMain(await lingxi.page('console'), 'console', 'setBusy', { reason: null })
    await lingxi.close()
    await notepad.close()
    await stopWindowManager()
  })

  test('all of forty keys arrive where they were typed, and the ring window stands on top', async () => {
    const console = await lingxi.page('console')
    expect(fortyKeys).toHaveLength(40)
    await typeOnKeyboard(fortyKeys.slice(0, 5))
    const typed = typeOnKeyboard(fortyKeys.slice(5, 25), { delayMs: 60 })
    // Pressed without the mouse and without the focus: the call comes as one of its own accord would.
    await console.getByRole('button', { name: '模拟来电' }).click()
    await expect.poll(() => windowNow(lingxi, 'ring')).toEqual({ isVisible: true, isFocused: false, isOnTop: true })
    await typed
    await typeOnKeyboard(fortyKeys.slice(25))
    expect(await windowNow(lingxi, 'ring')).toEqual({ isVisible: true, isFocused: false, isOnTop: true })
    await expect.poll(() => notepad.text()).toBe(fortyKeys)
    expect(await windowNow(lingxi, 'console')).toMatchObject({ isFocused: false })
  })

  test('its button answers without taking the keyboard', async () => {
    const answer = (await lingxi.page('ring')).locator('#answer')
    await expect(answer).toBeVisible()
    // The window follows the size of what it shows, and a ring that has begun anew takes no click for a moment: then the next one does.
    await expect(async () => {
      const box = await answer.boundingBox()
      const at = await boundsOf(lingxi, 'ring')
      if (box === null) throw new Error('the button is nowhere')
      const middle = [at.x + box.x + box.width / 2, at.y + box.y + box.height / 2].map((place) => String(Math.round(place)))
      await run('xdotool', ['mousemove', ...middle, 'click', '1'], { quiet: true })
      await expect.poll(() => windowNow(lingxi, 'ring'), { timeout: 2000 }).toMatchObject({ isVisible: false })
    }).toPass({ timeout: 20_000 })
    await typeOnKeyboard(' And on.')
    await expect.poll(() => notepad.text()).toBe(`${fortyKeys} And on.`)
  })

  test('it follows the language and the theme that are chosen in the console, without a restart', async () => {
    const ring = await lingxi.page('ring')
    await askMain(await lingxi.page('console'), 'console', 'changeSettings', { locale: 'en', theme: 'dark' })
    await expect(ring.locator('#answer')).toHaveText('Answer')
    await expect(ring.locator('html')).toHaveAttribute('lang', 'en')
    await expect(ring.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await askMain(await lingxi.page('console'), 'console', 'changeSettings', { locale: 'zh-CN', theme: 'light' })
    await expect(ring.locator('#answer')).toHaveText('接听')
    await expect(ring.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  })

  test('it stays out of sight while the console is in front', async () => {
    const console = await lingxi.page('console')
    const card = { callId: 'not-known-to-the-phone', maskedNumber: '154****0012', place: '重庆', queue: 'hotline' }
    await lingxi.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().startsWith('app://console'))
        ?.focus()
    })
    await expect.poll(() => windowNow(lingxi, 'console')).toMatchObject({ isFocused: true })
    await askMain(console, 'console', 'showRing', card)
    expect(await windowNow(lingxi, 'ring')).toMatchObject({ isVisible: false })
  })
})

interface WindowNow {
  readonly isVisible: boolean
  readonly isFocused: boolean
  readonly isOnTop: boolean
}

function windowNow(lingxi: LingxiApp, role: string): Promise<WindowNow> {
  return lingxi.electron.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${name}`))
    if (window === undefined) throw new Error(`there is no window for ${name}`)
    return { isVisible: window.isVisible(), isFocused: window.isFocused(), isOnTop: window.isAlwaysOnTop() }
  }, role)
}

function boundsOf(lingxi: LingxiApp, role: string) {
  return lingxi.electron.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${name}`))
    if (window === undefined) throw new Error(`there is no window for ${name}`)
    return window.getContentBounds()
  }, role)
}

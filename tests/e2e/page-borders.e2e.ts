import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'

const roles = ['console', 'phone', 'ring', 'wall'] as const
const fakeMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

test.describe('what a page can reach', () => {
  let lingxi: LingxiApp
  test.beforeAll(async () => {
    lingxi = await launchLingxi({ args: ['--practice', ...fakeMicrophone] })
    await askMain(await lingxi.page('console'), 'console', 'openWall', { view: 'lead' })
    for (const role of roles) await lingxi.page(role)
  })
  test.afterAll(() => lingxi.close())

  for (const role of roles) {
    test(`${role}: the policy comes as a header and nothing in it is unsafe`, async () => {
      const page = await lingxi.page(role)
      const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/')).headers))
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|data:/)
      expect(headers['x-content-type-options']).toBe('nosniff')
    })

    test(`${role}: loads without breaking its own policy`, async () => {
      const page = await lingxi.page(role)
      await page.addInitScript(() => {
        const broken: string[] = []
        Object.assign(window, { broken })
        document.addEventListener('securitypolicyviolation', (event) =>
          broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
        )
      })
      await page.reload()
      // Not until the network is idle: the console keeps a stream of hints from the desk open for good.
      await page.waitForLoadState('load')
      await page.waitForFunction(() => document.getElementById('root')?.childElementCount !== 0)
      expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([])
    })

    test(`${role}: has an origin of its own, no Node and no way to ipcRenderer`, async () => {
      const page = await lingxi.page(role)
      const found = await page.evaluate(() => ({
        origin: location.origin,
        node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
        role: (window as unknown as { lingxi: { role: string } }).lingxi.role,
      }))
      expect(found).toEqual({ origin: `app://${role}`, node: [], role })
    })

    test(`${role}: runs no inline script, no eval and no script of another origin`, async () => {
      const page = await lingxi.page(role)
      expect(await page.evaluate(tryToRunScripts)).toEqual({ inline: false, eval: false, attribute: false, style: false })
    })

    test(`${role}: goes nowhere and opens nothing`, async () => {
      const page = await lingxi.page(role)
      const windowsBefore = lingxi.electron.windows().length
      for (const target of ['https://example.org/', 'app://console/', 'app://phone/', 'file:///etc/passwd', 'data:text/html,x']) {
        if (target.startsWith(`app://${role}`)) continue
        await page.evaluate((address) => location.assign(address), target)
      }
      const opened = await page.evaluate(() => window.open('https://example.org/') === null && window.open('about:blank') === null)
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
      expect(opened).toBe(true)
      expect(page.url()).toMatch(new RegExp(`^app://${role}/`))
      expect(lingxi.electron.windows()).toHaveLength(windowsBefore)
    })

    test(`${role}: reads no file but its own`, async () => {
      const page = await lingxi.page(role)
      const paths = ['/../main/main.cjs', '/%2e%2e/main/main.cjs', '/..%2fmain%2fmain.cjs', '/phone/index.html', '/assets/', '/package.json']
      const statuses = await page.evaluate(
        (addresses) => Promise.all(addresses.map(async (address) => (await fetch(address)).status)),
        paths,
      )
      expect(statuses).toEqual(paths.map(() => 404))
    })

    test(`${role}: connects to nobody it has no business with`, async () => {
      const page = await lingxi.page(role)
      expect(await page.evaluate(tryToConnect)).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
    })
  }

  test('only the phone gets the microphone; no page gets a camera or a place', async () => {
    const asked = await Promise.all(
      roles.map(async (role) => {
        const page = await lingxi.page(role)
        return [role, await tryMedia(page, { audio: true }), await tryMedia(page, { video: true }), await tryPlace(page)]
      }),
    )
    expect(asked).toEqual([
      ['console', 'NotAllowedError', 'NotAllowedError', 'refused'],
      ['phone', 'granted', 'NotAllowedError', 'refused'],
      ['ring', 'NotAllowedError', 'NotAllowedError', 'refused'],
      ['wall', 'NotAllowedError', 'NotAllowedError', 'refused'],
    ])
  })

  test('the same page in another window is a stranger to main', async () => {
    const stranger = lingxi.electron.waitForEvent('window')
    await lingxi.electron.evaluate(({ app, BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://console'))
      if (own === undefined) throw new Error('there is no console')
      const preload = `${app.getAppPath()}/out/preload/console.cjs`
      const webPreferences = { session: own.webContents.session, preload, sandbox: true, contextIsolation: true }
      void new BrowserWindow({ show: false, webPreferences }).loadURL('app://console/index.html')
    })
    const page = await stranger
    const refused = { ok: false, error: { code: 'not-allowed' } }
    // What is asked while the page is still loading goes down with the document it was asked in.
    const answers = async () => [await askMain(page, 'console', 'startInfo', undefined), await askMain(page, 'console', 'deskConnection', undefined)]
    await page.waitForURL('app://console/**')
    await expect.poll(() => answers().catch(() => 'gone')).toEqual([refused, refused])
    await page.close()
  })

  test('a request of another shape is refused at the border', async () => {
    const page = await lingxi.page('console')
    const refused = { ok: false, error: { code: 'bad-request' } }
    expect(await askMain(page, 'console', 'nextTicketCounter', { date: '../../etc' })).toEqual(refused)
    expect(await askMain(page, 'console', 'setBusy', { reason: 'boredom' as 'ring' })).toEqual(refused)
  })
})

async function tryToRunScripts() {
  const ran = { inline: false, eval: false, attribute: false, style: false }
  Object.assign(window, { ran })
  const script = document.createElement('script')
  script.textContent = 'window.ran.inline = true'
  document.body.append(script)
  const image = document.createElement('div')
  image.innerHTML = '<img src="/none.png" onerror="window.ran.attribute = true">'
  document.body.append(image)
  const style = document.createElement('style')
  style.textContent = 'body { outline: 7px solid red }'
  document.body.append(style)
  // In a task of its own: what a debugger evaluates may do more than a page.
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      try {
        new Function('window.ran.eval = true')()
      } catch {
        ran.eval = false
      }
      setTimeout(resolve, 200)
    })
  })
  ran.style = getComputedStyle(document.body).outlineWidth === '7px'
  for (const element of [script, image, style]) element.remove()
  return ran
}

async function tryToConnect() {
  const outcome = (reached: Promise<unknown>) =>
    reached.then(
      () => 'reached',
      () => 'blocked',
    )
  const socket = new Promise((resolve, reject) => {
    try {
      const opened = new WebSocket('ws://127.0.0.1:9/')
      opened.onopen = resolve
      opened.onerror = reject
    } catch (error) {
      reject(error)
    }
  })
  const image = new Image()
  const loaded = new Promise((resolve, reject) => {
    image.onload = resolve
    image.onerror = reject
  })
  image.src = 'https://example.org/pixel.png'
  return Promise.all([
    outcome(fetch('https://example.org/')),
    outcome(fetch('http://127.0.0.1:9/')),
    outcome(socket),
    outcome(loaded),
  ])
}

function tryMedia(page: Page, constraints: MediaStreamConstraints): Promise<string> {
  return page.evaluate(async (wanted) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted)
      for (const track of stream.getTracks()) track.stop()
      return 'granted'
    } catch (error) {
      return (error as Error).name
    }
  }, constraints)
}

function tryPlace(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('refused'),
        )
      }),
  )
}

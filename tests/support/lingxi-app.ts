import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, errors, expect, type ElectronApplication, type Page } from '@playwright/test'
import { resolveElectron } from '../../electron/dev/electron-runtime.mjs'
import { rootDir } from '../../electron/dev/paths.mjs'
import { dataPaths } from '../../electron/main/data-paths'
import { putMadeCluster } from './desk/made-cluster'
import { embeddedBinDir } from './desk/test-postgres'

const longestCloseMs = 20_000
const longestAttachMs = 60_000

/** The built app, running. */
export type LingxiApp = {
  readonly electron: ElectronApplication
  /** Of its main process, also when that is gone. */
  readonly pid: number
  /** Settings, database and logs of this run; give it to the next `launchLingxi` to start again on the same data. */
  readonly dataDir: string
  /** The page of a window, by the folder of `renderer/` it comes from; waits until it is there and the console can be seen. */
  page(name: 'console' | 'phone' | 'ring' | 'wall'): Promise<Page>
  /** Closes the app; with `keepData` the data folder stays for a next start. */
  close(options?: { readonly keepData: boolean }): Promise<void>
}

export type LaunchOptions = {
  /** What `npm start` would pass, e.g. `['--practice']`. */
  readonly args?: readonly string[]
  readonly dataDir?: string
  /** The desk makes its database itself; else a new data folder has an empty one already, which saves seconds. */
  readonly isFirstStart?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** For V8 in every process, e.g. `--no-opt`. */
  readonly v8Flags?: string
  /** Another built app than that of this tree: a folder with its `package.json` and `out/`. */
  readonly appDir?: string
  /** Another program than the development Electron with the built app: one that was packaged. */
  readonly executablePath?: string
}

/** Starts the built app (out/) on a data folder of its own, with media over the loopback interface. */
export async function launchLingxi(options: LaunchOptions = {}): Promise<LingxiApp> {
  const { args = ['--practice'], dataDir, env, v8Flags, appDir = rootDir, executablePath } = options
  const runtime = await resolveElectron()
  const folder = dataDir ?? (await newDataDir({ ...options, args }))
  const appArgs = executablePath === undefined ? [appDir, ...args] : [...args]
  const electron = await attached({
    executablePath: executablePath ?? runtime.executablePath,
    args: [...runtime.args, ...(v8Flags === undefined ? [] : [`--js-flags=${v8Flags}`]), ...appArgs],
    env: { ...inheritedEnv(), LINGXI_USER_DATA: folder, LINGXI_TEST: '1', ...env },
    timeout: longestAttachMs,
  })
  return {
    electron,
    pid: electron.process().pid ?? 0,
    dataDir: folder,
    page: (name) => pageOf(electron, name),
    close: async ({ keepData } = { keepData: false }) => {
      await close(electron)
      // PostgreSQL may still be writing its last words.
      if (!keepData) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/**
 * While it attaches, Playwright waits for every page that is there, and one that is half made at that moment may never answer it (its issue
 * 29386). It has ended the program then, which is started once more; twice in a row is no such chance.
 */
async function attached(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options)
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    console.warn(`Playwright did not attach to Lingxi within ${longestAttachMs / 1000} s; it is started once more.`)
    return _electron.launch(options)
  }
}

async function newDataDir({ args = [], isFirstStart = false, executablePath }: LaunchOptions): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
  const mode = args.includes('--practice') ? 'practice' : args.includes('--desk') ? 'desk-here' : null
  // A packaged program has to show that it finds all that a first start takes.
  if (mode !== null && !isFirstStart && executablePath === undefined) await putMadeCluster(dataPaths(folder).ofMode(mode).desk, embeddedBinDir())
  return folder
}

/** The app refuses to close during a call; a test that forgot to end one must not leave a program behind. */
async function close(electron: ElectronApplication): Promise<void> {
  const program = electron.process()
  const closed = await Promise.race([electron.close().then(() => true), delay(longestCloseMs, false)])
  if (closed) return
  program.kill('SIGKILL')
  throw new Error(`Lingxi was still open ${longestCloseMs / 1000} s after it was asked to close.`)
}

async function pageOf(electron: ElectronApplication, name: string): Promise<Page> {
  // A window comes with an empty page first, so that its event says too little.
  const find = () => electron.windows().find((page) => page.url().startsWith(`app://${name}/`))
  await expect.poll(find, { message: `no ${name} page`, timeout: 20_000 }).toBeDefined()
  const page = find()
  if (page === undefined) throw new Error(`The ${name} page was there and has gone.`)
  await page.waitForLoadState('domcontentloaded')
  // Chromium paints no hidden window, and a picture of one would be waited for in vain.
  if (name === 'console') await isShown(electron, page)
  return page
}

async function isShown(electron: ElectronApplication, page: Page): Promise<void> {
  const window = await electron.browserWindow(page)
  await expect.poll(() => window.evaluate((shown) => shown.isVisible()), { timeout: 20_000 }).toBe(true)
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

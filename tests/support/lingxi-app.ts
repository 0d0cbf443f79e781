import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { resolveElectron } from '../../electron/dev/electron-runtime.mjs'
import { rootDir } from '../../electron/dev/paths.mjs'

/** The built app, running. */
export type LingxiApp = {
  readonly electron: ElectronApplication
  /** Settings, database and logs of this run; give it to the next `launchLingxi` to start again on the same data. */
  readonly dataDir: string
  /** The page of a window, by the folder of `renderer/` it comes from; waits until it is there. */
  page(name: 'console' | 'phone' | 'ring'): Promise<Page>
  /** Closes the app; with `keepData` the data folder stays for a next start. */
  close(options?: { readonly keepData: boolean }): Promise<void>
}

export type LaunchOptions = {
  /** What `npm start` would pass, e.g. `['--practice']`. */
  readonly args?: readonly string[]
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** Another program than the development Electron with the built app: one that was packaged. */
  readonly executablePath?: string
}

/** Starts the built app (out/) on a data folder of its own. */
export async function launchLingxi({ args = ['--practice'], dataDir, env, executablePath }: LaunchOptions = {}): Promise<LingxiApp> {
  const runtime = await resolveElectron()
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'lingxi-')))
  const appArgs = executablePath === undefined ? [rootDir, ...args] : [...args]
  const electron = await _electron.launch({
    executablePath: executablePath ?? runtime.executablePath,
    args: [...runtime.args, `--user-data-dir=${folder}`, ...appArgs],
    env: { ...inheritedEnv(), ...env },
  })
  return {
    electron,
    dataDir: folder,
    page: (name) => pageOf(electron, name),
    close: async ({ keepData } = { keepData: false }) => {
      await electron.close()
      if (!keepData) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function pageOf(electron: ElectronApplication, name: string): Promise<Page> {
  const isIt = (page: Page) => page.url().startsWith(`app://${name}`)
  const page = electron.windows().find(isIt) ?? (await electron.waitForEvent('window', { predicate: isIt, timeout: 20_000 }))
  await page.waitForLoadState('domcontentloaded')
  return page
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

import type { Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/**
 * Points at which a process is killed. In main: right after a write, a sync, an opening, a rename or a removal of the files of
 * journal and counters, counted where the built program calls Node; nothing in it knows of that. In the console: when the page hears that a
 * transaction is committed.
 */
export interface MainPoints {
  /** Main kills itself after so many more of them. */
  killAfter(more: number): Promise<void>
  /** Main kills itself at the next removal of a file. */
  killAtRemoval(): Promise<void>
  cancel(): Promise<void>
}

interface PointCount {
  count: number
  at: number
  isRemovalMeant: boolean
}

export async function watchMainPoints({ electron }: LingxiApp): Promise<MainPoints> {
  await electron.evaluate(countInMain)
  const plan = (when: number | 'removal' | null) =>
    electron.evaluate((_, meant) => {
      const { killPoints } = globalThis as unknown as { killPoints: PointCount }
      killPoints.at = typeof meant === 'number' ? killPoints.count + meant : Number.POSITIVE_INFINITY
      killPoints.isRemovalMeant = meant === 'removal'
    }, when)
  return { killAfter: (more) => plan(more), killAtRemoval: () => plan('removal'), cancel: () => plan(null) }
}

/** Runs in main. */
function countInMain(): void {
  type Run = (...args: unknown[]) => Promise<unknown>
  const files = process.mainModule?.require('node:fs/promises') as unknown as Record<string, Run>
  const points: PointCount = { count: 0, at: Number.POSITIVE_INFINITY, isRemovalMeant: false }
  Object.assign(globalThis, { killPoints: points })
  const isCounted = (file: unknown) => /[\\/](journal|counters)([\\/]|$)/.test(String(file))
  const step = (name: string) => {
    points.count += 1
    if (points.count === points.at || (points.isRemovalMeant && (name === 'rm' || name === 'unlink'))) process.kill(process.pid, 'SIGKILL')
  }
  const counted = (owner: Record<string, Run>, name: string, isWanted: (args: readonly unknown[]) => boolean, then: (result: unknown) => void = () => undefined) => {
    const run = owner[name]?.bind(owner)
    if (run === undefined) return
    owner[name] = async (...args) => {
      const result = await run(...args)
      if (!isWanted(args)) return result
      then(result)
      step(name)
      return result
    }
  }
  for (const name of ['rename', 'rm', 'unlink']) counted(files, name, ([file]) => isCounted(file))
  counted(files, 'open', ([file]) => isCounted(file), (handle) => {
    for (const name of ['appendFile', 'datasync', 'sync', 'truncate']) counted(handle as Record<string, Run>, name, () => true)
  })
}

/** Tells every commit of the page's database. */
export async function hearCommits(page: Page, onCommit: () => void): Promise<void> {
  await page.exposeFunction('tellCommit', onCommit)
  await page.evaluate(() => {
    const { tellCommit } = window as unknown as { tellCommit(): void }
    const heard = new WeakSet<IDBTransaction>()
    // Dexie has bound the function that begins a transaction before anybody could put another in its place.
    const take = IDBTransaction.prototype.objectStore
    IDBTransaction.prototype.objectStore = function (this: IDBTransaction, ...args: Parameters<typeof take>) {
      if (!heard.has(this) && this.mode === 'readwrite') this.addEventListener('complete', () => tellCommit())
      heard.add(this)
      return Reflect.apply(take, this, args)
    }
  })
}

/** The process that draws a page. */
export function rendererOf({ electron }: LingxiApp, name: 'console' | 'phone'): Promise<number> {
  return electron.evaluate(({ BrowserWindow }, role) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${role}`))
    return window?.webContents.getOSProcessId() ?? 0
  }, name)
}

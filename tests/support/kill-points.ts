import type { Page } from '@playwright/test'
import type { LingxiApp } from './lingxi-app'

/**
 * Points at which a process is killed. In main: right after a write, a sync, a rename or an opening of the files of journal and
 * counters, counted where the built program calls Node; nothing in it knows of that. In the console: when the page hears that a
 * transaction is committed.
 */
export interface MainPoints {
  /** Main kills itself after so many more of them. */
  killAfter(more: number): Promise<void>
  cancel(): Promise<void>
}

interface PointCount {
  count: number
  at: number
}

export async function watchMainPoints({ electron }: LingxiApp): Promise<MainPoints> {
  await electron.evaluate(countInMain)
  const plan = (more: number | null) =>
    electron.evaluate((_, after) => {
      const { killPoints } = globalThis as unknown as { killPoints: PointCount }
      killPoints.at = after === null ? Number.POSITIVE_INFINITY : killPoints.count + after
    }, more)
  return { killAfter: (more) => plan(more), cancel: () => plan(null) }
}

/** Runs in main. */
function countInMain(): void {
  type Run = (...args: unknown[]) => Promise<unknown>
  const files = process.mainModule?.require('node:fs/promises') as unknown as Record<string, Run>
  const points: PointCount = { count: 0, at: Number.POSITIVE_INFINITY }
  Object.assign(globalThis, { killPoints: points })
  const isCounted = (file: unknown) => /[\\/](journal|counters)([\\/]|$)/.test(String(file))
  const step = () => {
    points.count += 1
    if (points.count === points.at) process.kill(process.pid, 'SIGKILL')
  }
  const counted = (owner: Record<string, Run>, name: string, isWanted: (args: readonly unknown[]) => boolean, then: (result: unknown) => void = () => undefined) => {
    const run = owner[name]?.bind(owner)
    if (run === undefined) return
    owner[name] = async (...args) => {
      const result = await run(...args)
      if (!isWanted(args)) return result
      then(result)
      step()
      return result
    }
  }
  counted(files, 'rename', ([file]) => isCounted(file))
  counted(files, 'open', ([file]) => isCounted(file), (handle) => {
    for (const name of ['appendFile', 'datasync', 'sync', 'truncate']) counted(handle as Record<string, Run>, name, () => true)
  })
}

/** Tells every commit of the page's database. */
export async function hearCommits(page: Page, onCommit: () => void): Promise<void> {
  await page.exposeFunction('tellCommit', onCommit)
  await page.evaluate(() => {
    const { tellCommit } = window as unknown as { tellCommit(): void }
    const begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof begin>) {
      const transaction = Reflect.apply(begin, this, args)
      if (args[1] === 'readwrite') transaction.addEventListener('complete', () => tellCommit())
      return transaction
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

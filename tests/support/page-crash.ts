import type { LingxiApp } from './lingxi-app'

type PageName = 'console' | 'phone' | 'ring'

/** Ends the process of a page as a crash would. */
export function crashPage({ electron }: LingxiApp, name: PageName): Promise<void> {
  return electron.evaluate(({ BrowserWindow }, role) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${role}`))
    window?.webContents.forcefullyCrashRenderer()
  }, name)
}

/**
 * What a script says in a page, asked through main: Playwright's own page object does not outlive a crash. Null while the
 * page is between two lives, which answers never.
 */
export function askPage<T>({ electron }: LingxiApp, name: PageName, script: string): Promise<T | null> {
  return electron.evaluate(
    ({ BrowserWindow }, [role, code]) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(`app://${role}`))
      const answer = window?.webContents.executeJavaScript(code ?? '').catch(() => null) ?? null
      return Promise.race([answer, new Promise((resolve) => setTimeout(() => resolve(null), 500))])
    },
    [name, script],
  ) as Promise<T | null>
}

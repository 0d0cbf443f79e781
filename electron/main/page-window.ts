import path from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import type { BrowserWindowConstructorOptions, Session } from 'electron'
import type { Role } from '../../shared/ipc/page-api'

/** What every window of ours is made with. */
export interface PageWindowNeeds {
  readonly session: Session
  /** The folder of built preload scripts. */
  readonly preloads: string
}

/** Background of the pages in either theme, so that nothing flashes before the first paint. */
const backgrounds = { light: '#F3F5F6', dark: '#0E1518' } as const

/**
 * A window for one page.
 *
 * SECURITY: sandboxed, its preload isolated from the page, no Node in either; the page gets what its preload exposes and
 * nothing else. No window may be made in another way.
 */
export function createPageWindow(role: Role, needs: PageWindowNeeds, options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: path.join(needs.preloads, `${role}.cjs`),
      session: needs.session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
      // Wrap-up, drafts and sync go on while the window is minimised, a call while it was never shown.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  // Title and what is in it belong to us: nothing of a caller may stand in a taskbar.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.setMenu(null)
  return window
}

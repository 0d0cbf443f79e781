import { screen } from 'electron'
import type { BrowserWindow } from 'electron'
import { z } from 'zod'
import { wallKindSchema } from '../../shared/ipc/values'
import type { WallKind } from '../../shared/ipc/values'
import type { Timers } from '../../shared/lib/clock'
import { keepPageAlive } from './keep-page-alive'
import type { Log } from './log'
import { createPageWindow } from './page-window'
import type { PageWindowNeeds } from './page-window'
import type { Pages } from './pages'
import { placeWall, smallestSize, windowStateSchema } from './window-placement'
import type { Rectangle } from './window-placement'
import { readWindowState, writeWindowState } from './window-state-file'

/** The window with the whole room on it. It is there only while somebody wants it, and never longer than the seat. */
export interface WallWindow {
  /** Opens it, or brings it to the front, in that view. */
  open(view: WallKind): void
  /** Who has left the seat leaves no names on a screen. */
  close(): void
  /** Loads the page again, with the policy of now. */
  reload(): void
  /** The view that the page begins with. */
  view(): WallKind
  keepView(view: WallKind): void
  toggleFullScreen(): void
}

export interface WallWindowNeeds extends PageWindowNeeds {
  readonly title: string
  readonly stateFile: string
  readonly pages: Pages
  readonly log: Log
  readonly timers: Timers
  readonly consoleWindow: BrowserWindow
}

const wallStateSchema = z.object({ ...windowStateSchema.shape, fullScreen: z.boolean(), view: wallKindSchema })

export function createWallWindow(needs: WallWindowNeeds): WallWindow {
  const { pages, log, timers } = needs
  const saved = readWindowState(needs.stateFile, wallStateSchema)
  let view: WallKind = saved?.view ?? 'lead'
  let window: BrowserWindow | null = null
  let place = saved

  function keepPlace(shown: BrowserWindow): void {
    place = { ...shown.getNormalBounds(), maximised: shown.isMaximized(), fullScreen: shown.isFullScreen(), view }
    writeWindowState(needs.stateFile, place)
  }

  function openNew(): BrowserWindow {
    const { bounds, maximised } = placeWall(place, areas(needs.consoleWindow))
    const shown = createPageWindow('wall', needs, {
      ...bounds,
      minWidth: Math.min(smallestSize.width, bounds.width),
      minHeight: Math.min(smallestSize.height, bounds.height),
      title: needs.title,
    })
    shown.once('ready-to-show', () => {
      if (maximised) shown.maximize()
      if (place?.fullScreen === true) shown.setFullScreen(true)
      shown.show()
    })
    shown.on('close', () => keepPlace(shown))
    shown.on('closed', () => {
      window = null
    })
    // Also while the page hangs: a wall in a room has a keyboard and nothing else.
    shown.webContents.on('before-input-event', (event, { type, key, isAutoRepeat }) => {
      if (type !== 'keyDown' || key !== 'F11') return
      event.preventDefault()
      if (!isAutoRepeat) shown.setFullScreen(!shown.isFullScreen())
    })
    pages.adopt('wall', shown.webContents)
    keepPageAlive('wall', shown.webContents, { log, timers, random: Math.random, onGone: () => undefined })
    return shown
  }

  needs.consoleWindow.on('closed', () => window?.destroy())
  return {
    open(wanted) {
      view = wanted
      if (window === null) {
        window = openNew()
        return
      }
      pages.send('wall', 'viewAsked', { view })
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    close: () => window?.close(),
    reload: () => window?.webContents.reload(),
    view: () => view,
    keepView(chosen) {
      view = chosen
      if (window !== null) keepPlace(window)
    },
    toggleFullScreen: () => window?.setFullScreen(!window.isFullScreen()),
  }
}

/** The displays that the console does not stand on come first. */
function areas(consoleWindow: BrowserWindow): [Rectangle, ...Rectangle[]] {
  const own = consoleWindow.isDestroyed() ? screen.getPrimaryDisplay() : screen.getDisplayMatching(consoleWindow.getBounds())
  const [first, ...others] = screen.getAllDisplays().filter((display) => display.id !== own.id)
  return first === undefined ? [own.workArea] : [first.workArea, ...others.map((display) => display.workArea), own.workArea]
}

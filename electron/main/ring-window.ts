import { screen } from 'electron'
import type { BrowserWindow } from 'electron'
import type { RingCard } from '../../shared/ipc/values'
import { createPageWindow } from './page-window'
import type { PageWindowNeeds } from './page-window'
import { placeRing } from './window-placement'

/** The small window that tells of a ring while the agent works in another program. */
export interface RingWindow {
  readonly window: BrowserWindow
  /** What rings now; null when nothing does. */
  current(): RingCard | null
  show(card: RingCard): void
  hide(): void
  /** The page says how large its content is, in CSS pixels. */
  resize(size: { readonly width: number; readonly height: number }): void
}

const limits = { width: { min: 240, max: 480 }, height: { min: 80, max: 320 } } as const

/**
 * It can't take the focus, whatever happens: not one key that the agent types elsewhere is lost to it. It stays out of
 * sight while the console itself is in front, which shows the ring better and has a button in that corner.
 */
export function createRingWindow(
  needs: PageWindowNeeds,
  consoleWindow: BrowserWindow,
  tell: { shown(card: RingCard): void; hidden(): void },
): RingWindow {
  let card: RingCard | null = null
  let size = { width: 360, height: 148 }
  const window = createPageWindow('ring', needs, {
    ...size,
    focusable: false,
    alwaysOnTop: true,
    frame: false,
    skipTaskbar: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    hasShadow: true,
  })

  function update() {
    if (window.isDestroyed()) return
    const isConsoleInFront = !consoleWindow.isDestroyed() && consoleWindow.isFocused()
    if (card === null || isConsoleInFront) {
      window.hide()
      return
    }
    window.setBounds(placeRing(size, screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea))
    if (window.isVisible()) return
    window.showInactive()
    window.setAlwaysOnTop(true, 'screen-saver')
  }

  consoleWindow.on('focus', update)
  consoleWindow.on('blur', update)
  return {
    window,
    current: () => card,
    show(next) {
      card = next
      tell.shown(next)
      update()
    },
    hide() {
      if (card === null) return
      card = null
      tell.hidden()
      update()
    },
    resize({ width, height }) {
      size = { width: within(limits.width, width), height: within(limits.height, height) }
      update()
    },
  }
}

function within({ min, max }: { min: number; max: number }, value: number): number {
  return Math.round(Math.min(max, Math.max(min, value)))
}

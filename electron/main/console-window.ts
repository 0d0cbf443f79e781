import { screen } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Timers } from '../../shared/lib/clock'
import { createPageWindow } from './page-window'
import type { PageWindowNeeds } from './page-window'
import { placeWindow, smallestSize } from './window-placement'
import type { Rectangle, WindowState } from './window-placement'

export interface ConsoleWindowNeeds extends PageWindowNeeds {
  readonly title: string
  readonly saved: WindowState | null
  readonly timers: Timers
  save(state: WindowState): void
  /** False keeps the window open. */
  mayClose(): boolean
}

const savedAfterMs = 500

/** The window the agent works in. It shows itself once its page has painted. */
export function createConsoleWindow(needs: ConsoleWindowNeeds): BrowserWindow {
  const { bounds, maximised } = placeWindow(needs.saved, workAreas())
  const window = createPageWindow('console', needs, {
    ...bounds,
    minWidth: Math.min(smallestSize.width, bounds.width),
    minHeight: Math.min(smallestSize.height, bounds.height),
    title: needs.title,
  })
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  window.on('close', (event) => {
    if (needs.mayClose()) needs.save(stateOf(window))
    else event.preventDefault()
  })
  rememberPlace(window, needs)
  return window
}

/** Brings the console to the front, and takes the keyboard with it: only ever because the person asked, by a click or a start. */
export function showConsole(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function rememberPlace(window: BrowserWindow, { timers, save }: ConsoleWindowNeeds) {
  let timer = { cancel: () => {} }
  const saveSoon = () => {
    timer.cancel()
    timer = timers.after(savedAfterMs, () => {
      if (!window.isDestroyed()) save(stateOf(window))
    })
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
}

function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximised: window.isMaximized() }
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary.workArea, ...others.map((display) => display.workArea)]
}

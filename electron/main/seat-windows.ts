import { MessageChannelMain } from 'electron'
import type { BrowserWindow, Session } from 'electron'
import { portChannel } from '../../shared/ipc/port-handover'
import type { PortRole } from '../../shared/ipc/port-handover'
import { createConsoleWindow } from './console-window'
import { keepPageAlive } from './keep-page-alive'
import type { PageEnd } from './keep-page-alive'
import type { Log } from './log'
import { createPageWindow } from './page-window'
import type { Pages } from './pages'
import { createPhonePorts } from './phone-ports'
import type { PhonePorts } from './phone-ports'
import { createRingWindow } from './ring-window'
import type { RingWindow } from './ring-window'
import { systemTimers } from './system-time'
import { windowStateSchema } from './window-placement'
import { readWindowState, writeWindowState } from './window-state-file'

/** Pages that are open as long as the seat is. */
type SeatPage = 'console' | 'phone' | 'ring'

export interface SeatWindows {
  readonly consoleWindow: BrowserWindow
  readonly ring: RingWindow
  readonly phonePorts: PhonePorts
  /** Loads the page again, with the policy of now. */
  reload(role: SeatPage): void
  /** Ends the page's process, which may hang; the page comes back by itself. */
  restart(role: SeatPage): void
}

/** Opens the three windows that a seat always has, keeps their pages alive and joins them to the phone. */
export function openSeatWindows(ports: {
  readonly session: Session
  readonly preloads: string
  readonly stateFile: string
  readonly title: string
  readonly pages: Pages
  readonly log: Log
  mayClose(): boolean
  consoleIsSilent(): void
  consoleAnswers(): void
  phoneStopped(cause: PageEnd): void
}): SeatWindows {
  const { pages, log } = ports
  const phonePorts = createPhonePorts((role) => joinToPhone(pages, role))
  const consoleWindow = createConsoleWindow({
    ...ports,
    saved: readWindowState(ports.stateFile, windowStateSchema),
    timers: systemTimers,
    save: (state) => writeWindowState(ports.stateFile, state),
  })
  const phoneWindow = createPageWindow('phone', ports, {})
  const ring = createRingWindow(ports, consoleWindow, {
    shown: (card) => pages.send('ring', 'ringShown', card),
    hidden: () => pages.send('ring', 'ringHidden', undefined),
  })

  const windows = { console: consoleWindow, phone: phoneWindow, ring: ring.window }
  for (const role of ['phone', 'console', 'ring'] as const) {
    const { webContents } = windows[role]
    pages.adopt(role, webContents)
    keepPageAlive(role, webContents, {
      log,
      timers: systemTimers,
      random: Math.random,
      onGone(cause) {
        phonePorts.isGone(role)
        if (role === 'console') ports.consoleIsSilent()
        if (role === 'phone') ports.phoneStopped(cause)
      },
    })
  }
  consoleWindow.webContents.on('unresponsive', () => ports.consoleIsSilent())
  consoleWindow.webContents.on('responsive', () => ports.consoleAnswers())
  return { consoleWindow, ring, phonePorts, reload: (role) => windows[role].webContents.reload(), restart: (role) => windows[role].webContents.forcefullyCrashRenderer() }
}

/** A channel of its own between the phone and that page; main keeps no end of it. */
function joinToPhone(pages: Pages, role: PortRole): void {
  const phone = pages.contentsOf('phone')
  const page = pages.contentsOf(role)
  if (phone === null || page === null) return
  const { port1, port2 } = new MessageChannelMain()
  phone.postMessage(portChannel, role, [port1])
  page.postMessage(portChannel, role, [port2])
}

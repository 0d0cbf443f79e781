import { app, dialog, ipcMain } from 'electron'
import { serversOf } from '../../shared/settings/settings'
import type { Mode } from '../../shared/settings/settings'
import { answerPage } from './answer-pages'
import { showCommands } from './application-menu'
import type { Closing } from './closing'
import { consoleHandlers } from './console-handlers'
import type { DialLinks } from './dial-links'
import type { DataPaths } from './data-paths'
import { createSaveDiagnostics } from './diagnostics'
import type { Log } from './log'
import type { Pages } from './pages'
import type { RingSignals } from './ring-signals'
import type { SeatBackup } from './seat-backup'
import type { SeatData } from './seat-data'
import type { SeatDesk } from './seat-desk'
import type { SeatLine } from './seat-line'
import type { SeatLock } from './seat-lock'
import type { SeatWindows } from './seat-windows'
import type { ServerCertificates } from './server-certificates'
import { phoneHandlers, ringHandlers } from './side-page-handlers'
import { startInfo } from './start-info'
import { systemClock } from './system-time'
import { createUnsentTransfer, unsentExtension } from './unsent-transfer'
import type { WhenFree } from './when-free'

const unsentFilters = [{ name: 'Lingxi', extensions: [unsentExtension] }]

export interface SeatParts {
  readonly data: SeatData
  readonly pages: Pages
  readonly closing: Closing
  readonly whenFree: WhenFree
  readonly line: SeatLine
  readonly certificates: ServerCertificates
  readonly desk: SeatDesk
  /** Null where there is nothing to back up. */
  readonly backup: SeatBackup | null
  readonly windows: SeatWindows
  readonly signals: RingSignals
  readonly links: DialLinks
  readonly seatLock: SeatLock
  readonly log: Log
  readonly paths: Pick<DataPaths, 'logs'>
  startDesk(): void
  restartIn(mode: Mode): void
}

/** Puts the parts of a seat behind the calls of its three pages. */
export function answerSeatPages(parts: SeatParts): void {
  const { data, line, log, signals, windows } = parts
  const { ring, phonePorts } = windows
  const border = { ipcMain, pages: parts.pages, log }

  answerPage('console', createConsoleHandlers(parts), border)
  answerPage('phone', phoneHandlers({ log, configuration: line.configuration, listens: () => phonePorts.listens('phone') }), border)
  answerPage(
    'ring',
    ringHandlers({
      log,
      state() {
        const { locale, theme } = data.settings.current()
        return { locale, theme, practice: data.mode === 'practice', ring: ring.current() }
      },
      listens: () => phonePorts.listens('ring'),
      resize: ring.resize,
      dismiss: signals.dismiss,
    }),
    border,
  )
}

function createConsoleHandlers(parts: SeatParts) {
  const { data, closing, desk, line, log, signals, whenFree, windows } = parts
  const runtime = { version: app.getVersion(), platform: process.platform, versions: process.versions }

  return consoleHandlers({
    ...data,
    backup: parts.backup,
    closing,
    log,
    startInfo: () => startInfo(data, runtime),
    deskConnection: () => desk.connection(),
    listens() {
      closing.consoleAnswers()
      parts.seatLock.consoleListens()
      windows.phonePorts.listens('console')
      parts.links.consoleListens(data.access.state().state === 'signed-in')
    },
    seatLock: parts.seatLock,
    accessChanged() {
      parts.seatLock.touched()
      line.check()
      parts.startDesk()
    },
    sipAccountChanged(serversBefore) {
      // The addresses of the PBX stand in the policy that the phone page was loaded with, maybe before it asked for its account.
      const isElsewhere = serversOf(data.settings.current().sip).join(' ') !== serversBefore.join(' ')
      if (isElsewhere) whenFree.run('reload-phone', () => windows.reload('phone'))
      else line.check()
    },
    refusedCertificate: parts.certificates.refused,
    showRing: signals.show,
    hideRing: signals.hide,
    drawAttention: signals.draw,
    busyChanged() {
      parts.seatLock.busyChanged()
      whenFree.check()
    },
    showMenu: (menu) => showCommands(menu, (command) => parts.pages.send('console', 'menuChosen', { command })),
    reloadConsole: () => windows.reload('console'),
    restartIn: parts.restartIn,
    saveDiagnostics: createSaveDiagnostics({
      clock: systemClock,
      log,
      logFolder: parts.paths.logs,
      versions: { app: runtime.version, platform: runtime.platform, electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node },
      settings: () => data.settings.current(),
      async askPath(suggested) {
        const { canceled, filePath } = await dialog.showSaveDialog(windows.consoleWindow, { defaultPath: suggested })
        return canceled || filePath === '' ? null : filePath
      },
    }),
    unsentTransfer: createUnsentTransfer({
      mode: data.mode,
      seatCode: data.seatCode,
      clock: systemClock,
      log,
      async askWhereTo(suggested) {
        const { canceled, filePath } = await dialog.showSaveDialog(windows.consoleWindow, { defaultPath: suggested, filters: unsentFilters })
        return canceled || filePath === '' ? null : filePath
      },
      async askWhich() {
        const { canceled, filePaths } = await dialog.showOpenDialog(windows.consoleWindow, { properties: ['openFile'], filters: unsentFilters })
        return canceled ? null : (filePaths[0] ?? null)
      },
    }),
    // After the answer: the page that asked should still get it.
    quit: () => void setImmediate(() => app.quit()),
  })
}

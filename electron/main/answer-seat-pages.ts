import { randomBytes } from 'node:crypto'
import { app, dialog, ipcMain } from 'electron'
import { err } from '../../shared/lib/result'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import type { Mode } from '../../shared/settings/settings'
import { answerPage } from './answer-pages'
import { showCommands } from './application-menu'
import type { Closing } from './closing'
import { consoleHandlers } from './console-handlers'
import type { DialLinks } from './dial-links'
import type { DataPaths } from './data-paths'
import { createSaveDiagnostics } from './diagnostics'
import { createSaveTable } from './save-table'
import type { TableFile } from './table-file'
import { askTable } from './ask-path'
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
import type { LockedFloorWatch } from './shared-desk/locked-floor'
import type { SharedDesk } from './shared-desk/shared-desk'
import { leaveLockedHandlers } from './shared-desk/leave-locked'
import { parcelHandlers } from './shared-desk/parcel-handlers'
import { sharedDeskHandlers } from './shared-desk/shared-desk-handlers'
import { phoneHandlers, ringHandlers, wallHandlers } from './side-page-handlers'
import { startInfo } from './start-info'
import { systemClock } from './system-time'
import { createUnsentTransfer, unsentExtension } from './unsent-transfer'
import type { WallWindow } from './wall-window'
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
  /** The same as `desk` at a seat of a shared desk; null in every other mode. */
  readonly sharedDesk: SharedDesk | null
  /** Null where there is nothing to back up. */
  readonly backup: SeatBackup | null
  readonly windows: SeatWindows
  readonly wall: WallWindow
  readonly signals: RingSignals
  readonly links: DialLinks
  readonly seatLock: SeatLock
  /** Null where no desk tells a locked seat anything. */
  readonly lockedFloor: LockedFloorWatch | null
  readonly log: Log
  readonly paths: Pick<DataPaths, 'logs'>
  readonly tableFile: TableFile
  /** Brings the console to the front. */
  show(): void
  startDesk(): void
  restartIn(mode: Mode): void
}

/** Puts the parts of a seat behind the calls of its pages. */
export function answerSeatPages(parts: SeatParts): void {
  const { data, line, log, signals, wall, windows } = parts
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
  answerPage(
    'wall',
    wallHandlers({
      ...wall,
      log,
      dial(number) {
        parts.links.ask(`tel:${number}`)
        parts.show()
      },
      state() {
        const { locale, theme } = data.settings.current()
        const access = data.access.state()
        return { locale, theme, practice: data.mode === 'practice', view: wall.view(), agent: access.state === 'signed-in' ? access.agent : null, extension: extensionOf(data.account()), isShared: data.mode === 'desk-shared' }
      },
      deskConnection() {
        if (data.access.state().state !== 'signed-in') return err({ code: 'not-signed-in' })
        const connection = parts.desk.connection()
        return connection.ok ? connection : err({ code: 'no-desk' })
      },
    }),
    border,
  )
}

export function extensionOf(account: ReturnType<SeatData['account']>): string | null {
  return typeof account === 'string' || account.sip.user === '' ? null : account.sip.user
}

function createConsoleHandlers(parts: SeatParts) {
  const { data, closing, desk, line, log, signals, whenFree, windows } = parts
  /** The addresses of the PBX stand in the policy that the phone page was loaded with, maybe before it asked for its account. */
  let phoneReaches = line.pbxUrls().join(' ')
  function checkLine(): void {
    const reaches = line.pbxUrls().join(' ')
    if (reaches === phoneReaches) return line.check()
    phoneReaches = reaches
    whenFree.run('reload-phone', () => windows.reload('phone'))
  }
  function accessChanged(): void {
    parts.seatLock.touched()
    checkLine()
    parts.startDesk()
    parts.sharedDesk?.accessChanged()
    parts.lockedFloor?.follow()
  }
  let isStopped = Promise.resolve()
  async function pullPracticeDesk(isPulled: boolean): Promise<void> {
    if (isPulled) isStopped = desk.stop()
    await isStopped
    if (!isPulled) parts.startDesk()
  }
  const runtime = { version: app.getVersion(), platform: process.platform, versions: process.versions }

  return consoleHandlers({
    ...data,
    backup: parts.backup,
    closing,
    log,
    startInfo: () => startInfo(data, parts.sharedDesk?.view() ?? null, runtime),
    deskConnection: () => desk.connection(),
    pullPracticeDesk: data.mode === 'practice' ? pullPracticeDesk : null,
    listens() {
      // Whatever became of the page that had a drill going.
      if (data.mode === 'practice') void pullPracticeDesk(false)
      closing.consoleAnswers()
      void parts.tableFile.drop()
      parts.seatLock.consoleListens()
      windows.phonePorts.listens('console')
      parts.links.consoleListens(data.access.state().state === 'signed-in')
    },
    seatLock: parts.seatLock,
    lockedFloor: parts.lockedFloor,
    accessChanged,
    sipAccountChanged: checkLine,
    isAccountFromDesk: data.shared !== null,
    sharedDesk: {
      ...parcelHandlers(data.parcels),
      ...leaveLockedHandlers(data.shared === null ? null : {
        access: data.shared,
        ask: data.askDesk,
        newId: createUuidV7(systemClock, randomBytes),
        desk: () => data.settings.current().sharedDesk,
        async unsent() {
          const counted = await data.journal?.count()
          return counted?.ok === true ? counted.value : null
        },
      }),
      ...sharedDeskHandlers({
        mode: data.mode,
        access: data.access,
        shared: data.shared,
        desk: parts.sharedDesk,
        sessions: data.deskSessions,
        settings: data.settings,
        log,
        isBusy: () => closing.busy !== null,
        accessChanged,
        reloadConsole: () => windows.reload('console'),
        restartIn: parts.restartIn,
      }),
    },
    refusedCertificate: parts.certificates.refused,
    openWall: parts.wall.open,
    showRing: signals.show,
    hideRing: signals.hide,
    drawAttention: signals.draw,
    drawHelp: signals.drawHelp,
    busyChanged() {
      parts.seatLock.busyChanged()
      whenFree.check()
    },
    showMenu: (menu) => showCommands(menu, (command) => parts.pages.send('console', 'menuChosen', { command })),
    reloadConsole() {
      parts.wall.close()
      windows.reload('console')
    },
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
    saveTable: createSaveTable({ log, askPath: (suggested, kind) => askTable(windows.consoleWindow, suggested, kind) }),
    tableFile: parts.tableFile,
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

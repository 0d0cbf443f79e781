import { randomBytes } from 'node:crypto'
import { app, globalShortcut, nativeTheme, powerMonitor } from 'electron'
import type { Mode } from '../../shared/settings/settings'
import { answerSeatPages, extensionOf } from './answer-seat-pages'
import { askBackupFile, askFolder, askTable } from './ask-path'
import { createAttention } from './attention'
import { newBackupSecret, openBackupEnvelope } from './backup-envelope'
import { createClosing } from './closing'
import { showConsole } from './console-window'
import type { DataPaths } from './data-paths'
import { startDeskWith } from './desk-launch'
import { createDialLinks } from './dial-links'
import type { Log } from './log'
import { createPages } from './pages'
import { createRingSignals } from './ring-signals'
import { createSeatBackup } from './seat-backup'
import type { SeatData } from './seat-data'
import { createSeatDesk } from './seat-desk'
import type { SeatDesk } from './seat-desk'
import { createSeatLine } from './seat-line'
import { createSeatLock } from './seat-lock'
import { openSeatSession } from './seat-session'
import { openSeatWindows } from './seat-windows'
import { watchServerCertificates } from './server-certificates'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { createLockedFloor } from './shared-desk/locked-floor'
import { createSharedDesk } from './shared-desk/shared-desk'
import { createAnswerShortcut } from './shortcuts'
import { systemClock, systemTimers } from './system-time'
import { createTableFile } from './table-file'
import { createSystemTray } from './tray'
import { createWallWindow } from './wall-window'
import { createWhenFree } from './when-free'
import { systemWords } from './words'

/** Where the built program lies. */
export interface ProgramFiles {
  readonly desk: string
  readonly preloads: string
  readonly pages: string
}

export interface SeatPorts {
  readonly data: SeatData
  readonly paths: DataPaths
  readonly program: ProgramFiles
  readonly test: boolean
  readonly log: Log
  /** Keeps that mode and starts the program anew. */
  restartIn(mode: Mode): void
}

export interface Seat {
  /** Brings the console to the front. */
  show(): void
  /** Shows a `tel:` link of another program in the dialler. */
  askToDial(link: string): void
  mayClose(): boolean
  /** The system goes down: closing can't be refused any more. */
  systemEnds(): void
  /** Ends the desk; bounded in time. */
  end(): Promise<void>
}

/** Builds what a seat consists of and joins it: windows, line, desk, signals, and the calls of the pages. */
export async function openSeat(ports: SeatPorts): Promise<Seat> {
  const { data, log, paths, program } = ports
  const { mode, settings, access, shared } = data
  const pages = createPages()
  const closing = createClosing(systemClock, (reason) => pages.send('console', 'closeRefused', { reason }))
  const whenFree = createWhenFree(() => closing.busy === null)
  const words = () => systemWords[settings.current().locale]
  const links = createDialLinks((link) => pages.send('console', 'dialAsked', { link }))
  const show = () => showConsole(windows.consoleWindow)
  data.problems.onAdded((problem) => pages.send('console', 'problemFound', problem))

  const line = createSeatLine(data, (configuration) => pages.send('phone', 'configurationChanged', configuration))
  const sharedDesk = shared === null ? null : createSharedDesk({
    access: shared,
    sessions: data.deskSessions,
    timers: systemTimers,
    desk: () => settings.current().sharedDesk,
    onStarted(connection) {
      if (access.state().state !== 'signed-in') return
      for (const page of ['console', 'wall'] as const) pages.send(page, 'deskStarted', connection)
    },
    onEnded: () => void seatLock.lock('session-ended'),
    onView: (view) => pages.send('console', 'deskSessionChanged', view),
  })
  const desk: SeatDesk = sharedDesk ?? await createSeatDesk({
    program: program.desk,
    dataFolder: paths.ofMode(mode ?? 'practice').desk,
    practice: mode === 'practice',
    showOutput: ports.test,
    log,
    startWith: startDeskWith,
    onStarted(connection) {
      backup?.deskStarted()
      if (access.state().state !== 'signed-in') return
      for (const page of ['console', 'wall'] as const) pages.send(page, 'deskStarted', connection)
    },
    onMoved() {
      wall.reload()
      whenFree.run('reload-console', () => windows.reload('console'))
    },
    onStopped(problem) {
      backup?.deskStopped()
      pages.send('console', 'deskStopped', { problem })
      pages.send('wall', 'deskStopped', undefined)
    },
    onSaid: (word) => backup?.deskSaid(word),
    onSetAside: (folders) => data.problems.add({ code: 'desk-data-set-aside', folders: [...folders] }),
  })

  const backup = mode !== 'desk-here' ? null : createSeatBackup({
    settings,
    log,
    ownFolder: paths.ofMode(mode).backups,
    tellDesk: desk.tell,
    newSecret: newBackupSecret,
    openEnvelope: openBackupEnvelope,
    askFolder: () => askFolder(windows.consoleWindow),
    askFile: () => askBackupFile(windows.consoleWindow, words().backupFiles),
    onChanged(view) {
      if (access.state().state === 'signed-in') pages.send('console', 'backupChanged', view)
    },
    onFailed: (problem, lastAt) => data.problems.add({ code: 'backup-failed', problem, lastAt }),
  })

  if (sharedDesk !== null) {
    watchServerCertificates(app, {
      clock: systemClock,
      timers: systemTimers,
      isPage: (contents) => contents === pages.contentsOf('console') || contents === pages.contentsOf('wall'),
      serverUrls: () => [settings.current().sharedDesk.origin].filter((origin) => origin !== ''),
      trust: () => settings.current().sharedDesk.trust,
      onRefused: (refused) => refused !== null && log.warning('desk-certificate-refused', { reason: refused.reason }),
    })
  }
  const certificates = watchServerCertificates(app, {
    clock: systemClock,
    timers: systemTimers,
    isPage: (contents) => contents === pages.contentsOf('phone'),
    serverUrls: line.pbxUrls,
    trust: () => settings.current().sip.trust,
    onRefused(refused) {
      if (refused !== null) log.warning('certificate-refused', { reason: refused.reason })
      pages.send('console', 'certificateRefused', refused)
    },
  })
  nativeTheme.themeSource = settings.current().theme
  const session = openSeatSession(mode, program.pages, () => ({
    deskOrigin: mode === null || desk.origin() === '' ? null : desk.origin(),
    pbxUrls: line.pbxUrls(),
  }))
  const windows = openSeatWindows({
    pages,
    log,
    session,
    preloads: program.preloads,
    stateFile: paths.windowState,
    title: words().appName,
    mayClose: () => closing.mayClose(),
    consoleIsSilent: () => closing.consoleFellSilent(),
    consoleAnswers: () => closing.consoleAnswers(),
    phoneStopped(cause) {
      signals.end()
      pages.send('console', 'phoneStopped', { cause })
    },
  })
  const wall = createWallWindow({
    session,
    preloads: program.preloads,
    stateFile: paths.wallState,
    title: words().wall,
    pages,
    log,
    timers: systemTimers,
    consoleWindow: windows.consoleWindow,
  })
  const tray = createSystemTray({ practice: mode === 'practice', words: words(), onOpen: show, onQuit: () => app.quit() })
  const signals = createRingSignals(
    windows.ring,
    createAttention({ consoleWindow: windows.consoleWindow, tray, words, onClick: show }),
    createAnswerShortcut(globalShortcut, {
      log,
      accelerator: () => settings.current().globalAnswerShortcut,
      onPressed: () => pages.send('console', 'answerPressed', undefined),
    }),
  )

  const lockedFloor = shared === null ? null : createLockedFloor({
    access: shared,
    roles: () => shared.kept()?.session.person.roles ?? [],
    ask: data.askDesk,
    clock: systemClock,
    timers: systemTimers,
    newId: createUuidV7(systemClock, randomBytes),
    desk: () => settings.current().sharedDesk,
    extension: () => extensionOf(data.account()),
    async unsent() {
      const counted = await data.journal?.count()
      return counted?.ok === true ? counted.value.submissions : null
    },
    onRefused: async () => sharedDesk?.tokenRefused(),
    onWishes: (wishes) => pages.send('console', 'lockWishesChanged', wishes),
    onAlarm(alarm) {
      // With or without a page: one that hangs must not keep a call for help quiet.
      signals.drawHelp(alarm.kind === 'calling' ? alarm.seat : null)
      pages.send('console', 'lockAlarmChanged', alarm)
    },
  })
  const seatLock = createSeatLock({
    access,
    clock: systemClock,
    timers: systemTimers,
    busy: () => closing.busy,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    lockAfterMinutes: () => settings.current().lockAfterMinutes,
    askConsole: (reason) => pages.send('console', 'lockComing', { reason }),
    isSystemLocked: () => powerMonitor.getSystemIdleState(1) === 'locked',
    onLocked({ isHung }) {
      log.info('locked', { isHung })
      wall.close()
      line.check()
      lockedFloor?.follow()
      if (isHung) windows.restart('console')
      else windows.reload('console')
    },
  })
  powerMonitor.on('lock-screen', () => seatLock.lock('system'))
  powerMonitor.on('suspend', () => seatLock.lock('asleep'))

  function startDesk() {
    const agent = access.knownAgent()
    const seatCode = data.seatCode()
    if (agent !== null && seatCode !== null) desk.startFor(agent, seatCode)
  }

  settings.onChange((now, before) => {
    nativeTheme.themeSource = now.theme
    tray.setWords(words())
    if (JSON.stringify(now.sip) !== JSON.stringify(before.sip)) certificates.forget()
    line.check()
    pages.send('console', 'settingsChanged', now)
    for (const page of ['ring', 'wall'] as const) pages.send(page, 'lookChanged', { locale: now.locale, theme: now.theme })
  })
  powerMonitor.on('resume', () => pages.send('phone', 'systemResumed', undefined))
  // The windows that nobody sees would keep the program alive.
  windows.consoleWindow.on('closed', () => app.quit())
  const tableFile = createTableFile({ log, askPath: (suggested, kind) => askTable(windows.consoleWindow, suggested, kind) })
  answerSeatPages({ ...ports, pages, tableFile, closing, whenFree, line, certificates, desk, sharedDesk, backup, windows, wall, signals, links, seatLock, lockedFloor, show, startDesk })
  startDesk()
  async function end(): Promise<void> {
    seatLock.dispose()
    lockedFloor?.dispose()
    await Promise.all([desk.stop(), tableFile.drop()])
  }
  return { show, askToDial: links.ask, mayClose: closing.mayClose, systemEnds: closing.systemEnds, end }
}

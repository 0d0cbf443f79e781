import path from 'node:path'
import { app, dialog, protocol } from 'electron'
import type { Mode } from '../../shared/settings/settings'
import { appScheme } from './app-protocol'
import { setApplicationMenu } from './application-menu'
import { dataPaths } from './data-paths'
import { dialLinkIn } from './dial-links'
import { endWith } from './ending'
import { readLaunchOptions, withoutMode } from './launch-options'
import { createLog } from './log'
import { lockNavigation } from './navigation-lock'
import { openSeat } from './open-seat'
import type { Seat } from './open-seat'
import { createRedactor } from './redactor'
import { openSeatData } from './seat-data'
import { openSettingsFile } from './settings-file'
import { createSettingsStore } from './settings-store'
import { holdSingleInstance } from './single-instance'
import { createStartProblems } from './start-problems'
import { setSwitches } from './switches'
import { systemClock } from './system-time'
import { systemWords } from './words'

const options = readLaunchOptions(process.argv, process.env)
if (options.userData !== null) app.setPath('userData', options.userData)
let seat: Seat | null = null

/** A link may come before there is a seat: with the start itself, or while it opens. */
let linkAtStart = dialLinkIn(process.argv)
function askToDial(link: string | null) {
  if (link === null) return
  if (seat === null) linkAtStart = link
  else seat.askToDial(link)
}

const isFirst = holdSingleInstance(app, (argv) => {
  seat?.show()
  askToDial(dialLinkIn(argv))
})
app.on('open-url', (event, url) => {
  event.preventDefault()
  askToDial(dialLinkIn([url]))
})
if (isFirst) {
  try {
    start()
  } catch {
    giveUp()
  }
} else {
  app.exit(0)
}

function start() {
  const paths = dataPaths(app.getPath('userData'))
  const redact = createRedactor(app.getPath('home'))
  const log = createLog({ folder: paths.logs, maxBytes: 1_000_000, files: 5, clock: systemClock, redact })
  const { settings: initial, problem, write } = openSettingsFile(paths.settingsFolder, systemClock)
  const settings = createSettingsStore(initial, write, (error) => log.error('settings-not-followed', { error }))
  const mode = options.mode ?? initial.mode
  const problems = createStartProblems()
  if (problem !== null) problems.add(problem)
  log.info('started', { version: app.getVersion(), electron: process.versions.electron, mode, problems: problems.all() })

  process.on('uncaughtException', (error) => log.error('uncaught-exception', { error }))
  process.on('unhandledRejection', (error) => log.error('unhandled-rejection', { error }))
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log.error('child-process-gone', { type, reason, exitCode }))

  setSwitches(app.commandLine, { mode, test: options.test, settings: initial })
  protocol.registerSchemesAsPrivileged([appScheme])
  lockNavigation(app, (code) => log.warning(code))
  setApplicationMenu()

  const built = path.join(app.getAppPath(), 'out')
  const program = {
    desk: path.join(built, 'main', 'desk.cjs'),
    preloads: path.join(built, 'preload'),
    pages: path.join(built, 'renderer'),
  }

  function restartIn(next: Mode) {
    settings.change({ mode: next })
    app.relaunch({ args: withoutMode(process.argv.slice(1)) })
    setImmediate(() => app.quit())
  }

  app
    .whenReady()
    .then(() => openSeatData({ mode, settings, paths, problems, log }))
    .then((data) => openSeat({ data, paths, program, test: options.test, log, restartIn }))
    .then((opened) => {
      seat = opened
      askToDial(linkAtStart)
      endWith(opened)
    })
    .catch((error: unknown) => {
      log.error('seat-not-opened', { error })
      giveUp()
    })
}

function giveUp() {
  const words = systemWords[app.getLocale().startsWith('zh') ? 'zh-CN' : 'en']
  dialog.showErrorBox(words.appName, words.cannotStart + app.getPath('userData'))
  app.exit(1)
}

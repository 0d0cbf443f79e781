import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { assertNever } from '../../shared/lib/assert-never'
import { epochMs, type Clock, type Timers } from '../../shared/lib/clock'
import { RestoreFailure } from './backup/restore-failure'
import { readDeskConfig } from './desk-config'
import { DeskFailure } from './desk-failure'
import { errorFacts, type DeskLog } from './desk-log'
import { startEmbeddedDesk, type EmbeddedDesk } from './embedded-desk'
import { findBinaries } from './embedded-postgres/binaries'
import { readQueueSource } from './pbx/queue-source'
import { createParentLink, type RunningDeskCommand } from './parent-link'

/**
 * The desk of this PC as a program: a utility process of the app, or plain Node. Environment and messages:
 * `shared/desk-api/desk-process.ts`. Its log goes to standard error, one JSON object a line.
 */
const clock: Clock = { now: () => epochMs(Date.now()) }
const timers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}
const log: DeskLog = (entry) => process.stderr.write(`${JSON.stringify({ at: clock.now(), ...entry })}\n`)
const link = createParentLink(process)

async function run(): Promise<void> {
  const stopAsked = new Promise<'stop'>((resolve) => link.onStop(() => resolve('stop')))
  let loseDatabase = () => undefined as void
  const databaseLost = new Promise<'lost'>((resolve) => (loseDatabase = () => resolve('lost')))

  const config = readDeskConfig(process.env)
  const binDir = config.postgresPrograms ?? findBinaries({
    from: path.dirname(fileURLToPath(import.meta.url)),
    platform: process.platform,
    arch: process.arch,
  })
  const begunAt = clock.now()
  const desk = await startEmbeddedDesk({
    config, binDir, clock, timers, random: Math.random, log,
    queueSource: readQueueSource(process.env),
    onLost: loseDatabase,
    onBackupState: (state) => void link.tell({ kind: 'backup', state }),
  })
  log({ event: 'desk-ready', ms: clock.now() - begunAt })
  link.onCommand((command) => void obey(desk, command).catch(fail))
  await link.tell({ kind: 'ready', origin: desk.origin(), setAside: [...desk.setAside] })

  if ((await Promise.race([stopAsked, databaseLost])) === 'lost') throw new DeskFailure('database-lost')
  await desk.stop()
  log({ event: 'desk-stopped' })
}

async function obey(desk: EmbeddedDesk, command: RunningDeskCommand): Promise<void> {
  switch (command.kind) {
    case 'backup-setup':
      return desk.setUpBackups(command.setup)
    case 'back-up-now':
      return desk.backUpNow()
    case 'restore': {
      const result = await desk.restore(command.file, Buffer.from(command.key, 'base64')).catch((error: unknown) => {
        if (error instanceof DeskFailure) throw error
        log({ event: 'restore-failed', ...errorFacts(error) })
        return error instanceof RestoreFailure ? error.code : ('failed' as const)
      })
      const restored = typeof result === 'string' ? null : result
      if (restored !== null) log({ event: 'desk-restored', ...restored })
      await link.tell({ kind: 'restore-ended', problem: typeof result === 'string' ? result : null, tickets: restored?.tickets ?? 0 })
      return link.tell({ kind: 'ready', origin: desk.origin(), setAside: [] })
    }
    default:
      return assertNever(command)
  }
}

let isFailing = false

async function fail(error: unknown): Promise<never> {
  // A failure while a failure is told has nobody left to tell.
  if (isFailing) process.exit(1)
  isFailing = true
  const code = error instanceof DeskFailure ? error.code : 'internal'
  const detail = error instanceof DeskFailure ? error.detail : ''
  log({ event: 'desk-failed', code, detail, ...errorFacts(error) })
  await link.tell({ kind: 'failed', code })
  process.exit(1)
}

// Whoever read our words may be gone; writing to nobody is no reason to fail, and must not fail again and again.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('uncaughtException', (error) => void fail(error))
run().then(() => process.exit(0), fail)

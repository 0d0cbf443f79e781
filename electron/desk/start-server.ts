import { epochMs, type Clock, type Timers } from '../../shared/lib/clock'
import { DeskFailure } from './desk-failure'
import { errorFacts, type DeskLog } from './desk-log'
import { readQueueSource } from './pbx/queue-source'
import { readRecordingFolders } from './recordings/recording-folders'
import { readSmsSettings } from './notices/sms-settings'
import { runCommand } from './server/commands'
import { readServerConfig } from './server/server-config'
import { exitCodeOf, problemOfDatabase, ServerProblem } from './server/server-problem'
import { wordsOfProblem } from './server/words'
import { startSharedDesk, type SharedDesk } from './shared-desk'

/**
 * The shared desk as a program of plain Node: `npm run desk`. Its environment is described in `server/server-config.ts`. Its log goes to
 * standard output, one JSON object a line; what keeps it from starting goes to standard error in plain words.
 */
const clock: Clock = { now: () => epochMs(Date.now()) }
const timers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}
const log: DeskLog = (entry) => process.stdout.write(`${JSON.stringify({ at: clock.now(), ...entry })}\n`)
const { env } = process

async function serve(): Promise<void> {
  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
  })
  const begunAt = clock.now()
  const desk = await startSharedDesk({ config: readServerConfig(env), queueSource: readQueueSource(env), recordingFolders: readRecordingFolders(env), sms: readSmsSettings(env), clock, timers, random: Math.random, log })
  process.on('SIGHUP', () => log({ event: 'certificate-read-again', isGood: desk.renewCertificate(), ...certificateOf(desk) }))
  log({ event: 'desk-ready', origin: desk.origin, ...certificateOf(desk), ms: clock.now() - begunAt })
  await stopAsked
  log({ event: 'desk-stopping' })
  await desk.stop()
  log({ event: 'desk-stopped' })
}

/** What a console asks an administrator to compare at its first connection. */
const certificateOf = (desk: SharedDesk) => (desk.fingerprint() === null ? {} : { certificateSha256: desk.fingerprint() })

async function fail(error: unknown): Promise<never> {
  const problem = problemOf(error)
  log({ event: 'desk-failed', code: problem?.code ?? 'internal', ...errorFacts(error) })
  if (problem !== null) await new Promise((resolve) => process.stderr.write(`\n${wordsOfProblem(problem)}\n`, resolve))
  process.exit(problem === null ? 1 : exitCodeOf(problem))
}

function problemOf(error: unknown): ServerProblem | null {
  if (error instanceof ServerProblem) return error
  if (error instanceof DeskFailure && error.code === 'schema-newer') return new ServerProblem('schema-newer')
  if (error instanceof DeskFailure && error.code === 'database-not-durable') return new ServerProblem('database-not-durable', { names: error.detail })
  if (error instanceof DeskFailure && error.code === 'config-invalid') return new ServerProblem('queue-malformed', { names: error.detail })
  return problemOfDatabase(error)
}

const args = process.argv.slice(2)
const print = (text: string) => void process.stdout.write(`${text}\n`)
const work = args.length === 0 ? serve() : runCommand(args, { env, clock, timers, random: Math.random, print })
process.on('uncaughtException', (error) => void fail(error))
work.then(() => process.exit(0), fail)

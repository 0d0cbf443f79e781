import type { BackupSetup, BackupState } from '../../../shared/backup/backup-state'
import { epochMs, type Clock, type Timers } from '../../../shared/lib/clock'
import { errorFacts, type DeskLog } from '../desk-log'
import type { ReadTables } from '../store/table-lines'
import { firstCourse, nextBackupCourse, type BackupCourse, type BackupEvent } from './backup-course'
import { listBackups, removeOutdated } from './backup-folder'
import { backupProblemOf } from './backup-problem'
import { writeBackup, type BackupKey } from './write-backup'

/** Makes the backups of one desk, one at a time, at their hour or when asked. */
export interface BackupKeeper {
  /** May be called as often as something has changed; takes effect after a backup that is being made. */
  setUp(setup: BackupSetup): void
  /** Begins one now unless one is being made, or there is no key. */
  backUpNow(): void
  /** Ends one that is being made, without a file. */
  stop(): Promise<void>
}

export interface BackupKeeperOptions {
  readonly readTables: ReadTables
  readonly deskId: string
  readonly practice: boolean
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: DeskLog
  /** Called at every change. */
  onState(state: BackupState): void
}

/** A computer that slept keeps its timers waiting for as long as it slept: the clock is looked at this often. */
const lookAgainMs = 600_000

export function createBackupKeeper(options: BackupKeeperOptions): BackupKeeper {
  const { deskId, clock, timers, random, log } = options
  const stopping = new AbortController()
  let course: BackupCourse = firstCourse
  let setup: BackupSetup | null = null
  let key: BackupKey | null = null
  let timer = { cancel: () => undefined as void }
  /** Set-ups and backups, one after the other. */
  let work: Promise<void> = Promise.resolve()
  let isQueued = false

  function inTurn(run: () => Promise<void>): void {
    work = work.then(run).catch((error: unknown) => log({ event: 'backup-keeper-failed', ...errorFacts(error) }))
  }

  function move(event: BackupEvent): void {
    course = nextBackupCourse(course, event)
    options.onState(stateOf(course))
    plan()
  }

  function plan(): void {
    timer.cancel()
    if (course.phase !== 'waiting' || stopping.signal.aborted) return
    const waitMs = course.nextAt - clock.now()
    timer = timers.after(Math.max(0, Math.min(waitMs, lookAgainMs)), () => (waitMs <= lookAgainMs ? backUpNow() : plan()))
  }

  async function takeSetup(next: BackupSetup): Promise<void> {
    setup = next
    if (next.key !== null) key = { key: Buffer.from(next.key.key, 'base64'), envelope: next.key.envelope }
    const found = await listBackups(next.folder, deskId).catch(() => [])
    const last = found.at(-1) ?? null
    move({ type: 'set-up', at: clock.now(), hasKey: key !== null, last: last === null ? null : { at: last.at, bytes: last.bytes } })
  }

  async function makeOne(): Promise<void> {
    isQueued = false
    if (course.phase !== 'waiting' || setup === null || key === null || stopping.signal.aborted) return
    const { folder, keepDays } = setup
    move({ type: 'begun' })
    const begunAt = clock.now()
    try {
      const backup = await writeBackup({ ...options, place: setup, key, signal: stopping.signal })
      log({ event: 'backup-made', bytes: backup.bytes, ms: clock.now() - begunAt })
      move({ type: 'made', at: clock.now(), backup })
    } catch (error) {
      if (stopping.signal.aborted) return
      const problem = backupProblemOf(error)
      log({ event: 'backup-failed', problem, ...errorFacts(error) })
      move({ type: 'failed', at: clock.now(), problem, random: random() })
      return
    }
    const removed = await removeOutdated(folder, deskId, clock.now(), keepDays)
    if (removed > 0) log({ event: 'backups-removed', removed })
  }

  function backUpNow(): void {
    if (course.phase !== 'waiting' || isQueued) return
    isQueued = true
    inTurn(makeOne)
  }

  return {
    setUp: (next) => inTurn(() => takeSetup(next)),
    backUpNow,
    async stop() {
      timer.cancel()
      stopping.abort()
      await work
    },
  }
}

function stateOf(course: BackupCourse): BackupState {
  const { phase, last, problem } = course
  return { phase, last, problem, nextAt: course.phase === 'waiting' ? epochMs(course.nextAt) : null }
}

import { open } from 'node:fs/promises'
import { longestBackupHead, readBackupHead } from '../../shared/backup/backup-head'
import type { BackupProblem, BackupState, BackupView, RestoreProblem } from '../../shared/backup/backup-state'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { Settings } from '../../shared/settings/settings'
import type { BackupSecret } from './backup-envelope'
import type { DeskWord } from './desk-process'
import type { Log } from './log'
import type { SeatDesk } from './seat-desk'
import type { SettingsStore } from './settings-store'

export interface SeatBackupPorts {
  readonly settings: SettingsStore
  /** Where backups go until somebody chooses another folder. */
  readonly ownFolder: string
  readonly log: Log
  readonly tellDesk: SeatDesk['tell']
  newSecret(password: string): Promise<BackupSecret>
  /** The key that an envelope holds; null when the password is wrong. */
  openEnvelope(envelope: string, password: string): Promise<Uint8Array | null>
  askFolder(): Promise<string | null>
  askFile(): Promise<string | null>
  onChanged(view: BackupView): void
  /** Once per kind of failure and last good backup. */
  onFailed(problem: BackupProblem, lastAt: number | null): void
}

type RestoreEnded = Extract<DeskWord, { kind: 'restore-ended' }>

export type RestoreFailed = { readonly code: RestoreProblem | 'wrong-password' | 'busy' | 'no-desk' }

/** Backups of the desk on this PC, as this seat sees them: what the desk has to know, what it says, what a person asks for. */
export interface SeatBackup {
  view(): BackupView
  /** Somebody has signed in or changed the password: what is backed up from now on opens with this one. */
  passwordGiven(password: string): Promise<void>
  /** There is a new desk process, which has to know folder, days and key. */
  deskStarted(): void
  deskSaid(word: DeskWord): void
  deskStopped(): void
  /** @throws when the settings can't be kept, as does `keepDays` */
  chooseFolder(): Promise<BackupView>
  keepDays(days: number): BackupView
  backUpNow(): void
  /** Null: the person would rather not. */
  restore(password: string): Promise<Result<number | null, RestoreFailed>>
}

export function createSeatBackup(ports: SeatBackupPorts): SeatBackup {
  const { settings, tellDesk } = ports
  let state: BackupState | null = null
  let toldOf = ''
  /**
   * Kept while the seat is locked: a backup at night needs it, and whoever could read it from memory reads the orders that lie in the
   * database of this computer with less trouble.
   */
  let secret: BackupSecret | null = null
  /** Whoever waits for the end of a restore. */
  let restoring: ((word: RestoreEnded | null) => void) | null = null

  function view(): BackupView {
    const { folder, keepDays } = settings.current().backup
    return { state, folder: folder ?? ports.ownFolder, isOwnFolder: folder === null, keepDays }
  }

  function setUp(): void {
    const { folder, isOwnFolder, keepDays } = view()
    const key = secret === null ? null : { key: Buffer.from(secret.key).toString('base64'), envelope: secret.envelope }
    tellDesk({ kind: 'backup-setup', setup: { folder, mayMakeFolder: isOwnFolder, keepDays, key } })
  }

  function change(backup: Partial<Settings['backup']>): BackupView {
    settings.change({ backup: { ...settings.current().backup, ...backup } })
    setUp()
    return view()
  }

  function tellOfFailure({ problem, last }: BackupState): void {
    const told = problem === null ? '' : `${problem} ${last?.at}`
    if (problem !== null && told !== toldOf) ports.onFailed(problem, last?.at ?? null)
    toldOf = told
  }

  async function keyFor(file: string, password: string): Promise<Result<Uint8Array, RestoreFailed>> {
    const start = await readStart(file).catch(() => null)
    if (start === null) return err({ code: 'file-unreadable' })
    const read = readBackupHead(start)
    if (!read.ok) return err({ code: read.error })
    const key = await ports.openEnvelope(read.value.head.envelope, password)
    return key === null ? err({ code: 'wrong-password' }) : ok(key)
  }

  async function restore(password: string): Promise<Result<number | null, RestoreFailed>> {
    if (restoring !== null) return err({ code: 'busy' })
    if (state === null) return err({ code: 'no-desk' })
    const file = await ports.askFile()
    if (file === null) return ok(null)
    const key = await keyFor(file, password)
    if (!key.ok) return key
    if (restoring !== null) return err({ code: 'busy' })
    const ended = new Promise<RestoreEnded | null>((resolve) => (restoring = resolve))
    tellDesk({ kind: 'restore', file, key: Buffer.from(key.value).toString('base64') })
    const word = await ended
    if (word === null) return err({ code: 'failed' })
    ports.log.info('desk-restored', { problem: word.problem, tickets: word.tickets })
    return word.problem === null ? ok(word.tickets) : err({ code: word.problem })
  }

  function endRestore(word: RestoreEnded | null): void {
    restoring?.(word)
    restoring = null
  }

  return {
    view,
    async passwordGiven(password) {
      secret = await ports.newSecret(password)
      setUp()
    },
    deskStarted: setUp,
    restore,
    deskSaid(word) {
      if (word.kind === 'restore-ended') return endRestore(word)
      state = word.state
      tellOfFailure(word.state)
      ports.onChanged(view())
    },
    deskStopped() {
      state = null
      endRestore(null)
      ports.onChanged(view())
    },
    async chooseFolder() {
      const folder = await ports.askFolder()
      return folder === null ? view() : change({ folder })
    },
    keepDays: (keepDays) => change({ keepDays }),
    backUpNow: () => tellDesk({ kind: 'back-up-now' }),
  }
}

async function readStart(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestBackupHead), 0, longestBackupHead, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

import type { BackupSetup, BackupState } from '../../shared/backup/backup-state'
import { daysAgo } from '../../shared/callers/local-day'
import { loadPracticeCallers } from '../../shared/callers/practice-callers'
import type { Clock, Timers } from '../../shared/lib/clock'
import { openBackup } from './backup/read-backup'
import { RestoreFailure } from './backup/restore-failure'
import { createDesk } from './desk'
import type { DeskConfig } from './desk-config'
import type { DeskLog } from './desk-log'
import { openDeskService, type DeskService } from './desk-service'
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres'
import type { QueueSource } from './pbx/queue-source'
import { practiceDataAuthor, practiceHistory } from './practice-seed'
import type { DeskStore } from './store/desk-store'
import { forgetLog, type ForgettableLog } from './store/forget-log'
import { restoreTables, type RestoredTables } from './store/restore-tables'

export interface EmbeddedDeskOptions {
  readonly config: DeskConfig
  readonly binDir: string
  /** Of real work; practice has its own. */
  readonly queueSource: QueueSource | null
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: DeskLog
  /** The database is gone; this desk can't go on. */
  readonly onLost: () => void
  onBackupState(state: BackupState): void
}

export interface EmbeddedDesk {
  /** May be another one after `restore`. */
  origin(): string
  readonly setAside: readonly string[]
  /** Nothing comes of it in practice. */
  setUpBackups(setup: BackupSetup): void
  backUpNow(): void
  /**
   * Takes the place of what is in the database; nobody is answered meanwhile.
   *
   * @throws RestoreFailure with everything as it was before; DeskFailure when this desk can't go on
   */
  restore(file: string, key: Uint8Array): Promise<RestoredTables>
  stop(): Promise<void>
}

/**
 * Database and service of a desk on this PC, in that order; what was begun is ended again when a later step fails.
 *
 * @throws DeskFailure
 */
export async function startEmbeddedDesk(options: EmbeddedDeskOptions): Promise<EmbeddedDesk> {
  const { config, binDir, clock, timers, log } = options
  const postgres = await startEmbeddedPostgres({ deskDir: config.deskDir, binDir, clock, timers, log })
  const { address } = postgres
  const beforeAnswering = async (store: DeskStore) => {
    if (config.practice) await seedPractice(store, clock)
  }
  const queueSource: QueueSource | null = config.practice ? { kind: 'practice' } : options.queueSource
  const open = (port: number) => openDeskService({ ...options, address, port, beforeAnswering, queueSource })
  let service: DeskService
  let setup: BackupSetup | null = null
  try {
    if (config.practice && (await forgetLog(address, agedPractice(clock)))) log({ event: 'practice-data-renewed' })
    service = await open(config.port)
  } catch (error) {
    await postgres.stop()
    throw error
  }

  return {
    origin: () => service.origin,
    setAside: postgres.setAside,
    setUpBackups(next) {
      setup = { ...next, key: next.key ?? setup?.key ?? null }
      service.backups?.setUp(setup)
    },
    backUpNow: () => service.backups?.backUpNow(),
    async restore(file, key) {
      const { head, lines } = await openBackup(file, key)
      if (head.practice !== config.practice) throw new RestoreFailure('practice-mismatch')
      if ((await service.store.newest()) > 0) throw new RestoreFailure('desk-not-empty')
      await service.stop()
      try {
        return await restoreTables(address, head, lines(), clock)
      } finally {
        service = await open(Number(new URL(service.origin).port))
        if (setup !== null) service.backups?.setUp(setup)
      }
    },
    async stop() {
      await service.stop()
      await postgres.stop()
    },
  }
}

/** Data of another day, that nobody has worked with: their "three days ago" is no longer true. */
function agedPractice(clock: Clock): ForgettableLog {
  return { authorId: practiceDataAuthor.id, isOutdated: (seededAt) => daysAgo(seededAt, clock.now()) !== 0 }
}

/** One batch, so that a start that is interrupted leaves either nothing or everything. */
async function seedPractice(store: DeskStore, clock: Clock): Promise<void> {
  if ((await store.newest()) > 0) return
  const seeding = createDesk({ store, clock, author: practiceDataAuthor, practice: true })
  const seeded = await seeding.accept({ events: practiceHistory(loadPracticeCallers(), clock.now()) })
  if (!seeded.ok) throw new Error(`practice data refused: ${seeded.error.reason ?? seeded.error.code}`)
}

import { daysAgo } from '../../shared/callers/local-day'
import { loadPracticeCallers } from '../../shared/callers/practice-callers'
import type { Clock, Timers } from '../../shared/lib/clock'
import { createDesk } from './desk'
import type { DeskConfig } from './desk-config'
import type { DeskLog } from './desk-log'
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres'
import { createDeskApp } from './http/desk-app'
import { startDeskServer } from './http/desk-server'
import { createHintStreams } from './http/hint-stream'
import { practiceDataAuthor, practiceHistory } from './practice-seed'
import type { DeskStore } from './store/desk-store'
import { forgetLog, type ForgettableLog } from './store/forget-log'
import { openPostgresStore } from './store/postgres-store'

export interface EmbeddedDeskOptions {
  readonly config: DeskConfig
  readonly binDir: string
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
  /** The database is gone; this desk can't go on. */
  readonly onLost: () => void
}

export interface EmbeddedDesk {
  readonly origin: string
  readonly setAside: readonly string[]
  stop(): Promise<void>
}

const heartbeatMs = 5_000

/**
 * Database, store and server of a desk on this PC, in that order; what was begun is ended again when a later step fails.
 *
 * @throws DeskFailure
 */
export async function startEmbeddedDesk(options: EmbeddedDeskOptions): Promise<EmbeddedDesk> {
  const { config, binDir, clock, timers, log, onLost } = options
  const postgres = await startEmbeddedPostgres({ deskDir: config.deskDir, binDir, clock, timers, log })
  try {
    if (config.practice && (await forgetLog(postgres.address, agedPractice(clock)))) log({ event: 'practice-data-renewed' })
    const store = await openPostgresStore({ address: postgres.address, clock, onLost })
    if (config.practice) await seedPractice(store, clock)

    const desk = createDesk({ store, clock, author: config.author, practice: config.practice })
    const streams = createHintStreams({ desk, clock, heartbeatMs })
    const server = await startDeskServer({
      app: createDeskApp({ desk, token: config.token, streams, log }),
      port: config.port,
      timers,
    })
    return {
      origin: server.origin,
      setAside: postgres.setAside,
      async stop() {
        streams.closeAll()
        await server.close()
        await store.close()
        await postgres.stop()
      },
    }
  } catch (error) {
    await postgres.stop()
    throw error
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

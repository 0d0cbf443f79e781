import { createBackupKeeper, type BackupKeeper, type BackupKeeperOptions } from './backup/backup-keeper'
import { createDesk } from './desk'
import type { DeskConfig } from './desk-config'
import { createDeskApp } from './http/desk-app'
import { startDeskServer } from './http/desk-server'
import { createHintStreams } from './http/hint-stream'
import { openQueues } from './pbx/open-queues'
import type { QueueSource } from './pbx/queue-source'
import type { DatabaseAddress } from './store/connection'
import type { DeskStore } from './store/desk-store'
import { openPostgresStore } from './store/postgres-store'
import { readTablesOf } from './store/read-tables'

export interface DeskServiceOptions extends Pick<BackupKeeperOptions, 'clock' | 'timers' | 'random' | 'log'> {
  readonly config: Pick<DeskConfig, 'author' | 'practice' | 'token'>
  readonly address: DatabaseAddress
  /** Null: there are none that this desk knows of. */
  readonly queueSource: QueueSource | null
  /** 0 = any. */
  readonly port: number
  readonly onLost: () => void
  onBackupState: BackupKeeperOptions['onState']
  /** What has to be there before anybody is answered. */
  beforeAnswering(store: DeskStore): Promise<void>
}

/** A desk that answers, as long as its database stays what it is. */
export interface DeskService {
  readonly origin: string
  readonly store: DeskStore
  /** Null in practice: what it holds is made up, and made again. */
  readonly backups: BackupKeeper | null
  stop(): Promise<void>
}

const heartbeatMs = 5_000

/** @throws DeskFailure; errors of pg */
export async function openDeskService(options: DeskServiceOptions): Promise<DeskService> {
  const { config, address, clock, timers, log } = options
  const { author, practice, token } = config
  const store = await openPostgresStore({ address, clock, onLost: options.onLost })
  await options.beforeAnswering(store)

  const desk = createDesk({ store, clock, author, practice })
  const streams = createHintStreams({ desk, clock, timers, heartbeatMs })
  const queues = options.queueSource === null ? null : await openQueues({ ...options, source: options.queueSource, store })
  const server = await startDeskServer({ app: createDeskApp({ desk, token, streams, log, queues, shift: { shift: store.shift, author, clock, practice, queues: queues?.events ?? null, changesAfter: store.changesAfter } }), port: options.port, timers })
  const backups = practice
    ? null
    : createBackupKeeper({ ...options, readTables: readTablesOf(address), deskId: store.deskId, practice, onState: options.onBackupState })
  return {
    origin: server.origin,
    store,
    backups,
    async stop() {
      await backups?.stop()
      streams.closeAll()
      await queues?.close()
      await server.close()
      await store.close()
    },
  }
}

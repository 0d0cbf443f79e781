import { randomBytes } from 'node:crypto'
import type { Clock, Timers } from '../../shared/lib/clock'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import type { DeskLog } from './desk-log'
import { createFloorKeeper } from './floor/floor-keeper'
import { createSharedApp } from './http/shared-app'
import { startSharedServer, type SharedServer } from './http/shared-server'
import { createAuditKeeper } from './audit/audit-keeper'
import { createSmsGateway } from './notices/sms-gateway'
import type { SmsSettings } from './notices/sms-settings'
import { createSecretBox } from './people/secret-box'
import { openRecoveryKey } from './people/open-recovery-key'
import { openQueues } from './pbx/open-queues'
import type { QueueSource } from './pbx/queue-source'
import { createRecordingFiles } from './recordings/recording-files'
import type { RecordingFolders } from './recordings/recording-folders'
import { noRecordings } from './recordings/recordings'
import { createRetentionKeeper } from './retention/retention-keeper'
import { createLostNumbers } from './wall/lost-numbers'
import { openSharedStore, type SharedStore, type SharedStoreOptions } from './store/shared-store'
import type { ServerConfig } from './server/server-config'

export interface SharedDeskOptions extends Pick<SharedStoreOptions, 'listen'> {
  readonly config: ServerConfig
  /** Where it hears of the queues; null: nowhere. */
  readonly queueSource: QueueSource | null
  /** Where the PBX's recordings are; null: none reach this desk. */
  readonly recordingFolders: RecordingFolders | null
  /** The house's gateway of messages; null: nobody is told by message. */
  readonly sms: SmsSettings | null
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: DeskLog
}

export interface SharedDesk extends Pick<SharedServer, 'origin' | 'fingerprint' | 'renewCertificate'> {
  readonly store: SharedStore
  /** Ends streams, lets requests under way finish, then ends. */
  stop(): Promise<void>
}

/**
 * One process of a desk that many share: its tables brought up to date, its keys opened, answering.
 *
 * @throws ServerProblem, DeskFailure `schema-newer`, errors of pg
 */
export async function startSharedDesk({ config, queueSource, recordingFolders, sms, clock, timers, random, log, ...rest }: SharedDeskOptions): Promise<SharedDesk> {
  const { database: address, connections, secret, metricsToken } = config
  const box = createSecretBox(secret)
  const store = await openSharedStore({ address, connections, auditKey: box.auditKey, clock, timers, random, ...rest })
  try {
    const recoveryKey = await openRecoveryKey(store, box)
    const newId = createUuidV7(clock, randomBytes)
    const numbers = createLostNumbers({ store, box, clock })
    const queues = queueSource === null ? null : await openQueues({ source: queueSource, address, store, clock, timers, random, log, keepNumber: numbers.keep })
    const recordings = recordingFolders === null ? noRecordings : createRecordingFiles({ ...recordingFolders, clock, timers, log })
    const gateway = sms === null ? null : createSmsGateway({ settings: sms, fetch: globalThis.fetch, timers, log })
    const shared = createSharedApp({ store, box, recoveryKey, metricsToken, tls: config.tls, queues, numbers, recordings, gateway, clock, timers, newId, log })
    const server = await startSharedServer({ ...config, app: shared.app, timers })
    const keeper = createAuditKeeper({ store, clock, timers, log })
    const retentionKeeper = createRetentionKeeper({ store, recordings, clock, timers, log })
    const floorKeeper = createFloorKeeper({ floor: store.floor, clock, timers, log })
    return {
      store,
      origin: server.origin,
      fingerprint: server.fingerprint,
      renewCertificate: server.renewCertificate,
      async stop() {
        shared.beginStop()
        await server.close()
        await retentionKeeper.stop()
        await recordings.stop()
        await keeper.stop()
        await floorKeeper.stop()
        await queues?.close()
        await store.close()
        shared.end()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

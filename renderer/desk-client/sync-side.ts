import type { DeskConnection } from '../../shared/ipc/values'
import type { Timers } from '../../shared/lib/clock'
import type { CacheOpening, FromSyncWorker, ToSyncWorker } from './sync-messages'

/** The copying of the desk's log as the page sees it. */
export interface SyncSide {
  connect(connection: DeskConnection, deskId: string): void
  disconnect(): void
  hint(newest: number): void
  close(): void
}

export type OpenSyncSide = (hear: (message: FromSyncWorker) => void) => SyncSide

/** What a page needs of a `Worker`. */
export interface WorkerLike {
  postMessage(message: ToSyncWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromSyncWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface SyncWorkerOptions extends CacheOpening {
  readonly timers: Timers
  /** `new Worker(new URL('.../sync/sync-worker.ts', import.meta.url), { type: 'module' })`: the bundler needs it in this form. */
  readonly createWorker: () => WorkerLike
}

const restartMs = 2_000

/** The worker that does it. One that broke down is replaced and told where things stood. */
export function openSyncWorker({ mode, sealing, timers, createWorker }: SyncWorkerOptions): OpenSyncSide {
  return (hear) => {
    let connected: Extract<ToSyncWorker, { kind: 'connect' }> | null = null
    let worker: WorkerLike | null = start()
    let restart: { cancel(): void } | null = null

    function start(): WorkerLike {
      const started = createWorker()
      started.onmessage = ({ data }) => hear(data)
      started.onerror = (event) => {
        event.preventDefault()
        replace()
      }
      started.postMessage({ kind: 'open', opening: { mode, sealing } })
      if (connected !== null) started.postMessage(connected)
      return started
    }

    function replace(): void {
      worker?.terminate()
      worker = null
      hear({ kind: 'failed', code: 'storage-failed' })
      restart?.cancel()
      restart = timers.after(restartMs, () => {
        worker = start()
      })
    }

    return {
      connect(connection, deskId) {
        connected = { kind: 'connect', connection, deskId }
        worker?.postMessage(connected)
      },
      disconnect() {
        connected = null
        worker?.postMessage({ kind: 'disconnect' })
      },
      hint: (newest) => worker?.postMessage({ kind: 'hint', newest }),
      close() {
        restart?.cancel()
        worker?.terminate()
        worker = null
      },
    }
  }
}

import type { DeskConnection } from '../../shared/ipc/values'
import type { Timers } from '../../shared/lib/clock'
import type { CachePolicy } from '../../shared/tickets/cache-limits'
import type { SearchStep, SearchTickets } from '../../shared/tickets/ticket-search'
import type { CacheOpening, FromSyncWorker, ToSyncWorker } from './sync-messages'

/** The copying of the desk's log as the page sees it, with what else is done where that is done. */
export interface SyncSide {
  connect(connection: DeskConnection, deskId: string): void
  disconnect(): void
  hint(newest: number): void
  /** Somebody types: the copying holds back for a moment. */
  makeRoom(): void
  /** How much may be kept from now on. */
  keepBy(policy: CachePolicy): void
  readonly search: SearchTickets
  close(): void
}

/** What the worker says by itself; `broken-down` when there is none, for as long as told. */
export type SyncNews = Exclude<FromSyncWorker, { kind: 'search-step' | 'failed' }> | { readonly kind: 'broken-down'; readonly againInMs: number }

export type OpenSyncSide = (hear: (message: SyncNews) => void) => SyncSide

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
/** A disk without room, mostly: nothing for which a new worker every other second would be worth its work. */
const reopenMs = 15_000
const searchFailed: SearchStep = { hits: [], searched: 0, of: 0, state: 'failed' }

/**
 * The worker that does it. One that broke down, or could not open its database, is replaced and told where things stood; a search that
 * it was at has failed, and so has any other until then.
 */
export function openSyncWorker({ mode, store, sealing, policy: first, timers, createWorker }: SyncWorkerOptions): OpenSyncSide {
  return (hear) => {
    let policy = first
    let connected: Extract<ToSyncWorker, { kind: 'connect' }> | null = null
    let searches = 0
    let searching: { readonly id: number; tell(step: SearchStep): void } | null = null
    let worker: WorkerLike | null = start()
    let restart: { cancel(): void } | null = null

    function start(): WorkerLike {
      const started = createWorker()
      started.onmessage = ({ data }) => {
        if (data.kind === 'failed') return replace(reopenMs)
        if (data.kind !== 'search-step') return hear(data)
        if (data.search === searching?.id) searching.tell(data.step)
      }
      started.onerror = (event) => {
        event.preventDefault()
        replace(restartMs)
      }
      started.postMessage({ kind: 'open', opening: { mode, store, sealing, policy } })
      if (connected !== null) started.postMessage(connected)
      return started
    }

    function replace(againInMs: number): void {
      worker?.terminate()
      worker = null
      searching?.tell(searchFailed)
      searching = null
      hear({ kind: 'broken-down', againInMs })
      restart?.cancel()
      restart = timers.after(againInMs, () => {
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
      makeRoom: () => worker?.postMessage({ kind: 'make-room' }),
      keepBy(changed) {
        policy = changed
        worker?.postMessage({ kind: 'policy', policy })
      },
      search(meaning, tell) {
        searches += 1
        const id = searches
        searching = { id, tell }
        if (worker === null) tell(searchFailed)
        else worker.postMessage({ kind: 'search', search: id, meaning })
        return () => {
          if (searching?.id !== id) return
          searching = null
          worker?.postMessage({ kind: 'stop-search' })
        }
      },
      close() {
        restart?.cancel()
        worker?.terminate()
        worker = null
        searching = null
      },
    }
  }
}

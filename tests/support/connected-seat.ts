import { startDeskClient, type DeskClient } from '../../renderer/desk-client/start-desk-client'
import type { DeskSituation } from '../../renderer/desk-client/desk-situation'
import { createSyncHost } from '../../renderer/sync/sync-host'
import { openSyncWorker, type WorkerLike } from '../../renderer/desk-client/sync-side'
import { openCallerCache } from '../../renderer/storage/open-cache'
import { openWorkStorage, type WorkStorage } from '../../renderer/storage/open-work-storage'
import { openSeal } from '../../renderer/storage/seal'
import type { IndexedDbParts } from '../../renderer/storage/work-database'
import type { HistoryKey } from '../../shared/callers/phone-number'
import type { Clock, Timers } from '../../shared/lib/clock'
import type { CallerCache } from '../../shared/tickets/caller-cache'
import { cachePolicyOf, defaultCacheLimits } from '../../shared/tickets/cache-limits'
import type { Draft } from '../../shared/tickets/draft'
import { submissionOfDraft } from './drafts'
import { journalInMemory, type JournalInMemory } from './journal'
import { newDisk } from './storage'

/** A seat with its outbox, its cache and its worker; what they reach is given. */
export interface ConnectedSeat {
  readonly storage: WorkStorage
  readonly cache: CallerCache
  readonly client: DeskClient
  /** Every worker started so far, the newest last. */
  readonly workers: readonly WorkerLike[]
  situation(): DeskSituation
  submit(draft: Draft): ReturnType<WorkStorage['outbox']['enqueue']>
  /** Ids of the orders and calls that a ring from this number shows. */
  shownAt(key: HistoryKey): Promise<readonly string[]>
  /** Nothing is owed to the desk, and the copy of its log has come to `position`. */
  isSettledAt(position: number): boolean
  close(): void
}

export interface SeatSurroundings {
  readonly clock: Clock
  readonly timers: Timers
  readonly fetch: typeof globalThis.fetch
  readonly random?: () => number
  /** What an earlier page of this seat has left, in its two media. */
  readonly media?: SeatMedia
  /** The way of the workers to the disk; nothing stands in it unless told. Throws when there is something. */
  readonly reachDisk?: () => void
}

export interface SeatMedia {
  readonly indexedDb: IndexedDbParts
  readonly medium: JournalInMemory
}

export function newMedia(): SeatMedia {
  return { indexedDb: newDisk(), medium: journalInMemory() }
}

export async function openConnectedSeat({ clock, timers, fetch, random = () => 0.5, media = newMedia(), reachDisk = () => undefined }: SeatSurroundings): Promise<ConnectedSeat> {
  const { indexedDb, medium } = media
  const base = { mode: 'real' as const, seal: openSeal, clock, onSetAside: () => undefined, indexedDb }
  const storage = await openWorkStorage({ ...medium, ...base })
  const cache = await openCallerCache({ ...base, pending: storage.outbox })
  const workers: WorkerLike[] = []
  const workersDisk: IndexedDbParts = {
    get indexedDB() {
      reachDisk()
      return indexedDb.indexedDB
    },
    IDBKeyRange: indexedDb.IDBKeyRange,
  }

  /** On this thread, but as a worker sees it: messages are copies. */
  function createWorker(): WorkerLike {
    let isAlive = true
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage: (message) => isAlive && host.receive(structuredClone(message)),
      terminate() {
        host.receive({ kind: 'close' })
        isAlive = false
      },
    }
    const host = createSyncHost({
      clock, timers, fetch, random,
      indexedDb: workersDisk,
      post: (message) => isAlive && worker.onmessage?.({ data: structuredClone(message) } as MessageEvent),
    })
    workers.push(worker)
    return worker
  }

  const client = startDeskClient({
    mode: 'real', outbox: storage.outbox, clock, timers, fetch, random, onSetAside: () => undefined,
    openSync: openSyncWorker({ mode: 'real', sealing: { kind: 'open' }, policy: cachePolicyOf(defaultCacheLimits, 'real'), timers, createWorker }),
  })
  const situation = () => client.situation.getState()
  return {
    storage,
    cache,
    client,
    workers,
    situation,
    submit: (draft) => storage.outbox.enqueue(submissionOfDraft(draft)),
    shownAt: async (key) => (await cache.lookup(key)).flatMap((person) => person.history.map((item) => item.id)),
    isSettledAt: (position) => storage.outbox.entries().length === 0 && situation().sync.state === 'synced' && situation().sync.position === position,
    close() {
      client.dispose()
      cache.close()
      storage.close()
    },
  }
}

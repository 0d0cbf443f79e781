import { createStore, type StoreApi } from 'zustand/vanilla'
import { backoffMs } from '../../../shared/lib/backoff'
import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { DraftStore } from '../../../shared/tickets/draft-store'

/** Whether this computer keeps what is written, as the last write has shown it. */
export type StorageHealth =
  | { readonly state: 'well' }
  /** `storage-full`: no room, or the browser's quota is used up. `storage-failed`: anything else, as a folder that cannot be written. */
  | { readonly state: 'failing'; readonly code: 'storage-full' | 'storage-failed'; readonly since: EpochMs }

export type StorageEvent =
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly code: 'storage-full' | 'storage-failed'; readonly at: EpochMs }

/**
 * The one transition.
 *
 * ```
 * well --failed--> failing --written--> well
 *                  |     ^ failed (since stays, the latest code counts)
 *                  +-----+
 * ```
 */
export function nextStorageHealth(health: StorageHealth, event: StorageEvent): StorageHealth {
  if (event.kind === 'written') return health.state === 'well' ? health : { state: 'well' }
  const { code, at } = event
  if (health.state === 'failing' && health.code === code) return health
  return { state: 'failing', code, since: health.state === 'failing' ? health.since : at }
}

export type StorageHealthStore = StoreApi<StorageHealth>

export interface WatchedStorage {
  readonly health: StorageHealthStore
  readonly drafts: DraftStore
  readonly outbox: Outbox
  /** One of the two places could not be read at the start. */
  failed(): void
  /** Tries again by itself from now on. `isOwed`: somebody has words to write and tries so often anyway; a small try would prove too little. */
  tryAgain(isOwed: () => boolean): void
}

export interface StorageWatchPorts {
  readonly drafts: DraftStore
  readonly outbox: Outbox
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  canWrite(): Promise<boolean>
}

const pauses = { baseMs: 1_000, capMs: 10_000 }

/** Hears of every write how it ended. While writing fails it is tried out, at growing distances, until something goes through. */
export function watchStorage({ drafts, outbox, clock, timers, random, canWrite }: StorageWatchPorts): WatchedStorage {
  const health: StorageHealthStore = createStore<StorageHealth>(() => ({ state: 'well' }))
  const tell = (event: StorageEvent) => health.setState((before) => nextStorageHealth(before, event), true)

  /** `proves`: when it went well, both places have taken something. */
  async function heard<T, E extends { readonly code: string }>(writing: Promise<Result<T, E>>, proves: boolean): Promise<Result<T, E>> {
    const end = await writing
    if (end.ok && proves) tell({ kind: 'written' })
    const code: string | null = end.ok ? null : end.error.code
    if (code === 'storage-full' || code === 'storage-failed') tell({ kind: 'failed', code, at: clock.now() })
    return end
  }

  return {
    health,
    drafts: { ...drafts, save: (draft) => heard(drafts.save(draft), true) },
    outbox: {
      ...outbox,
      enqueue: (submission) => heard(outbox.enqueue(submission), true),
      reopen: (id) => heard(outbox.reopen(id), true),
      discard: (id, line) => heard(outbox.discard(id, line), false),
    },
    failed: () => tell({ kind: 'failed', code: 'storage-failed', at: clock.now() }),
    tryAgain(isOwed) {
      let timer: { cancel(): void } | null = null
      const plan = (tries: number) => {
        timer?.cancel()
        timer = timers.after(backoffMs(tries, pauses, random), () => void attempt(tries))
      }
      const attempt = async (tries: number) => {
        if (!isOwed() && (await canWrite())) tell({ kind: 'written' })
        else if (health.getState().state === 'failing') plan(tries + 1)
      }
      const follow = (now: StorageHealth, before: StorageHealth) => {
        if (now.state === before.state) return
        timer?.cancel()
        if (now.state === 'failing') plan(1)
      }
      health.subscribe(follow)
      follow(health.getState(), { state: 'well' })
    },
  }
}

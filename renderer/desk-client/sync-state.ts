import { epochMs, type EpochMs } from '../../shared/lib/clock'
import type { DeskCallError } from './desk-http'

/** `has-holes`: the copy was made anew and has holes again. */
export type SyncFailure = DeskCallError['code'] | 'has-holes' | 'storage-failed'

/** How far the local copy of the desk's log has come. `newest` is the desk's newest position as last told. */
export type SyncState =
  | { readonly state: 'stopped'; readonly position: number | null; readonly newest: number | null }
  /** `from`: where this stretch began, so that a long one can be told from a few changes. */
  | { readonly state: 'syncing'; readonly position: number; readonly newest: number | null; readonly from: number; readonly since: EpochMs }
  | { readonly state: 'synced'; readonly position: number; readonly newest: number; readonly at: EpochMs }
  | {
      readonly state: 'failing'
      readonly position: number | null
      readonly newest: number | null
      readonly since: EpochMs
      readonly failure: SyncFailure
      readonly nextTryAt: EpochMs
    }

/** Fewer changes are copied within a moment, and nobody needs to watch. */
const longCopyChanges = 1_000

/** How far a long copy has come, in changes of the log; null while there is none to be shown. */
export function progressOf(sync: SyncState): { readonly done: number; readonly total: number } | null {
  if (sync.state !== 'syncing' || sync.newest === null || sync.newest - sync.from < longCopyChanges) return null
  return { done: sync.position, total: sync.newest }
}

/** There is nobody at work on the copy for a moment. */
export function brokenDown({ position, newest, ...before }: SyncState, now: EpochMs, againInMs: number): SyncState {
  const since = before.state === 'failing' ? before.since : now
  return { state: 'failing', position, newest, since, failure: 'storage-failed', nextTryAt: epochMs(now + againInMs) }
}

/** Less than this a desk under load, or a connection that has just gone, takes until it is noticed as what it is. */
const lastingMs = 10_000

/** Since when the copy cannot be brought up to date; null while it can, or while what stands in the way may have gone at the next try. */
export function failingSince(sync: SyncState, now: EpochMs): EpochMs | null {
  if (sync.state !== 'failing') return null
  const isOfThisComputer = sync.failure === 'storage-failed' || sync.failure === 'has-holes'
  return isOfThisComputer || now - sync.since >= lastingMs ? sync.since : null
}

export const notSyncing: SyncState = { state: 'stopped', position: null, newest: null }

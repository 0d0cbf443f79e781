import type { EpochMs } from '../../shared/lib/clock'
import type { DeskCallError } from './desk-http'

/** `has-holes`: the copy was made anew and has holes again. */
export type SyncFailure = DeskCallError['code'] | 'has-holes' | 'storage-failed'

/** How far the local copy of the desk's log has come. `newest` is the desk's newest position as last told. */
export type SyncState =
  | { readonly state: 'stopped'; readonly position: number | null; readonly newest: number | null }
  | { readonly state: 'syncing'; readonly position: number; readonly newest: number | null; readonly since: EpochMs }
  | { readonly state: 'synced'; readonly position: number; readonly newest: number; readonly at: EpochMs }
  | {
      readonly state: 'failing'
      readonly position: number | null
      readonly newest: number | null
      readonly since: EpochMs
      readonly failure: SyncFailure
      readonly nextTryAt: EpochMs
    }

export const notSyncing: SyncState = { state: 'stopped', position: null, newest: null }

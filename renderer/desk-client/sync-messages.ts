import type { HistoryKey } from '../../shared/callers/phone-number'
import type { DeskConnection } from '../../shared/ipc/values'
import type { RecordProblem } from '../../shared/lib/set-aside'
import type { CachePolicy } from '../../shared/tickets/cache-limits'
import type { Meaning, SearchStep } from '../../shared/tickets/ticket-search'
import type { SyncState } from './sync-state'

/** Which cache the worker opens, and how it is sealed. The keys travel as they are: nobody can read them on the way. */
export interface CacheOpening {
  readonly mode: 'practice' | 'real'
  /** Of several people on one PC, whose. */
  readonly store?: string | undefined
  readonly sealing:
    | { readonly kind: 'open' }
    | { readonly kind: 'sealed'; readonly suite: 1; readonly sealKey: CryptoKey; readonly indexKey: CryptoKey }
  readonly policy: CachePolicy
}

/** What the page tells the worker that keeps the cache. The first message is `open`. */
export type ToSyncWorker =
  | { readonly kind: 'open'; readonly opening: CacheOpening }
  | { readonly kind: 'connect'; readonly connection: DeskConnection; readonly deskId: string }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'hint'; readonly newest: number }
  | { readonly kind: 'make-room' }
  | { readonly kind: 'policy'; readonly policy: CachePolicy }
  /** A new search stops the one before. */
  | { readonly kind: 'search'; readonly search: number; readonly meaning: Meaning }
  | { readonly kind: 'stop-search' }
  | { readonly kind: 'close' }

export type FromSyncWorker =
  | { readonly kind: 'state'; readonly state: SyncState }
  | { readonly kind: 'applied'; readonly position: number; readonly keys: readonly HistoryKey[] }
  /** The desk was set back; what follows of states and positions is of its new log. */
  | { readonly kind: 'other-log' }
  | { readonly kind: 'set-aside'; readonly table: string; readonly problem: RecordProblem }
  /** The cache could not be opened: this worker will do nothing. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'search-step'; readonly search: number; readonly step: SearchStep }

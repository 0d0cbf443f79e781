import { Dexie, type EntityTable, type Table } from 'dexie'
import type { CacheStage } from '../../shared/tickets/cache-policy'
import type { OnlyUnit } from '../../shared/tickets/caller-cache'
import type { Sealed } from './seal'
import type { SetAsideRecord } from './set-aside'
import type { IndexedDbParts, StoreOwner } from './work-database'

export interface TicketRow {
  readonly id: string
  /** Forms of its number in which it may be asked for; see `number-forms.ts`. */
  readonly numbers: readonly string[]
  /** The people rows it is counted in. */
  readonly people: readonly string[]
  /** Index keys of what it is found by exactly; see `blind-keys.ts`. */
  readonly keys: readonly string[]
  /** Which rule of the policy it waits for, as of its last writing. */
  readonly stage: CacheStage
  /** Time of its last change below zero, UTC ms: the newest come first and in one answer of the disk. */
  readonly newestFirst: number
  /** When it was written, in milliseconds; not there in rows of older versions. */
  readonly version?: number
  /** `CachedTicket` */
  readonly sealed: Sealed
}

/** A ticket that has left, so that what comes of it later is no hole in the log. */
export interface ForgottenRow {
  readonly id: string
  readonly version: number
}

export interface PersonRow {
  /** Index key of the person's id. */
  readonly id: string
  /** Index keys of the telephone numbers: one query by number gives everything that a ring has to show. */
  readonly numbers: readonly string[]
  /** As in `TicketRow`. */
  readonly version?: number
  /** `PersonRecord` */
  readonly sealed: Sealed
}

export type MetaRow =
  | {
      readonly key: 'position'
      readonly deskId: string
      /** As in `CachePosition`; not there in rows of older versions, which are of all orders. */
      readonly only?: OnlyUnit | null
      readonly position: number
      /** As in `CachePosition`; not there in rows of older versions. */
      readonly last?: string | null
      readonly appliedAt: number | null
      /** Records put aside when this copy was begun; more of them mean that it has holes. */
      readonly asideBefore: number
    }
  | { readonly key: 'employers'; readonly version?: number; readonly sealed: Sealed }
  | LastHeardRow

/** `LastHeard` of the shift and of the lists of the desk; the lists outlive a copy that is begun anew. */
export interface LastHeardRow {
  readonly key: 'shift' | 'book'
  readonly version: number
  readonly sealed: Sealed
}

/** What the desk knows anyway, kept for the next ring. Relaxed: what a power cut takes is fetched again. */
export class CacheDatabase extends Dexie {
  readonly tickets!: EntityTable<TicketRow, 'id'>
  readonly people!: EntityTable<PersonRow, 'id'>
  readonly forgotten!: EntityTable<ForgottenRow, 'id'>
  readonly meta!: Table<MetaRow, MetaRow['key']>
  readonly setAside!: EntityTable<SetAsideRecord & { number?: number }, 'number'>

  constructor(name: string, parts?: IndexedDbParts) {
    super(name, { chromeTransactionDurability: 'relaxed', ...parts })
    this.version(1).stores({
      tickets: 'id, *numbers, *people',
      people: 'id, *numbers',
      meta: 'key',
      setAside: '++number',
    })
    // The rows of before cannot be aged or searched: the copy is made anew.
    this.version(2)
      .stores({ tickets: 'id, *numbers, *people, *keys, newestFirst, [stage+newestFirst]', forgotten: 'id' })
      .upgrade((transaction) => Promise.all(['tickets', 'people', 'meta'].map((table) => transaction.table(table).clear())))
  }
}

export function cacheDatabaseName(mode: StoreOwner['mode'], store?: StoreOwner['store']): string {
  if (mode === 'practice') return 'lingxi-practice-cache'
  return store === undefined ? 'lingxi-sealed-cache' : `lingxi-sealed-cache-${store}`
}

/** The cache of the versions that did not seal. */
export const unsealedCacheName = 'lingxi-cache'

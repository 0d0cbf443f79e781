import { Dexie, type EntityTable } from 'dexie'
import type { Sealed } from './seal'
import type { SetAsideRecord } from './set-aside'

export interface DraftRow {
  readonly id: string
  readonly revision: number
  readonly state: 'unfinished' | 'submitted'
  readonly createdAt: number
  readonly sealed: Sealed
}

export interface OutboxRow {
  /** Given by the database: the order of writing. */
  readonly order?: number
  readonly id: string
  readonly ticketId: string
  readonly enqueuedAt: number
  readonly draftId: string | null
  readonly draftRevision: number | null
  /** `Delivery`, parsed when read. */
  readonly delivery: unknown
  /** The events. */
  readonly sealed: Sealed
}

export interface CallLogRow {
  readonly callId: string
  readonly startedAt: number
  /**
   * `startedAt` below zero: the last calls of a number come first and in one answer of the disk. Backwards it would give them
   * one by one, and a ring waits for that.
   */
  readonly newestFirst: number
  /**
   * Numbers of the orders that came of the call, by draft. Beside the seal, since the call and its orders are written by
   * several hands and nothing sealed can be opened within a transaction. Not there in lines of older versions, which knew one
   * order: in `ticketNumber`, or inside.
   */
  readonly ticketNumbers?: Readonly<Record<string, string>>
  readonly ticketNumber?: string | null
  /** Ids of the orders that the outbox has the call's record for, beside the seal for the same reason. Not there in lines of older versions. */
  readonly recordedOn?: readonly string[]
  /** When the line was written last, in milliseconds; not there in lines of older versions. */
  readonly version?: number
  /** Index key of the history key; not there for a withheld number, nor in lines of older versions, which no number finds. */
  readonly number?: string
  /** `CallLine`. */
  readonly sealed: Sealed
}

export interface OwedRevealRow {
  readonly id: string
  /** `CallReveal`. */
  readonly sealed: Sealed
}

/** Where IndexedDB comes from; a parameter for the tests. */
export interface IndexedDbParts {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

/**
 * What this seat has written and nobody else has yet: drafts, outbox, call log, looks that the audit is owed. Strict: a transaction is done when the disk
 * has confirmed it.
 */
export class WorkDatabase extends Dexie {
  readonly drafts!: EntityTable<DraftRow, 'id'>
  readonly outbox!: EntityTable<OutboxRow, 'order'>
  readonly callLog!: EntityTable<CallLogRow, 'callId'>
  readonly owedReveals!: EntityTable<OwedRevealRow, 'id'>
  readonly setAside!: EntityTable<SetAsideRecord & { number?: number }, 'number'>

  constructor(name: string, parts?: IndexedDbParts) {
    super(name, { chromeTransactionDurability: 'strict', ...parts })
    this.version(1).stores({
      drafts: 'id, state',
      outbox: '++order, &id',
      callLog: 'callId, startedAt',
      setAside: '++number',
    })
    // One look at an index gives a ring the last calls of its number.
    this.version(2).stores({ callLog: 'callId, startedAt, [number+startedAt]' })
    this.version(3)
      .stores({ callLog: 'callId, startedAt, [number+newestFirst]' })
      .upgrade((transaction) => transaction.table<CallLogRow>('callLog').toCollection().modify((row, at) => {
        at.value = { ...row, newestFirst: -row.startedAt }
      }))
    // A table of its own: a line of the call log goes by age, and keeps so many looks and no more.
    this.version(4).stores({ owedReveals: 'id' })
  }
}

/** Whose databases they are. */
export interface StoreOwner {
  readonly mode: 'practice' | 'real'
  /** Where several people work on one PC, each has a store; absent where there is one agent. */
  readonly store?: string | undefined
}

/** Work and cache of practice never meet those of real work, nor one person's those of another: the name tells them apart. */
export function workDatabaseName(mode: StoreOwner['mode'], store?: StoreOwner['store']): string {
  if (mode === 'practice') return 'lingxi-practice-work'
  return store === undefined ? 'lingxi-sealed-work' : `lingxi-sealed-work-${store}`
}

/** Real work of the versions that did not seal. */
export const unsealedWorkName = 'lingxi-work'

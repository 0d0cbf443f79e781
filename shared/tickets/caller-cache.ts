import type { KnownPerson } from '../callers/person'
import type { HistoryKey } from '../callers/phone-number'
import type { Change } from '../desk-api/desk-api'
import type { EpochMs } from '../lib/clock'
import type { RecentEmployer } from './recent-employers'
import type { TicketHit } from './ticket-search'
import type { Ticket } from './ticket'

/** A ticket as this seat sees it: what the desk has confirmed, and on top what the seat has submitted itself. */
export interface SeatTicket {
  readonly ticket: Ticket
  /** Some of it stands in this seat's outbox and nowhere else yet. */
  readonly isPending: boolean
  /** `outline`: its words have left this machine for their age. */
  readonly kept: 'whole' | 'outline'
}

/** Orders of one unit and no others; of null, of none. */
export interface OnlyUnit {
  readonly unit: string | null
}

export interface CachePosition {
  /** The desk whose log this is; null before the first contact. */
  readonly deskId: string | null
  /** Whose orders it has told, when not all of them. */
  readonly only: OnlyUnit | null
  /** Everything up to here is in the cache. */
  readonly position: number
  /** Id of the event at `position`: a log that has another one there is not the one that was copied. Null where it is not known. */
  readonly last: string | null
  /** When the last page was applied; null when none was. */
  readonly appliedAt: EpochMs | null
}

/**
 * The past of callers on this machine. No network on any path: this is what a ring is answered from. Own submissions show
 * at once, whether the desk is there or not, and are never shown twice.
 */
export interface CallerCache {
  /** The people registered under a number, with their last contacts and every open order. */
  lookup(key: HistoryKey): Promise<readonly KnownPerson[]>
  ticket(id: string): Promise<SeatTicket | null>
  /** The order as the desk has it, without what this seat has submitted; as old as the cache is. */
  confirmed(id: string): Promise<Ticket | null>
  /** By number as printed, as read aloud (`MMDD-ssss-nnn-c`) or of an outside system; newest first, blanks and dashes ignored. */
  lookupTicket(number: string): Promise<readonly SeatTicket[]>
  /** Employers named lately whose name holds `text`, those that begin with it first, then by last use. */
  recentEmployers(text: string, limit?: number): Promise<readonly RecentEmployer[]>
  /** Among what this seat has submitted and the desk has not confirmed: by telephone, identity number, employer or words. */
  findOwn(text: string, homeArea: string): Promise<readonly TicketHit[]>
  position(): Promise<CachePosition>
}

export type ApplyResult =
  /** `keys`: numbers under which a ring would now show something else. */
  | { readonly kind: 'applied'; readonly position: number; readonly keys: readonly HistoryKey[] }
  /** A version is missing or a record was unreadable: this copy is to be made anew. */
  | { readonly kind: 'has-holes' }
  /** Somebody else has moved the position meanwhile; read it again. */
  | { readonly kind: 'overtaken' }

/** The only one that writes the cache. Used in a worker: folding and sealing take their time. */
export interface CallerCacheWriter {
  /** Begins or goes on with the copy of this desk's log. What another desk has told is forgotten. */
  begin(deskId: string): Promise<CachePosition>
  /** Forgets everything, to fetch it again; what was put aside stays. `only`: whose orders this desk will tell from now on. */
  beginAnew(deskId: string, only?: OnlyUnit | null): Promise<CachePosition>
  /**
   * Applies a page of the log, which goes on to `through`, by itself to its last change: tickets, people and position in one transaction.
   * Pages that overlap do no harm. `last`: id of the event at `through` where no change of the page says it.
   */
  apply(changes: readonly Change[], through?: number, last?: string | null): Promise<ApplyResult>
  /**
   * Takes out a slice of what the policy no longer lets lie here, also of tickets that nothing happens to any more. True: there
   * may be more. May end anywhere, and goes on from there.
   */
  age(): Promise<boolean>
}

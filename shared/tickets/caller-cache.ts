import type { KnownPerson } from '../callers/person'
import type { HistoryKey } from '../callers/phone-number'
import type { EpochMs } from '../lib/clock'
import type { RecentEmployer } from './recent-employers'
import type { Ticket } from './ticket'

/** A ticket as this seat sees it: what the desk has confirmed, and on top what the seat has submitted itself. */
export interface SeatTicket {
  readonly ticket: Ticket
  /** Some of it stands in this seat's outbox and nowhere else yet. */
  readonly isPending: boolean
}

export interface CachePosition {
  /** The desk whose log this is; null before the first contact. */
  readonly deskId: string | null
  /** Everything up to here is in the cache. */
  readonly position: number
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
  /** By number as printed, as read aloud (`MMDD-ssss-nnn-c`) or of an outside system; newest first, blanks and dashes ignored. */
  lookupTicket(number: string): Promise<readonly SeatTicket[]>
  /** Employers named lately whose name holds `text`, those that begin with it first, then by last use. */
  recentEmployers(text: string, limit?: number): Promise<readonly RecentEmployer[]>
  position(): Promise<CachePosition>
}

import type { Change } from '../../../shared/desk-api/desk-api'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { BatchContext, Proposal } from './proposals'

/** An event of the log as it is kept. */
export interface LoggedEvent extends Change {
  /** True when personal values came with the event; once retention has erased them, `event.personal` is null all the same. */
  readonly hadPersonal: boolean
}

export interface NewEvent {
  readonly event: TicketEvent
  /** Its number within the ticket, from 1. */
  readonly version: number
}

/** Where an event went. Positions begin with 1 and have no gaps. */
export interface LogPlace {
  readonly eventId: string
  readonly position: number
  readonly version: number
}

/** The log as the one writer of the moment sees it. */
export interface LogWriter {
  about(asked: Pick<Proposal<unknown>, 'eventIds' | 'ticketIds' | 'numbers'>): Promise<BatchContext>
  /** Numbers the events in the order given and adds them with the tickets that they make. */
  append(events: readonly NewEvent[], tickets: readonly Ticket[], receivedAt: number): Promise<LogPlace[]>
}

/**
 * Where the desk keeps its log. One contract suite (`tests/contract/desk-store-contract.ts`) says what every store must do.
 *
 * Order: writers come one after the other, and a position becomes visible only when every lower one is. A reader that
 * asks for "everything after N" therefore never misses anything, whatever other writers are doing.
 */
export interface DeskStore {
  readonly deskId: string
  /** Runs `work` as the only writer. What it appended is durable when the promise resolves, and gone if it rejects. */
  write<T>(work: (log: LogWriter) => Promise<T>): Promise<T>
  /** Decides over the log as it stands when its turn comes, which others may share. What was added is durable when the promise resolves. */
  propose<T>(proposal: Proposal<T>): Promise<T>
  /** The newest position, 0 for an empty log. */
  newest(): Promise<number>
  changesAfter(position: number, limit: number): Promise<Change[]>
  /** All events of the `limit` tickets that changed last under this key, in the order of the log. */
  changesOfHistory(historyKey: string, limit: number): Promise<Change[]>
  /** The events of every ticket that carries this query code, one list per ticket. */
  ticketsWithQueryCode(queryCode: string): Promise<TicketEvent[][]>
  /**
   * Counts one try under `what` and answers how many there were in the window that began with the first of them.
   * After `windowMs` a new window begins.
   */
  countTry(what: string, now: number, windowMs: number): Promise<number>
  forgetTries(what: string): Promise<void>
  /** A hint that there is something up to `position`. Hints may be lost or repeated; the log is the truth. */
  onHint(listener: (position: number) => void): () => void
  close(): Promise<void>
}

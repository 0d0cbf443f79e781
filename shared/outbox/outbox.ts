import type { CallLine } from '../calls/call-log'
import type { EpochMs } from '../lib/clock'
import type { Result } from '../lib/result'
import type { Draft } from '../tickets/draft'
import type { TicketEvent } from '../tickets/ticket-event'
import type { DeliveryEvent } from './delivery'
import type { QueuedDelivery } from './lanes'
import type { OutboxCounts } from './outbox-counts'

/** Something on its way to the desk: events of one ticket that belong together. */
export interface OutboxEntry extends QueuedDelivery {
  readonly enqueuedAt: EpochMs
  /** The draft it came from, kept until the desk has the events, so that a refused one can be repaired. */
  readonly draftId: string | null
  /** The revision of the draft that was submitted. */
  readonly draftRevision: number | null
  readonly events: readonly TicketEvent[]
}

/**
 * What may be passed by what is written behind it, once the desk has refused it: a record of a call, on which nothing of its order
 * depends. A desk of an earlier version takes none.
 */
export function passing(events: readonly TicketEvent[]): Pick<OutboxEntry, 'mayBePassed'> {
  return events.every(({ type }) => type === 'call-recorded') ? { mayBePassed: true } : {}
}

export interface Submission {
  /** Id of the entry; the draft's own id where there is one. The same id submitted again is the same submission. */
  readonly id: string
  readonly ticketId: string
  /** In the order they happened, at least one. */
  readonly events: readonly TicketEvent[]
  /** As submitted; from then on it is no unfinished draft. */
  readonly draft: Draft | null
  /**
   * The call it came from and the number that the call log gets for it; `line` is written where the call has none yet. Null when
   * no call led to it.
   */
  readonly call: { readonly line: CallLine; readonly ticketNumber: string } | null
  /** When it was first queued, for work that comes from elsewhere; else it is now. */
  readonly enqueuedAt?: EpochMs
}

/** A submission with all that its database transaction writes, as it is kept beside the database and carried to another seat. */
export interface QueuedWork extends Submission {
  /** When it was first queued; a repaired one keeps the place of what it replaces. */
  readonly enqueuedAt: EpochMs
}

export type EnqueueError =
  /** The draft went out in another revision, and the desk has not refused it. */
  | { readonly code: 'already-submitted' }
  /** The stored draft is newer than the one submitted. */
  | { readonly code: 'stale-revision'; readonly stored: number }
  /** Neither this seat would read it back nor the desk take it; `paths` say what does not fit, without its values. */
  | { readonly code: 'malformed'; readonly paths: readonly string[] }
  | { readonly code: 'storage-full' }
  | { readonly code: 'storage-failed' }

export interface ReopenError {
  readonly code: 'not-refused' | 'no-draft' | 'storage-failed'
}

export interface DiscardError {
  readonly code: 'storage-full' | 'storage-failed'
}

/**
 * What this seat owes the desk. Submitted = the entry is durable together with its draft's mark and the call's line in the
 * call log, in one transaction, and in the journal.
 * Reading is from memory and always current; the disk is read once, at the start.
 */
export interface Outbox {
  /**
   * The same submission again gives the entry that is there. A repaired draft (a later revision of a refused one) takes the
   * place of what was refused, ahead of everything that waits behind it.
   */
  enqueue(submission: Submission): Promise<Result<OutboxEntry, EnqueueError>>
  /** Everything not settled, in the order written; an accepted entry stays until `settle`. The same array until a change. */
  entries(): readonly OutboxEntry[]
  /** The same object until a change. */
  counts(): OutboxCounts
  /** Tells after every change; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /**
   * Gives the draft of a refused entry back into the agent's hands, as a revision of its own: submitted as it was refused, it would
   * pass for what was refused. A draft that the database cannot read comes from the journal. The entry stays parked until it is
   * submitted again.
   */
  reopen(id: string): Promise<Result<Draft, ReopenError>>
  /**
   * Forgets a draft in the agent's hands and, where the desk has refused it, the delivery with it, so that whatever waits behind
   * goes on; `id` is that of the draft or of a refused entry, whose draft may be lost. The call keeps a line in the call log,
   * without its number: the one that is there, or `line`, if there was a call. All of it in one transaction. What is on its way to
   * the desk stays.
   */
  discard(id: string, line: CallLine | null): Promise<Result<void, DiscardError>>
  /**
   * Moves a delivery on; resolves with the entry as it is then, when that is durable; null when it is not here.
   * Loud about illegal moves (`IllegalDeliveryTransition`).
   */
  move(id: string, event: DeliveryEvent): Promise<OutboxEntry | null>
  /** Everything that the desk has not taken, with its draft where one can still be read: to be carried to another seat. */
  owed(): Promise<readonly QueuedWork[]>
  /**
   * What the desk has accepted and the cache does not hold yet waits again, in memory before this returns: a desk that was set back to an
   * earlier day has lost it, and any other answers with the same receipts. It is without its draft, which went when it was accepted.
   */
  oweAgain(): Promise<void>
  /** Forgets accepted entries whose events the cache now holds itself. */
  settle(cachePosition: number): Promise<void>
}

import { z } from 'zod'
import type { HistoryKey } from '../callers/phone-number'
import type { CallReveal } from '../desk-api/call-reveals'
import { courseStepSchema, mostSteps } from './call-course'
import { declineReasonSchema } from './call-schemas'
import { soundSummarySchema } from './call-sound'
import { waysIn } from './supervision'
import { manualChannelSchema } from '../tickets/manual-call'
import { mostReveals, revealSchema, type Reveal } from '../tickets/reveal'

const time = z.number().int().nonnegative()

/** How a call went, beyond its outcome. A part that a later version writes otherwise is left out, never the whole call. */
export const callRecordSchema = z.object({
  /** Who hung up a call that was talked on. */
  endedBy: z.enum(['agent', 'caller']).nullable().catch(null),
  declineReason: declineReasonSchema.nullable().catch(null),
  /** Status of the far end's or the PBX's no (RFC 3261, section 21). */
  sipCode: z.number().int().min(100).max(699).nullable().catch(null),
  /** Whom the caller was put through to, as it was dialled. */
  transferredTo: z.string().max(32).nullable().catch(null),
  lostBy: z.enum(['phone-restarted', 'media', 'signalling', 'transfer']).nullable().catch(null),
  /** In the order in which it happened. */
  steps: z.array(courseStepSchema).max(mostSteps).catch([]),
  sound: soundSummarySchema.nullable().catch(null),
})
export type CallRecord = z.infer<typeof callRecordSchema>

/** What this seat knows of a call. The number is personal: it is sealed where the list is kept. */
export const callLineSchema = z.object({
  callId: z.uuid(),
  /** One for all rings of a queue call (`QueueOffer`); not told by every PBX, nor in lines of older versions. */
  queueCallId: z.string().max(200).nullable().default(null),
  direction: z.enum(['incoming', 'outgoing']),
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  /** Kind of `CallOutcome`; null while the call goes on, and for good when nobody saw its end. */
  outcome: z.enum(['completed', 'transferred', 'cancelled-by-caller', 'answered-elsewhere', 'missed', 'rejected', 'failed', 'lost']).nullable(),
  queue: z.string().max(100).nullable(),
  numberDisplay: z.string().max(60),
  historyKey: z.string().max(60).nullable(),
  practice: z.boolean(),
  /** Null until the call has ended, when nobody saw its end, and in lines of older versions. */
  record: callRecordSchema.nullable().default(null),
  /** Entered by hand; no line has carried it. */
  manual: manualChannelSchema.exactOptional(),
  /** Another seat's call that was heard here; the number is that seat's. */
  supervised: z.enum(waysIn).exactOptional(),
  /** Orders that it was dialled about, by their numbers. */
  orders: z.array(z.string().max(40)).max(20).exactOptional(),
  /** Who looked at the number of a call that no order came of; with an order, that has it. */
  reveals: z.array(revealSchema).max(mostReveals).exactOptional(),
})
export type CallLine = z.infer<typeof callLineSchema>

/** A call as it stands in this seat's own list of calls. */
export interface CallLogEntry extends CallLine {
  /** Numbers of the tickets that came of it, in the order they were submitted, and of those that it was dialled about. */
  readonly ticketNumbers: readonly string[]
  /** Ids of the orders that have been told how it went; not there in lines of versions that told none, which stay untold. */
  readonly recordedOn?: readonly string[]
}

/** So long a line stays in the seat's own list; what came of the call stands in its orders. */
export const callLogDays = 90

/**
 * The seat's own list of calls. A call has its line at its end, or before when its draft is submitted or discarded while it
 * goes on (`Outbox`). Writing the same call again replaces what the line says of it; the ticket numbers stay, and
 * which orders have been told how it went (a delivery with such an event marks the line in its own transaction).
 */
export interface CallLog {
  /** `insteadOfDraft`: this untouched draft is forgotten in the same transaction (an unanswered ring). */
  write(line: CallLine, insteadOfDraft?: string): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly CallLogEntry[]>
  /** Calls of one number, newest first. */
  ofNumber(key: HistoryKey, limit: number): Promise<readonly CallLogEntry[]>
}

/** The list of calls with its audit entries. */
export interface AuditedCallLog extends CallLog {
  /**
   * Puts down in the line of an ended call who looked at its number. Rejects when that is not durable, or there is no such line.
   * `owedAs`: under this id the audit of the desk is owed it, however old the line gets (`OwedReveals`); null where the desk has none.
   */
  noteReveal(callId: string, reveal: Reveal, owedAs: string | null): Promise<void>
}

/** Looks at calls without an order, until the desk's audit has them. */
export interface OwedReveals {
  /** Oldest first. */
  all(): Promise<readonly CallReveal[]>
  /** The desk has it. */
  told(id: string): Promise<void>
}

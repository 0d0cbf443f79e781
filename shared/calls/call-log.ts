import { z } from 'zod'

const time = z.number().int().nonnegative()

/** A call as it stands in this seat's own list of calls. The number is personal: it is sealed where the list is kept. */
export const callLogEntrySchema = z.object({
  callId: z.uuid(),
  direction: z.enum(['incoming', 'outgoing']),
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  /** Kind of `CallOutcome`. */
  outcome: z.enum(['completed', 'cancelled-by-caller', 'answered-elsewhere', 'missed', 'rejected', 'failed', 'lost']),
  queue: z.string().max(100).nullable(),
  numberDisplay: z.string().max(60),
  historyKey: z.string().max(60).nullable(),
  practice: z.boolean(),
  /** Number of the ticket that came of it; null when none did. */
  ticketNumber: z.string().max(40).nullable(),
})
export type CallLogEntry = z.infer<typeof callLogEntrySchema>

/** The seat's own list of calls. Writing the same call again replaces its line. */
export interface CallLog {
  /** `insteadOfDraft`: this untouched draft is forgotten in the same transaction (an unanswered ring). */
  write(entry: CallLogEntry, insteadOfDraft?: string): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly CallLogEntry[]>
}

import { z } from 'zod'

/**
 * What happens to unsent work, in the order in which the codes stand on the disk. A draft is saved until it is gone; a
 * submission is queued until the desk has accepted it, the agent has discarded it, or it could not be submitted after all. A look at a
 * call is owed until the desk's audit has it.
 */
export const journalKinds = ['draft-saved', 'draft-gone', 'submission-queued', 'submission-settled', 'reveal-owed', 'reveal-told'] as const
export type JournalKind = (typeof journalKinds)[number]

/** The largest draft with every list full has a tenth of this; more would be no work of an agent. */
export const longestSealed = 4_000_000
export const mostRecordsAtOnce = 100

/**
 * One line of the journal. `id` and `revision` are those of the draft; a submission has the id of the draft it came from, a look one of its own
 * and one revision.
 * SECURITY: whatever was typed is inside `sealed`, as text of what the page's seal made of it. Main never opens it.
 */
export const journalRecordSchema = z.object({
  kind: z.enum(journalKinds),
  id: z.uuid(),
  revision: z.int().nonnegative().max(2 ** 32 - 1),
  /** Empty where the record only takes something away. */
  sealed: z.string().max(longestSealed),
})
export type JournalRecord = z.infer<typeof journalRecordSchema>

/** What is still owed, in the order in which it was written. */
export const journalContentSchema = z.object({
  records: z.array(journalRecordSchema),
  /** Places in the files where something stood that can't be read any more. */
  damaged: z.int().nonnegative(),
})
export type JournalContent = z.infer<typeof journalContentSchema>

export const journalProblems = ['newer-version', 'full', 'failed'] as const
/**
 * `newer-version`: a later version of the program has written here; nothing was touched. `full`: no room on the disk.
 * `failed`: the folder can't be read or written.
 */
export interface JournalProblem {
  readonly code: (typeof journalProblems)[number]
}

import { z } from 'zod'
import { parseJson } from '../lib/parse-json'
import { callLineSchema } from '../calls/call-log'
import { epochMs } from '../lib/clock'
import { draftSchema, type Draft } from '../tickets/draft'
import { ticketEventSchema } from '../tickets/ticket-event'
import type { QueuedWork } from './outbox'

export const queuedWorkSchema = z.object({
  id: z.uuid(),
  ticketId: z.string(),
  enqueuedAt: z.number().transform(epochMs),
  events: z.array(ticketEventSchema).min(1),
  draft: draftSchema.nullable(),
  call: z.object({ line: callLineSchema, ticketNumber: z.string() }).nullable(),
})

/** What a seat has written and no desk has taken: drafts at their last revision, submissions in the order they were queued. */
export interface UnsentWork {
  readonly drafts: readonly Draft[]
  readonly submissions: readonly QueuedWork[]
}

/**
 * Unsent work as it was read back, in the order of the file: the clock by which it was queued may have been set meanwhile. What is of
 * another version, or damaged, is counted and left out.
 */
export interface ReadUnsentWork extends UnsentWork {
  readonly unreadable: number
}

const contentSchema = z.object({ drafts: z.array(z.unknown()), submissions: z.array(z.unknown()) })

export function writeUnsentWork({ drafts, submissions }: UnsentWork): string {
  return JSON.stringify({ drafts, submissions })
}

/** Null when that is no unsent work at all. */
export function readUnsentWork(text: string): ReadUnsentWork | null {
  const content = contentSchema.safeParse(parseJson(text))
  if (!content.success) return null
  const drafts = content.data.drafts.map((draft) => draftSchema.safeParse(draft))
  const submissions = content.data.submissions.map((work) => queuedWorkSchema.safeParse(work))
  return {
    drafts: drafts.flatMap(({ data }) => data ?? []),
    submissions: submissions.flatMap(({ data }) => data ?? []),
    unreadable: [...drafts, ...submissions].filter(({ success }) => !success).length,
  }
}

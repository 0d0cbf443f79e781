import { z } from 'zod'
import { openRisks } from '../metrics/open-risks'
import { isSecretTicket, promiseOf } from '../tickets/history-item'
import { approvalAskSchema, pendingApprovals } from '../tickets/approval'
import { maskedWords } from '../tickets/masked-ticket'
import type { TagData } from '../tickets/tags/tag-data'
import type { Ticket } from '../tickets/ticket'

const time = z.number().int().nonnegative()

/**
 * An order that a shift has to look at: RED or ORANGE and open, promised for a day, owed a call-back, or asked about. SECURITY: it
 * says neither who called nor what was said, and masks names and numbers in why somebody asks; of a secret order not even what it is about.
 */
export const watchedOrderSchema = z.object({
  ticketId: z.uuid(),
  number: z.string().max(40),
  isSecret: z.boolean(),
  category: z.string().max(60).nullable(),
  /** Code of the district where the work is. */
  district: z.string().max(60).nullable(),
  level: z.enum(['RED', 'ORANGE']).nullable(),
  /** What has to be done next about a RED or ORANGE one. */
  next: z.object({ code: z.string().max(60), dueAt: time.nullable() }).nullable(),
  since: time,
  /** The end of the day for which something was promised; it outlives the order's closing. */
  promiseDueAt: time.nullable(),
  callBackOwed: z.boolean(),
  /** Who wrote it; the promise is the desk's. */
  by: z.object({ id: z.string().max(40), name: z.string().max(40) }),
  asks: z.array(approvalAskSchema),
})
export type WatchedOrder = z.infer<typeof watchedOrderSchema>

/** Null: no shift has to look at it. */
export function watchedOf(ticket: Ticket, tags: TagData): WatchedOrder | null {
  // Practice has a desk of its own: nothing of it can be among real orders, and there it is looked at like these.
  const [risk] = openRisks([{ ...ticket, practice: false }], tags, ticket.changedAt)
  const isGone = ticket.state === 'VOID' || ticket.state === 'MERGED'
  const promiseDueAt = isGone ? null : (promiseOf(ticket)?.dueAt ?? null)
  const asks = pendingApprovals(ticket)
  const callBackOwed = ticket.state === 'CALLBACK'
  if (risk === undefined && promiseDueAt === null && asks.length === 0 && !callBackOwed) return null
  const isSecret = isSecretTicket(ticket)
  return {
    ticketId: ticket.id,
    number: ticket.number,
    isSecret,
    category: isSecret ? null : (ticket.values.category ?? null),
    district: isSecret ? null : (ticket.values.work_district ?? null),
    level: risk?.level ?? null,
    next: risk?.next == null ? null : { code: risk.next.code, dueAt: risk.next.dueAt },
    since: risk?.since ?? ticket.createdAt,
    promiseDueAt,
    callBackOwed,
    by: { id: ticket.author.id, name: ticket.author.name },
    asks: asks.map((ask) => ({ ...ask, reason: maskedWords(ask.reason, ticket) })),
  }
}

import { z } from 'zod'
import { approvalWishSchema, type ApprovalWish, type TicketEventOf } from './ticket-event'

const time = z.number().int().nonnegative()
const person = z.object({ id: z.string().max(40), name: z.string().max(40) })

/** Of a reason, to ask or to decide. */
export const longestReason = 200

const decisionSchema = z.object({ granted: z.boolean(), reason: z.string().max(longestReason).nullable(), by: person, at: time })

/** A lead's word that was asked for, as it stands in the order. */
export const orderApprovalSchema = z.object({
  /** Id of the event that asked. */
  askId: z.uuid(),
  wish: approvalWishSchema,
  reason: z.string().max(longestReason),
  by: person,
  askedAt: time,
  decision: decisionSchema.nullable(),
})
export type OrderApproval = z.infer<typeof orderApprovalSchema>

/** One that nobody has decided. */
export const approvalAskSchema = orderApprovalSchema.omit({ decision: true })
export type ApprovalAsk = z.infer<typeof approvalAskSchema>

/** More of them has no order: an agent who asks again has been answered. */
export const mostApprovals = 50

export function askedApproval({ id, author, data }: TicketEventOf<'approval-asked'>): OrderApproval {
  return { askId: id, wish: data.wish, reason: data.reason, by: { id: author.id, name: author.name }, askedAt: data.askedAt, decision: null }
}

/** The first decision counts. */
export function decidedApprovals(approvals: readonly OrderApproval[], { author, data }: TicketEventOf<'approval-decided'>): readonly OrderApproval[] {
  const { askId, granted, reason, decidedAt } = data
  const decision = { granted, reason, by: { id: author.id, name: author.name }, at: decidedAt }
  return approvals.map((approval) => (approval.askId === askId && approval.decision === null ? { ...approval, decision } : approval))
}

export function pendingApprovals({ approvals = [] }: { readonly approvals?: readonly OrderApproval[] }): readonly ApprovalAsk[] {
  return approvals.flatMap(({ decision, ...ask }) => (decision === null ? [ask] : []))
}

export function isSameWish(one: ApprovalWish, other: ApprovalWish): boolean {
  if (one.kind !== 'lower-tag' || other.kind !== 'lower-tag') return one.kind === other.kind
  return one.code === other.code && one.from === other.from && one.to === other.to
}

import { z } from 'zod'
import { parseTicketNumber } from '../tickets/ticket-number'

/** Messages of a call for help, by the house's own gateway. */
export const redNoticeRoutes = {
  /** POST `redNoticeWishSchema` -> `redNoticeAnswerSchema`. */
  tell: '/v1/red-notices',
} as const

/**
 * SECURITY: no number and no words of a message are taken from a console, so that no seat can send a text of its own to a number of its
 * own: who it goes to follows from the code and the place by the desk's book.
 */
export const redNoticeWishSchema = z.object({
  redId: z.uuid(),
  /** One of those who have to hear of it (`notify` in tags.json). */
  code: z.string().regex(/^[A-Z0-9_]{1,60}$/),
  /** As it was chosen; it says which unit is meant. */
  place: z.object({ work_district: z.string().max(40).exactOptional(), work_street: z.string().max(120).exactOptional() }),
  /** Null while there is no order yet. */
  orderNumber: z.string().max(40).refine((text) => parseTicketNumber(text).ok).nullable(),
})
export type RedNoticeWish = z.infer<typeof redNoticeWishSchema>

/** `handed-over`: the gateway has taken it, at that time by the desk's clock; nobody knows whether it was read. */
export const redNoticeAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handed-over'), at: z.int().nonnegative() }),
  z.object({ kind: z.literal('failed') }),
  /** No gateway, no mobile number at that unit, or a drill. */
  z.object({ kind: z.literal('by-hand') }),
])
export type RedNoticeAnswer = z.infer<typeof redNoticeAnswerSchema>

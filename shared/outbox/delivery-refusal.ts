import { z } from 'zod'
import { deskErrorSchema, type DeskError } from '../desk-api/desk-api'

/**
 * What the desk will not take however often it is sent: somebody has to look at it. Everything else it can answer
 * is worth another try.
 */
const finalCodes = ['malformed', 'too-large', 'event-id-reused', 'refused'] as const satisfies readonly DeskError['code'][]

export const deliveryRefusalSchema = z.object({
  code: deskErrorSchema.shape.code.extract(finalCodes),
  /** Which event of the batch is to blame, when the desk says so. */
  eventId: z.string().nullable(),
  /** RefusalCode of `shared/tickets/ticket-rules.ts` for `refused`. */
  reason: z.string().nullable(),
  /** Paths that did not parse, without their values. */
  paths: z.array(z.string()),
})
export type DeliveryRefusal = z.infer<typeof deliveryRefusalSchema>

/** Null when the answer is no refusal but a trouble that passes. */
export function refusalOf(error: DeskError): DeliveryRefusal | null {
  const code = finalCodes.find((final) => final === error.code)
  if (code === undefined) return null
  return { code, eventId: error.eventId ?? null, reason: error.reason ?? null, paths: error.paths ?? [] }
}

import { z } from 'zod'
import { revealFactsSchema } from '../tickets/reveal'

/** Looks at what is masked of a call that no order came of; with an order, the look is an event of that. */
export const callRevealRoutes = {
  /** POST `callRevealSchema` -> `{}`. Written into the audit once, however often it is sent. */
  tell: '/v1/call-reveals',
} as const

const time = z.int().nonnegative()

/**
 * What a console owes the audit of its desk. Who it was is the session's to say: what is owed lies in the store of that person.
 * SECURITY: which call, and never whose number.
 */
export const callRevealSchema = z.object({
  /** Made by the console. */
  id: z.uuid(),
  /** `queueCallId`: the PBX's name of it, where it gave one. */
  call: z.object({ callId: z.uuid(), queueCallId: z.string().max(200).nullable(), startedAt: time }),
  /** By the console's clock: the desk may have been away for days. */
  at: time,
  facts: revealFactsSchema,
})
export type CallReveal = z.infer<typeof callRevealSchema>

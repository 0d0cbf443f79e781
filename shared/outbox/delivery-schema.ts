import { z } from 'zod'
import { epochMs } from '../lib/clock'
import type { Delivery } from './delivery'
import { deliveryRefusalSchema } from './delivery-refusal'

const at = z.number().transform(epochMs)
const tries = z.number().int().nonnegative()
const failure = z.enum(['unreachable', 'timed-out', 'not-ready', 'unauthorized', 'desk-error', 'bad-answer', 'interrupted'])

/** A delivery as read back from the disk. */
export const deliverySchema: z.ZodType<Delivery> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), tries, notBefore: at, lastFailure: failure.nullable(), isAgain: z.literal(true).exactOptional() }),
  z.object({ state: z.literal('sending'), tries, since: at, isAgain: z.literal(true).exactOptional() }),
  z.object({ state: z.literal('accepted'), at, position: z.number().int().nonnegative() }),
  z.object({ state: z.literal('refused'), tries, at, refusal: deliveryRefusalSchema }),
])

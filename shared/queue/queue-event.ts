import { z } from 'zod'

const time = z.number().int().nonnegative()
/** The queue's name at the PBX; the words for it stand in the desk's list of queues. */
const queue = z.string().min(1).max(80)
/** Id of the caller's leg at the PBX, the same from the entry to the end: what `X-Call-Id` carries to the seats. */
const queueCallId = z.string().min(1).max(200)
/** The extension that a seat registers at the PBX. */
const extension = z.string().min(1).max(40)

/**
 * Who waits, as far as a wall may know. SECURITY: the desk masks before it sends; a number in full never travels here.
 * `callerKey`: keyed hash of the number, the same for the same caller within one day of one desk; null when withheld.
 */
export const waitingCallerSchema = z.object({
  maskedNumber: z.string().max(40),
  callerKey: z.string().max(64).nullable(),
  /** Calls of this number within the last 24 hours, this one left out. */
  earlierToday: z.int().nonnegative(),
  /** An open order of this number is RED or ORANGE. */
  risk: z.enum(['RED', 'ORANGE']).nullable(),
})
export type WaitingCaller = z.infer<typeof waitingCallerSchema>

/** How a call left its queue without an agent. `short` abandons are decided where figures are made, from the times alone. */
export const leaveReasonSchema = z.enum(['hung-up', 'timed-out', 'no-agents', 'moved-on'])

/**
 * One thing that happened at the PBX, in the words of the trade; what both the state of the moment and every figure are made
 * from. `at` is the PBX's time where it tells one, else the moment the desk heard it.
 */
export const queueEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entered'), queueCallId, queue, at: time, position: z.int().positive(), caller: waitingCallerSchema }),
  z.object({ kind: z.literal('moved'), queueCallId, queue, at: time, position: z.int().positive() }),
  z.object({ kind: z.literal('offered'), queueCallId, queue, extension, at: time }),
  z.object({ kind: z.literal('offer-ended'), queueCallId, queue, extension, at: time, how: z.enum(['not-answered', 'declined', 'taken-back']) }),
  z.object({ kind: z.literal('answered'), queueCallId, queue, extension, at: time, waitedMs: time }),
  z.object({ kind: z.literal('left'), queueCallId, queue, at: time, why: leaveReasonSchema, waitedMs: time }),
  /** The talk with that seat is over; `transferred`: the call goes on without it. */
  z.object({ kind: z.literal('completed'), queueCallId, queue, extension, at: time, how: z.enum(['agent', 'caller', 'transferred', 'lost']) }),
  /**
   * A seat has rung a caller of the last day, outside of any queue; `queueCallId`: the seat's own leg. Of whom that key is, no wall knows
   * but by a caller who has come into a queue under it.
   */
  z.object({ kind: z.literal('rang-back'), queueCallId, extension, at: time, callerKey: z.string().min(1).max(64), isAnswered: z.boolean() }),
  z.object({ kind: z.literal('held'), queueCallId, extension, at: time, on: z.boolean() }),
  /** Membership as the PBX has it: `paused` with the reason given to QueuePause; `removed` ends it. */
  z.object({
    kind: z.literal('member'), queue, extension, at: time,
    membership: z.enum(['available', 'paused', 'removed']), reason: z.string().max(80).nullable(),
    device: z.enum(['idle', 'in-use', 'ringing', 'unavailable', 'unknown']),
  }),
])
export type QueueEvent = z.infer<typeof queueEventSchema>

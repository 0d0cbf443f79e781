import { z } from 'zod'
import { queueEventSchema, waitingCallerSchema } from './queue-event'

const time = z.number().int().nonnegative()

export const waitingCallSchema = z.object({
  queueCallId: z.string(),
  queue: z.string(),
  enteredAt: time,
  position: z.int().positive(),
  caller: waitingCallerSchema,
  /** Seats that it rings at now. */
  offeredTo: z.array(z.string()),
})
export type WaitingCall = z.infer<typeof waitingCallSchema>

export const callInProgressSchema = z.object({
  queueCallId: z.string(),
  queue: z.string(),
  extension: z.string(),
  answeredAt: time,
  waitedMs: time,
  heldSince: time.nullable(),
  caller: waitingCallerSchema,
})
export type CallInProgress = z.infer<typeof callInProgressSchema>

export const queueMemberSchema = z.object({
  queue: z.string(),
  extension: z.string(),
  membership: z.enum(['available', 'paused']),
  reason: z.string().nullable(),
  device: z.enum(['idle', 'in-use', 'ringing', 'unavailable', 'unknown']),
  since: time,
})
export type QueueMember = z.infer<typeof queueMemberSchema>

/** All queues as the PBX has them at one moment. Sorted: waiting by queue and position, the rest by extension. */
export const queueStateSchema = z.object({
  queues: z.array(z.string()),
  waiting: z.array(waitingCallSchema),
  calls: z.array(callInProgressSchema),
  members: z.array(queueMemberSchema),
})
export type QueueState = z.infer<typeof queueStateSchema>

/**
 * A line of the feed (newline-delimited JSON). `epoch` names one unbroken run of numbers: a desk that starts, or that has lost the
 * PBX and read it anew, begins another one with a snapshot. Within it `sequence` grows by one with every change; a console that
 * sees a gap, or another epoch without a snapshot, asks again. A heartbeat comes at least every `heartbeatMs`: two of them missed and
 * nothing on the screen may be shown as live any more.
 */
export const feedLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot'), epoch: z.uuid(), sequence: z.int().nonnegative(), at: time, heartbeatMs: z.int().positive(),
    state: queueStateSchema,
    /** Null while the PBX answers; since when it does not. `state` is the last that was known. */
    pbxAwaySince: time.nullable(),
  }),
  z.object({ kind: z.literal('change'), epoch: z.uuid(), sequence: z.int().positive(), at: time, event: queueEventSchema }),
  z.object({ kind: z.literal('pbx'), epoch: z.uuid(), sequence: z.int().positive(), at: time, awaySince: time.nullable() }),
  z.object({ kind: z.literal('heartbeat'), epoch: z.uuid(), sequence: z.int().nonnegative(), at: time }),
])
export type FeedLine = z.infer<typeof feedLineSchema>

import { z } from 'zod'
import { waysIn } from '../calls/supervision'
import { queueEventSchema } from '../queue/queue-event'

/** What the desk knows of the PBX's queues, and may tell it. For whoever may watch and steer them. */
export const queueRoutes = {
  /** GET -> lines of `feedLineSchema`, for as long as it is read. */
  feed: '/v1/queue-feed',
  /** GET `queueEventsQuerySchema` -> `queueEventsAnswerSchema` */
  events: '/v1/queue-events',
  /**
   * GET -> `queueCapabilitiesSchema`. POST `queueCommandSchema` -> `{}`; 422 `refused` with a `QueueRefusal` as its reason, 503
   * `not-ready` while the PBX is away: then nobody knows whether it was done, and the feed tells.
   */
  commands: '/v1/queue-commands',
} as const

/** Where a reader was. With both, the stream goes on behind that line if the desk still has what follows; else it begins anew. */
export const feedQuerySchema = z.object({
  epoch: z.uuid().optional(),
  after: z.coerce.number().int().nonnegative().optional(),
})

export const maxQueueEventsPage = 2_000

/** `from` and `to` are times (inclusive, exclusive; Unix milliseconds) when it happened; `after` the last position of the page before. */
export const queueEventsQuerySchema = z.object({
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(maxQueueEventsPage).default(1_000),
})

export const keptQueueEventSchema = z.object({
  /** Commit-ordered over the desk; what came late has a high one. */
  position: z.int().positive(),
  /** When the first desk heard of it. */
  heardAt: z.int().nonnegative(),
  event: queueEventSchema,
})
export type KeptQueueEvent = z.infer<typeof keptQueueEventSchema>

export const queueEventsAnswerSchema = z.object({
  events: z.array(keptQueueEventSchema),
  /** There are more behind the last one. */
  more: z.boolean(),
  /** When some desk was listening, within `from` and `to`, in order: what happened outside of these nobody knows. */
  listened: z.array(z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() })),
})
export type QueueEventsAnswer = z.infer<typeof queueEventsAnswerSchema>

const extension = z.string().regex(/^[\w.+-]{1,40}$/)
const queue = z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,80}$/u)
/** A code of the reason list. It is shown to everybody who looks at the queue. */
const reason = z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,60}$/u)

export const queueCommandSchema = z.discriminatedUnion('kind', [
  /** `queue` null: in all of them. */
  z.object({ kind: z.literal('pause'), extension, queue: queue.nullable(), reason }),
  z.object({ kind: z.literal('resume'), extension, queue: queue.nullable() }),
  z.object({ kind: z.literal('add'), extension, queue }),
  z.object({ kind: z.literal('remove'), extension, queue }),
  /** A seat that is paused stays so. */
  z.object({ kind: z.literal('move'), extension, from: queue, to: queue }),
  /** Rings at `lead`; whoever answers there is in the agent's call. */
  z.object({ kind: z.enum(waysIn), extension, lead: extension }),
])
export type QueueCommand = z.infer<typeof queueCommandSchema>

/** What can be offered at present. */
export const queueCapabilitiesSchema = z.object({ commands: z.array(z.enum(['pause', 'resume', 'add', 'remove', 'move', ...waysIn])) })
export type QueueCapabilities = z.infer<typeof queueCapabilitiesSchema>

/** Why the PBX did not do it. `not-allowed`: the desk's account at the PBX may not; `no-call`: that seat talks with nobody. */
export type QueueRefusal = 'no-such-queue' | 'no-such-member' | 'already-member' | 'no-call' | 'not-allowed' | 'not-possible' | 'failed'

import { z } from 'zod'
import { authorSchema, ticketEventSchema } from '../tickets/ticket-event'

/** Routes of the desk under its origin. Every request carries `Authorization: Bearer <token>`; no personal data in a URL. */
export const deskRoutes = {
  health: '/v1/health',
  events: '/v1/events',
  changes: '/v1/changes',
  stream: '/v1/stream',
  ticketStatus: '/v1/ticket-status',
} as const

export const healthSchema = z.object({
  status: z.literal('ready'),
  deskId: z.uuid(),
  practice: z.boolean(),
  author: authorSchema,
  now: z.number().int(),
})
export type DeskHealth = z.infer<typeof healthSchema>

/** At most this many events in one batch; a batch is one transaction. */
export const maxBatchEvents = 200

export const eventBatchSchema = z.object({ events: z.array(ticketEventSchema).min(1).max(maxBatchEvents) })

/** Committed before it is answered. The same batch sent again gets the same receipts. */
export const receiptSchema = z.object({
  eventId: z.uuid(),
  position: z.number().int().positive(),
  version: z.number().int().positive(),
})
export type Receipt = z.infer<typeof receiptSchema>
export const eventBatchAnswerSchema = z.object({ receipts: z.array(receiptSchema) })
export type EventBatchAnswer = z.infer<typeof eventBatchAnswerSchema>

/** An event in the log: `position` is commit-ordered over the desk, `version` counts within the ticket from 1. */
export const changeSchema = z.object({
  position: z.number().int().positive(),
  version: z.number().int().positive(),
  event: ticketEventSchema,
})
export type Change = z.infer<typeof changeSchema>

export const maxChangesPage = 1000
export const changesQuerySchema = z.object({
  after: z.coerce.number().int().nonnegative(),
  limit: z.coerce.number().int().min(1).max(maxChangesPage).default(500),
  /** Id of the event that whoever asks has at `after`. */
  last: z.string().min(1).max(40).exactOptional(),
})
export type ChangesQuery = z.infer<typeof changesQuerySchema>
export const changesAnswerSchema = z.object({
  changes: z.array(changeSchema),
  /** The newest position of the desk, so that a console can show how far it has come. */
  newest: z.number().int().nonnegative(),
  /**
   * At `after` stands another event than `last`, or none: the desk was set back to an earlier day since, and goes on under the same id.
   * Nothing is told then; whoever asked begins the copy anew.
   */
  isAnotherLog: z.literal(true).exactOptional(),
  /**
   * There for somebody who reads the orders of one unit only: that unit (null: an administrator has not said which), and how far this
   * answer goes. Positions up to there that it has no change of are other orders'. An order that is sent to the unit among them is told whole,
   * with what happened to it before `after`. Whoever is told of another unit than before, or of none, begins the copy anew. `last`: id of the
   * event at `through`, to be asked with, whosever order it is of.
   */
  only: z.object({ unit: z.string().nullable(), through: z.number().int().nonnegative(), last: z.string().exactOptional() }).exactOptional(),
})
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>

/** A line of the hint stream (newline-delimited JSON): "there is something up to here", or a heartbeat. Losing hints loses nothing. */
export const hintSchema = z.object({
  newest: z.number().int().nonnegative(),
  now: z.number().int(),
  /** Of which version the lists of the desk are, at a desk that has any. */
  lists: z.string().max(64).optional(),
})
export type Hint = z.infer<typeof hintSchema>

/**
 * A caller asks where the order stands: eight digits and a second factor, the last three digits of the phone or the
 * day of the call (`yyyymmdd`). The answer is the status only.
 */
export const ticketStatusQuerySchema = z.object({
  queryCode: z.string().regex(/^\d{8}$/),
  second: z.union([z.string().regex(/^\d{3}$/), z.string().regex(/^\d{8}$/)]),
})
export const ticketStatusAnswerSchema = z.object({ state: z.string(), changedAt: z.number().int() })
export type TicketStatusAnswer = z.infer<typeof ticketStatusAnswerSchema>

/**
 * Refusals that only the desk can see: another ticket has that number; practice and real work don't mix; an event that nobody but
 * the desk makes; one that none of this person's roles may make; a category or a unit that is in no list of the desk.
 */
export type DeskRefusal = 'number-taken' | 'practice-mismatch' | 'desk-only' | 'not-allowed' | 'category-unknown' | 'unit-unknown'

/**
 * Everything the desk can answer instead: 400 malformed, 401 unauthorized, 403 no role of this person may do that, or the password has
 * to be changed first, 404 not-found, 409 the id is taken by other content, somebody has changed it meanwhile (`stale`), or another one has
 * that name or code (`taken`), 413 too-large, 422 against the rules, 429 too-many-tries, 500 internal, 503 not-ready. Only the last two,
 * and no answer at all, are worth sending the same again.
 */
export const deskErrorSchema = z.object({
  code: z.enum([
    'malformed', 'too-large', 'unauthorized', 'forbidden', 'password-change-due', 'event-id-reused', 'stale', 'taken', 'refused', 'not-found',
    'too-many-tries', 'not-ready', 'internal',
  ]),
  /** Which event of the batch, when one is to blame. */
  eventId: z.string().optional(),
  /** For `refused`: RefusalCode of `shared/tickets/ticket-rules.ts`, or DeskRefusal. */
  reason: z.string().optional(),
  /** Paths that did not parse, without their values. */
  paths: z.array(z.string()).optional(),
})
export type DeskError = z.infer<typeof deskErrorSchema>

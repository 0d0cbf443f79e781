import { z } from 'zod'
import { epochMs } from '../lib/clock'
import type { BreakPlace } from '../queue/break-line'
import { seatAtPbxSchema } from '../queue/seat-at-pbx'
import { seatStatusSchema } from '../queue/seat-state'
import { floorSignalSchema, steeringSchema } from './floor-signal'

/** The floor of a shared desk: who sits where and does what, and what they tell each other. For everybody who is signed in. */
export const floorRoutes = {
  /** GET `floorQuerySchema` -> lines of `floorLineSchema`, for as long as it is read. */
  stream: '/v1/floor',
  /** POST `seatReportSchema` -> `{}`; at every change, and at least every `reportEveryMs`. */
  status: '/v1/floor/status',
  /** POST `newFloorSignalSchema` -> `floorReceiptSchema`; 403 `forbidden`, 422 `refused` for one that does not fit whom it is for. */
  signals: '/v1/floor/signals',
  /** GET -> `lockedFloorSchema`: all that a locked console is told of the floor. */
  locked: '/v1/floor/locked',
} as const

export const reportEveryMs = 10_000
/** A seat that has said nothing for so long is not known any more, whatever it said last. */
export const seatSilentAfterMs = 3 * reportEveryMs

/** What a console says of its own seat; name, seat and time are the desk's. */
export const seatReportSchema = seatStatusSchema.pick({ extension: true, state: true, reason: true, since: true, queueCallId: true, severity: true, unsent: true, isLocked: true })
export type SeatReport = z.infer<typeof seatReportSchema>

/** `after`: position of the last signal that was heard; absent: everything of the last day. */
export const floorQuerySchema = z.object({ after: z.coerce.number().int().nonnegative().optional() })

export const floorReceiptSchema = z.object({ position: z.int().positive() })

const time = z.number().int().nonnegative()

/** What a lead has ordered of a seat that is locked. `bySeat`: the lead's; names stay at the desk. */
export const lockedOrderSchema = z.object({ id: z.uuid(), bySeat: z.string().regex(/^\d{4}$/), order: steeringSchema })
export type LockedOrder = z.infer<typeof lockedOrderSchema>

/** Orders beyond this are not obeyed behind a lock; the desk stops telling them. */
export const mostLockedOrders = 20

export const lockedFloorSchema = z.object({
  /** Which seat calls for help and for how long it has, and nothing of its call; null: none does, or this person answers none. */
  help: z.object({ seat: z.string().regex(/^\d{4}$/), drill: z.boolean(), callingForMs: time }).nullable(),
  /** Oldest first, those that this seat has not answered yet. */
  orders: z.array(lockedOrderSchema).max(mostLockedOrders).default([]),
  /** How many messages wait to be read. */
  messages: z.int().nonnegative().default(0),
})
export type LockedFloor = z.infer<typeof lockedFloorSchema>

const moment = time.transform(epochMs)
const breakPlaceSchema: z.ZodType<BreakPlace> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('waiting'), place: z.int().positive(), askedAt: moment }),
  z.object({ kind: z.literal('offered'), until: moment }),
  z.object({ kind: z.literal('away'), since: moment }),
])

export const floorLineSchema = z.discriminatedUnion('kind', [
  /** First. `seats` is null for whoever does not watch them; `leads`: how many sit at a desk now. */
  z.object({ kind: z.literal('snapshot'), at: time, heartbeatMs: z.int().positive(), seats: z.array(seatStatusSchema).nullable(), leads: z.int().nonnegative() }),
  z.object({ kind: z.literal('signal'), signal: floorSignalSchema }),
  z.object({ kind: z.literal('seat'), at: time, seat: seatStatusSchema }),
  z.object({ kind: z.literal('seat-left'), at: time, personId: z.uuid() }),
  z.object({ kind: z.literal('leads'), at: time, leads: z.int().nonnegative() }),
  /**
   * What the PBX says of the reader's own telephone, after every snapshot and whenever it is another; a heartbeat says that it is so still.
   * `pbx` null: the PBX does not answer. Never sent where desk or seat have no telephone to speak of.
   */
  z.object({ kind: z.literal('own-seat'), at: time, extension: z.string().max(64), pbx: seatAtPbxSchema.nullable() }),
  /** Where the reader stands in the hotline's line for a break, after every snapshot and whenever it is another; times by the desk's clock. */
  z.object({ kind: z.literal('break-place'), at: time, place: breakPlaceSchema }),
  /** After the snapshot and everything that was said before it: what comes now is said now. */
  z.object({ kind: z.literal('caught-up'), at: time }),
  z.object({ kind: z.literal('heartbeat'), at: time }),
])
export type FloorLine = z.infer<typeof floorLineSchema>

import { z } from 'zod'
import { formulasOf, figureCodes, type Figure } from '../metrics/figure'
import { reportedLineSchema } from './report-lists'
import { leftItemSchema, mostLines, sheetLineSchema, shiftPersonSchema } from './shift-event'
import type { ShiftState } from './shift-state'
import { watchedOrderSchema, type WatchedOrder } from './watched-order'

/** The turn of shifts at a desk, shared or on one PC. */
export const shiftRoutes = {
  /** GET -> `shiftAnswerSchema`: what concerns whoever asks. */
  shift: '/v1/shift',
  /** POST `newShiftEventSchema` -> `{}`; 403 `forbidden`, 422 `refused` with a `ShiftRefusal`. */
  events: '/v1/shift/events',
  /** POST `shiftReportQuerySchema` -> `shiftReportSchema`. */
  report: '/v1/shift/report',
} as const

const time = z.number().int().nonnegative()
const done = z.object({ by: shiftPersonSchema, at: time }).nullable()
const taker = shiftPersonSchema.pick({ personId: true, name: true }).nullable()

/** More than this is in no list of a screen. */
export const mostWatched = 1_000

export const shiftAnswerSchema = z.object({
  /** By the desk's clock. */
  now: time,
  me: z.string().max(40),
  /** One agent has the desk alone: what needs a second person elsewhere is done by the same one here. */
  alone: z.boolean(),
  orders: z.array(watchedOrderSchema),
  notices: z.array(z.object({ id: z.uuid(), text: z.string(), by: shiftPersonSchema, at: time, until: time })),
  sheets: z.array(z.object({ id: z.uuid(), by: shiftPersonSchema, from: time, signedAt: time, lines: z.array(sheetLineSchema), to: taker, accepted: done })),
  left: z.array(z.object({ id: z.uuid(), by: shiftPersonSchema, at: time, items: z.array(leftItemSchema), to: taker, taken: done })),
  draftAsks: z.array(z.object({
    id: z.uuid(), draftId: z.uuid(), number: z.string(), startedAt: time, reason: z.string(), by: shiftPersonSchema, at: time,
    decision: z.object({ granted: z.boolean(), reason: z.string().nullable(), by: shiftPersonSchema, at: time }).nullable(),
  })),
  /** What this person has seen lately: key -> time. */
  seen: z.record(z.string(), time),
  /** Who sits at a seat now, this person left out. */
  present: z.array(shiftPersonSchema),
})
export type ShiftAnswer = z.infer<typeof shiftAnswerSchema>

/** What somebody's roles let them see of a shift. */
export interface ShiftRights {
  /** Works on the hotline's orders, not only on those of one unit. */
  readonly reads: boolean
  /** Decides over what is asked for. */
  readonly decides: boolean
}

/** SECURITY: what is asked about an order may say what it is about; only who asked and who decides are told. */
export function ordersFor(orders: readonly WatchedOrder[], me: string, { reads, decides }: ShiftRights): WatchedOrder[] {
  if (!reads) return []
  return decides ? [...orders] : orders.map((order) => ({ ...order, asks: order.asks.filter(({ by }) => by.id === me) }))
}

/** What of it concerns one person: the drafts of others only where one decides over them. Sheets and left work name orders. */
export function shiftOf(state: ShiftState, me: string, { reads, decides }: ShiftRights): Pick<ShiftAnswer, 'notices' | 'sheets' | 'left' | 'draftAsks' | 'seen'> {
  const { notices, sheets, left, draftAsks, seen } = state
  return {
    notices: [...notices],
    sheets: reads ? sheets.map((sheet) => ({ ...sheet, lines: [...sheet.lines] })) : [],
    left: left.filter(({ by, to }) => reads && (by.personId === me || to === null || to.personId === me)).map((work) => ({ ...work, items: [...work.items] })),
    draftAsks: draftAsks.filter(({ by }) => decides || by.personId === me),
    seen: { ...seen[me] },
  }
}

/** Longest window of a report: a shift with both its neighbours. */
export const longestReportMs = 36 * 3_600_000

export const shiftReportQuerySchema = z.object({ from: time, to: time }).refine(({ from, to }) => from < to && to - from <= longestReportMs)

const figureCode = z.enum(figureCodes)
/** A figure without the rows behind it. */
export const reportedFigureSchema = z.object({
  code: figureCode,
  formula: z.string(),
  unit: z.enum(['percent', 'seconds', 'count', 'working-days']),
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
  window: z.object({ from: time, to: time }),
  queue: z.string().nullable(),
  asOf: time.nullable(),
  restated: z.boolean(),
  beside: z.array(z.object({ what: z.enum(['short-abandons', 'extensions', 'parked', 'returns-refused', 'not-reached', 'unrecorded']), count: z.number() })),
}).refine(({ code, formula }) => (formulasOf[code] as readonly string[]).includes(formula))

export const shiftReportSchema = z.object({
  writtenAt: time,
  window: z.object({ from: time, to: time }),
  /** All queues together first, then one by one; null: the desk hears of no queues. */
  queues: z.array(z.object({ queue: z.string().nullable(), figures: z.array(reportedFigureSchema) })),
  /** What the shift leaves behind, as it stood when this was written. An older desk does not say. */
  handover: z.array(reportedLineSchema).max(mostLines).default([]),
  /** Orders by what they are about; of the whole hotline. */
  intake: z.array(z.object({ code: z.string().nullable(), count: z.number() })),
  /** Whether a PBX tells this desk of its calls; without one there are no figures of calls. */
  hearsQueues: z.boolean(),
  /** What the words of its formulas stand with. */
  judgedBy: z.object({ answerWithinMs: time, shortAbandonMs: time, solvedAfterDays: time }),
})
export type ShiftReportAnswer = z.infer<typeof shiftReportSchema>
export type ReportedFigure = z.infer<typeof reportedFigureSchema>

/** As the words of figures want it: what stands behind a click is not part of a report. */
export function asFigure(figure: ReportedFigure): Figure {
  return { ...figure, formula: figure.formula as Figure['formula'], counted: { of: 'calls', above: [], below: [], complete: false } }
}


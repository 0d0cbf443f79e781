import { z } from 'zod'
import type { Action } from '../people/permissions'
import { severitySchema } from '../tickets/ticket-event'
import { sheetSectionSchema } from './shift-settings'

const time = z.number().int().nonnegative()
const id = z.uuid()
const words = (longest: number) => z.string().max(longest).regex(/\S/)
const number = z.string().max(40)

/** Somebody at the desk; of a desk on one PC the one agent. */
export const shiftPersonSchema = z.object({ personId: z.string().min(1).max(40), name: z.string().max(40), seat: z.string().regex(/^\d{4}$/) })
export type ShiftPerson = z.infer<typeof shiftPersonSchema>

/** Whom work is left to; null: whoever is next on the desk. */
const takerSchema = shiftPersonSchema.pick({ personId: true, name: true }).nullable()
export type Taker = z.infer<typeof takerSchema>

/** One line of a sheet. A caller stands in it by code or not at all, an order by its number. */
export const sheetLineSchema = z.object({
  section: sheetSectionSchema,
  orderId: id.nullable(),
  number: number.nullable(),
  /** Typed by the one who leaves. */
  note: words(300).nullable(),
  dueAt: time.nullable(),
  level: severitySchema.nullable(),
})
export type SheetLine = z.infer<typeof sheetLineSchema>

export const workKinds = ['draft', 'unsent', 'promise', 'call-back'] as const
/** Something that somebody leaves undone. */
export const leftItemSchema = z.object({ kind: z.enum(workKinds), orderId: id.nullable(), number: number.nullable(), dueAt: time.nullable() })
export type LeftItem = z.infer<typeof leftItemSchema>

export const mostLines = 300

/** What happens at the turn of a shift and during it, append-only. */
export const shiftBodySchema = z.discriminatedUnion('kind', [
  /** Seen before the first call is taken: keys of `briefing.ts`. */
  z.object({ kind: z.literal('acknowledged'), keys: z.array(z.string().min(1).max(80)).min(1).max(mostLines) }),
  z.object({ kind: z.literal('notice-posted'), text: words(500), until: time }),
  z.object({ kind: z.literal('notice-withdrawn'), noticeId: id }),
  z.object({ kind: z.literal('sheet-signed'), from: time, lines: z.array(sheetLineSchema).max(mostLines), to: takerSchema }),
  z.object({ kind: z.literal('sheet-accepted'), sheetId: id }),
  z.object({ kind: z.literal('work-left'), items: z.array(leftItemSchema).min(1).max(mostLines), to: takerSchema }),
  z.object({ kind: z.literal('work-taken'), leftId: id }),
  /** The order's promise of that day is dealt with; the next one is another. */
  z.object({ kind: z.literal('promise-seen-to'), orderId: id, dueAt: time, how: z.enum(['kept', 'broken', 'told']) }),
  z.object({ kind: z.literal('draft-asked'), draftId: id, number, startedAt: time, reason: words(200) }),
  z.object({ kind: z.literal('draft-decided'), askId: id, granted: z.boolean(), reason: words(200).nullable() }).refine(({ granted, reason }) => granted || reason !== null),
])
export type ShiftBody = z.infer<typeof shiftBodySchema>
export type ShiftBodyKind = ShiftBody['kind']

export const newShiftEventSchema = z.object({
  /** Made by the sender: sending the same twice is harmless. What others refer to it by. */
  id,
  body: shiftBodySchema,
})
export type NewShiftEvent = z.infer<typeof newShiftEventSchema>

export const shiftEventSchema = newShiftEventSchema.extend({
  /** Commit-ordered over the desk. */
  position: z.int().positive(),
  /** By the desk's clock. */
  at: time,
  by: shiftPersonSchema,
})
export type ShiftEvent = z.infer<typeof shiftEventSchema>

/** What somebody needs to be allowed to write it. */
export function rightForShift(kind: ShiftBodyKind): Action | 'signed-in' {
  switch (kind) {
    case 'acknowledged':
      return 'signed-in'
    case 'notice-posted':
    case 'notice-withdrawn':
      return 'post-notices'
    case 'sheet-signed':
    case 'sheet-accepted':
    case 'work-left':
    case 'work-taken':
    case 'promise-seen-to':
      return 'hand-over'
    case 'draft-asked':
      return 'ask-approval'
    case 'draft-decided':
      return 'approve'
  }
}

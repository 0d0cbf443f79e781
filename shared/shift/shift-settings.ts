import { z } from 'zod'
import { once } from '../lib/once'
import handover from './handover.json'

/** Sections of the handover sheet, in the order of the hotline's own (`fields.json`), the notices of the shift behind them. */
export const sheetSections = [
  'promised-calls', 'waiting-upload', 'open-risks', 'not-signed', 'may-ring-again', 'faults', 'drills', 'notices',
] as const
export const sheetSectionSchema = z.enum(sheetSections)
export type SheetSection = z.infer<typeof sheetSectionSchema>

const settingsSchema = z.object({
  /** A look at what is open holds for so long: whoever starts again within it is not asked again. */
  shiftHours: z.number().positive(),
  /** What of a shift is still told afterwards. */
  keptDays: z.number().positive(),
  /** Promises are told so long before their day ends. */
  dueAheadHours: z.number().positive(),
  /** From then on a draft is not thrown away without a lead's word. */
  oldDraftHours: z.number().positive(),
  /** `typed`: whoever leaves may add lines to it by hand. */
  sections: z.array(z.object({ id: sheetSectionSchema, typed: z.boolean() })),
})
export type ShiftSettings = z.infer<typeof settingsSchema>

export const HOUR_MS = 3_600_000

/** As they came with the program. */
export const shiftSettings = once((): ShiftSettings => settingsSchema.parse(handover))

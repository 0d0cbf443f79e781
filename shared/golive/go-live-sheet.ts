import { z } from 'zod'
import { goLiveCheckIdSchema, goLiveEvidenceSchema } from './go-live-check'

/** Something that was shown, by whom and when; the desk's own time. */
export const goLiveResultSchema = z.object({
  at: z.int().nonnegative(),
  /** Null id: on the server's command line. */
  by: z.object({ id: z.uuid().nullable(), name: z.string().max(40), seat: z.string().max(4) }),
  evidence: goLiveEvidenceSchema,
})
export type GoLiveResult = z.infer<typeof goLiveResultSchema>

/** What the desk sees when it looks for itself. `code` names the sentence, `facts` what stands in it. */
export const goLiveFindingSchema = z.object({
  isGood: z.boolean(),
  code: z.string().max(40),
  facts: z.record(z.string(), z.union([z.string().max(300), z.number()])),
})
export type GoLiveFinding = z.infer<typeof goLiveFindingSchema>

/** So many earlier results of a check are kept beside the last one. */
export const keptGoLiveResults = 10

export const goLiveSheetSchema = z.object({
  now: z.int().nonnegative(),
  ages: z.object({ routeDays: z.int(), lineDays: z.int(), restoreDays: z.int(), certificateDays: z.int() }),
  checks: z.array(z.object({ id: goLiveCheckIdSchema, results: z.array(goLiveResultSchema).max(keptGoLiveResults), finding: goLiveFindingSchema.nullable() })),
})
export type GoLiveSheet = z.infer<typeof goLiveSheetSchema>

export const goLiveRoutes = {
  /** GET -> `goLiveSheetSchema`, looked at anew; POST `goLiveShownSchema` -> the same. */
  sheet: '/v1/admin/go-live',
} as const

export const goLiveShownSchema = z.object({ check: goLiveCheckIdSchema, evidence: goLiveEvidenceSchema })
export type GoLiveShown = z.infer<typeof goLiveShownSchema>

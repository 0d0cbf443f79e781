import { z } from 'zod'

/** Minutes by reason code where they differ from those on delivery; 0 = no limit. */
export const stateLimitsSchema = z.record(z.string().max(60), z.int().min(0).max(600))
export type StateLimits = z.infer<typeof stateLimitsSchema>

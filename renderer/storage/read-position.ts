import { z } from 'zod'
import type { CacheDatabase, MetaRow } from './cache-database'

type PositionRow = Extract<MetaRow, { key: 'position' }>

const positionSchema = z.object({
  key: z.literal('position'),
  deskId: z.string(),
  only: z.object({ unit: z.string().nullable() }).nullable().exactOptional(),
  position: z.number().int().nonnegative(),
  last: z.string().nullable().exactOptional(),
  appliedAt: z.number().nullable(),
  asideBefore: z.number().int().nonnegative(),
}) satisfies z.ZodType<PositionRow>

/** How far this copy has come; null before the first contact with a desk, and when the row makes no sense. */
export async function readPosition(database: CacheDatabase): Promise<PositionRow | null> {
  const parsed = positionSchema.safeParse(await database.meta.get('position'))
  return parsed.success ? parsed.data : null
}

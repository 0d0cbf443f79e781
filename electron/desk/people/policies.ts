import type { z } from 'zod'
import { policySchemas, type PolicyName } from '../../../shared/desk-api/desk-records'
import type { Records } from '../store/records-table'

/** A policy as the administrator has set it; what is not set, or can't be read any more, is as shipped. */
export async function policyOf<T extends PolicyName>(records: Pick<Records, 'one'>, name: T): Promise<z.infer<(typeof policySchemas)[T]>> {
  const record = await records.one('policies', name)
  const schema: z.ZodType = policySchemas[name]
  const set = record?.isActive === true ? schema.safeParse(record.value) : null
  return (set?.success === true ? set.data : schema.parse({})) as z.infer<(typeof policySchemas)[T]>
}

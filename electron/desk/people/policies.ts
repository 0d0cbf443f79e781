import type { z } from 'zod'
import type { policySchemas, PolicyName } from '../../../shared/desk-api/desk-records'
import { policyIn } from '../../../shared/desk-book/house-rules'
import type { Records } from '../store/records-table'

/** A policy as the administrator has set it; what is not set, or can't be read any more, is as shipped. */
export async function policyOf<T extends PolicyName>(records: Pick<Records, 'one'>, name: T): Promise<z.infer<(typeof policySchemas)[T]>> {
  const record = await records.one('policies', name)
  return policyIn(record === null ? [] : [record], name)
}

import type { DispatchRules } from '../dispatch/dispatch-rules'
import type { Thresholds } from '../tags/tag-data'
import type { FieldKey, FieldValues } from './field-values'

/**
 * What has to be asked because a rule hangs on it, whatever the category brings: who is complained about, so that the order
 * goes past them (rule 8), and whether a child is at work at this moment, which makes an unpaid one RED.
 */
export function askedByRules(
  values: FieldValues,
  rules: Pick<DispatchRules, 'avoidanceCategories'>,
  { age }: Pick<Thresholds, 'age'>,
): readonly FieldKey[] {
  const isChild = age.bands.some(({ band, child }) => child && band === values.age_band)
  const isAboutUnit = rules.avoidanceCategories.includes(values.category ?? '')
  return [...(isAboutUnit ? (['complained'] as const) : []), ...(isChild ? (['at_work_now'] as const) : [])]
}

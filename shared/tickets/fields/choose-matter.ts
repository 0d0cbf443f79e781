import { defaultSecrecy, type DispatchRules } from '../dispatch/dispatch-rules'
import { findCategory, REQUEST_TYPES, type RequestTypeCode, type Taxonomy } from '../taxonomy'
import type { FieldValues } from './field-values'

/** Choosing a category brings its usual type where none is chosen yet; secrecy that the rules force comes on with it. */
export function withCategory(values: FieldValues, category: string, taxonomy: Taxonomy, rules: DispatchRules): FieldValues {
  const usual = findCategory(category, taxonomy)?.category.usualType
  const type = values.request_type ?? usual
  return withForcedSecrecy({ ...values, category, ...(type === undefined ? {} : { request_type: type }) }, rules)
}

export function withRequestType(values: FieldValues, type: RequestTypeCode, rules: DispatchRules): FieldValues {
  return withForcedSecrecy({ ...values, request_type: type }, rules)
}

/** Why the agent cannot take secrecy off: 举报, and the categories of harassment, child labour and union officers. */
export function forcedConfidential(values: FieldValues, rules: DispatchRules): 'by-type' | 'by-category' | null {
  const type = REQUEST_TYPES.find((code) => code === values.request_type) ?? null
  return defaultSecrecy(type, values.category ?? null, rules)
}

/** Secrecy never goes off by itself: what was once promised stays until the agent takes it back. */
function withForcedSecrecy(values: FieldValues, rules: DispatchRules): FieldValues {
  return forcedConfidential(values, rules) === null ? values : { ...values, confidential: true }
}

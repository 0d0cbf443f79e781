import type { FieldKey, FieldValues } from './field-values'

/** Sets a value, or takes the field back to not recorded. */
export function withValue<K extends FieldKey>(values: FieldValues, key: K, value: FieldValues[K] | undefined): FieldValues {
  const { [key]: _, ...others } = values
  return value === undefined || value === '' ? (others as FieldValues) : { ...values, [key]: value }
}

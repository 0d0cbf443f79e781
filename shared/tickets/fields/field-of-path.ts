import { fieldValuesSchema, type FieldKey } from './field-values'

const keys: ReadonlySet<string> = new Set(Object.keys(fieldValuesSchema.shape))

/**
 * The field that a path of a schema speaks of, in a draft (`values.note`), an event or a batch of events
 * (`events.2.personal.values.participants.3.name`); null when it speaks of something that nobody has typed.
 */
export function fieldOfPath(path: string): FieldKey | null {
  const parts = path.split('.')
  const key = parts[parts.lastIndexOf('values') + 1]
  return parts.includes('values') && key !== undefined && keys.has(key) ? (key as FieldKey) : null
}

/** The fields that paths speak of, each once, in the order of the paths. */
export function fieldsOfPaths(paths: readonly string[]): readonly FieldKey[] {
  return [...new Set(paths.map(fieldOfPath))].filter((key) => key !== null)
}

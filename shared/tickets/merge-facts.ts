import { recordedValuesSchema, type FieldKey, type FieldValues } from './fields/field-values'

/** Facts about the caller and not about the matter: those of a second caller never fill the gaps of the first. */
const callerFields: ReadonlySet<string> = new Set([
  'callback_number', 'caller_name', 'anonymous', 'gender', 'age_band', 'id_no', 'worker_type', 'union_member', 'represents', 'language',
] satisfies FieldKey[])

/** What was said in several calls is kept in one text, newest last. */
const growingTexts: ReadonlySet<string> = new Set(['description', 'demand', 'note'] satisfies FieldKey[])

/** The part of the facts that is about the person who called. */
export function callerFactsOnly(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([key]) => callerFields.has(key))) as FieldValues
}

/**
 * What a further call adds to an order that already has facts.
 * The same person corrects: single values replace. Somebody else adds: single values of the matter only fill gaps, since
 * one's own share of the wages must not replace the sum of the group. Texts and lists grow either way; one that would not
 * fit any more stands alone (what it replaces remains in the log). Whoever asks for secrecy gets it.
 */
export function mergeFacts(existing: FieldValues, told: FieldValues, by: 'same-person' | 'somebody-else'): FieldValues {
  const merged: [string, unknown][] = []
  for (const [key, value] of Object.entries(told)) {
    const before = existing[key as FieldKey]
    if (value === undefined || (by === 'somebody-else' && callerFields.has(key))) continue
    if (before === undefined || (key === 'confidential' && value === true)) merged.push([key, value])
    else if (Array.isArray(value) || growingTexts.has(key)) merged.push([key, grown(key as FieldKey, before, value)])
    else if (by === 'same-person') merged.push([key, value])
  }
  return Object.fromEntries(merged) as FieldValues
}

function grown(key: FieldKey, before: unknown, value: unknown): unknown {
  const together = Array.isArray(before) && Array.isArray(value) ? union(before, value) : joined(String(before), String(value))
  return recordedValuesSchema.shape[key].safeParse(together).success ? together : value
}

function joined(before: string, value: string): string {
  return before.split('\n\n').includes(value) ? before : `${before}\n\n${value}`
}

function union(before: readonly unknown[], added: readonly unknown[]): unknown[] {
  const seen = new Set(before.map((item) => JSON.stringify(item)))
  return [...before, ...added.filter((item) => !seen.has(JSON.stringify(item)))]
}

import type { RecordKind } from '../../../../shared/desk-api/desk-records'
import { shippedKnowledgeBase } from '../../../../shared/knowledge/knowledge-base'
import { REQUEST_TYPES } from '../../../../shared/tickets/taxonomy'

/** Lists that are kept here entry by entry. Limits stand in one table, which is not typed but brought in. */
export type EditableKind = Exclude<RecordKind, 'limits'>

/** How one value of a record is typed. `lines`: one entry a line. */
export type RecordField =
  | { readonly kind: 'text' | 'lines' | 'colour' | 'check' | 'day'; readonly name: string }
  | { readonly kind: 'count'; readonly name: string; readonly usual: number }
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[] }

const words: readonly RecordField[] = [{ kind: 'text', name: 'zh' }, { kind: 'text', name: 'en' }]

const policies: Readonly<Record<string, readonly RecordField[]>> = {
  sessions: [{ kind: 'count', name: 'hours', usual: 16 }, { kind: 'count', name: 'offlineDays', usual: 7 }],
  audit: [{ kind: 'count', name: 'keepDays', usual: 366 }],
  seats: [{ kind: 'choice', name: 'given', choices: ['by-itself', 'by-administrator'] }],
  goLive: [{ kind: 'count', name: 'routeDays', usual: 90 }, { kind: 'count', name: 'lineDays', usual: 30 }, { kind: 'count', name: 'restoreDays', usual: 90 }, { kind: 'count', name: 'certificateDays', usual: 30 }],
  listening: [{ kind: 'check', name: 'agentIsTold' }],
  breaks: [{ kind: 'count', name: 'atOnce', usual: 500 }],
}

const figureCodes = shippedKnowledgeBase().localFigures.map(({ code }) => code)

export function fieldsOf(kind: EditableKind, key: string): readonly RecordField[] {
  switch (kind) {
    case 'queues':
      return [...words, { kind: 'colour', name: 'colour' }]
    case 'units':
      return [...words, { kind: 'lines', name: 'dayPhones' }, { kind: 'lines', name: 'nightPhones' }]
    case 'categories':
      return [...words, { kind: 'choice', name: 'usualType', choices: REQUEST_TYPES }, { kind: 'text', name: 'leadUnit' }]
    case 'figures':
      return [{ kind: 'text', name: 'value' }, { kind: 'day', name: 'from' }, { kind: 'day', name: 'to' }, { kind: 'text', name: 'document' }]
    case 'calendar':
      return [{ kind: 'lines', name: 'off' }, { kind: 'lines', name: 'weekendWorkdays' }, { kind: 'text', name: 'source' }]
    case 'policies':
      return policies[key] ?? []
  }
}

/** Keys that are there without anybody adding them; null where keys are free. */
export function fixedKeys(kind: EditableKind): readonly string[] | null {
  if (kind === 'figures') return figureCodes
  return kind === 'policies' ? Object.keys(policies) : null
}

/** What is typed, field by field, as text. */
export type TypedRecord = Readonly<Record<string, string>>

export function typedOf(fields: readonly RecordField[], value: unknown): TypedRecord {
  const known = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  return Object.fromEntries(fields.map((field) => [field.name, textOf(field, known[field.name])]))
}

function textOf(field: RecordField, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join('\n')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  switch (field.kind) {
    case 'count':
      return String(field.usual)
    case 'choice':
      return field.choices[0] ?? ''
    case 'check':
      return 'true'
    case 'colour':
      return '#1f7a8c'
    default:
      return ''
  }
}

/** The value as the desk keeps it, not yet looked at. An empty text of a unit that nobody has named is none. */
export function valueOf(fields: readonly RecordField[], typed: TypedRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field.name, readField(field, (typed[field.name] ?? '').trim())]))
}

function readField(field: RecordField, text: string): unknown {
  switch (field.kind) {
    case 'lines':
      return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
    case 'count':
      return /^\d+$/.test(text) ? Number(text) : null
    case 'check':
      return text === 'true'
    case 'day':
      return text === '' ? null : text
    default:
      return (field.name === 'leadUnit' || field.name === 'document') && text === '' ? null : text
  }
}

import { valueSchemaOf, type RecordKind } from '../../../../shared/desk-api/desk-records'
import { thresholdRules, thresholds } from '../../../../shared/desk-api/house-policies'
import { shippedKnowledgeBase } from '../../../../shared/knowledge/knowledge-base'
import { formulasOf } from '../../../../shared/metrics/figure'
import { redRest, stateReasons } from '../../../../shared/queue/state-reasons'
import { wrapUpPolicySchema } from '../../../../shared/queue/wrap-up-policy'
import { REQUEST_TYPES } from '../../../../shared/tickets/taxonomy'
import { limitFields, wholeLimits } from './limit-fields'

/** Lists that are kept here entry by entry; of limits there is one table. */
export type EditableKind = RecordKind

/**
 * How one value of a record is typed. `lines`: one entry a line. `name`: where it stands in the record, `queue-long.raiseAt`. Those of
 * one `group` stand together under its words.
 */
export type RecordField = { readonly name: string; readonly group?: string } & (
  | { readonly kind: 'text' | 'colour' | 'check' | 'day' }
  | { readonly kind: 'lines'; readonly areCounts?: boolean }
  | { readonly kind: 'count'; readonly isOptional?: boolean; readonly bounds?: { readonly min: number; readonly max: number } }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly isOptional?: boolean }
)

const words: readonly RecordField[] = [{ kind: 'text', name: 'zh' }, { kind: 'text', name: 'en' }]
const counts = (...names: readonly string[]) => names.map((name): RecordField => ({ kind: 'count', name }))

const alarmFields = [
  ...thresholdRules.flatMap((group): readonly RecordField[] => [
    { kind: 'check', name: `${group}.isOn`, group },
    { kind: 'count', name: `${group}.raiseAt`, group, bounds: thresholds[group] },
    { kind: 'count', name: `${group}.clearAt`, group },
    { kind: 'count', name: `${group}.escalateAfter`, group },
  ]),
  { kind: 'count', name: 'red-opened.escalateAfter', group: 'red-opened' } satisfies RecordField,
]

const policies: Readonly<Record<string, readonly RecordField[]>> = {
  sessions: counts('hours', 'offlineDays'),
  audit: counts('keepDays'),
  retention: counts('months'),
  seats: [{ kind: 'choice', name: 'given', choices: ['by-itself', 'by-administrator'] }],
  goLive: counts('routeDays', 'lineDays', 'restoreDays', 'certificateDays'),
  listening: [{ kind: 'check', name: 'agentIsTold' }],
  breaks: counts('atOnce'),
  serviceLevel: [
    { kind: 'choice', name: 'formula', choices: formulasOf.SL15 }, ...counts('answerWithinSeconds', 'levelPercent'),
    { kind: 'choice', name: 'connectedFormula', choices: formulasOf.CONNECT }, ...counts('connectedPercent', 'shortAbandonSeconds'),
  ],
  alarms: alarmFields,
  afterCall: [{ kind: 'choice', name: 'wrapUp', choices: wrapUpPolicySchema.options }, ...counts('wrapUpSeconds')],
  stateLimits: [...stateReasons.map(({ code, of }): RecordField => ({ kind: 'count', name: code, group: of })), { kind: 'count', name: redRest.code, group: 'red-rest' }],
}

const figureCodes = shippedKnowledgeBase().localFigures.map(({ code }) => code)

/** `value`: what stands in the record. */
export function fieldsOf(kind: EditableKind, key: string, value: unknown): readonly RecordField[] {
  switch (kind) {
    case 'queues':
      return [
        ...words, { kind: 'colour', name: 'colour' },
        { kind: 'choice', name: 'wrapUp', choices: wrapUpPolicySchema.options, isOptional: true }, { kind: 'count', name: 'wrapUpSeconds', isOptional: true },
      ]
    case 'units':
      return [...words, { kind: 'lines', name: 'dayPhones' }, { kind: 'lines', name: 'nightPhones' }]
    case 'categories':
      return [...words, { kind: 'choice', name: 'usualType', choices: REQUEST_TYPES }, { kind: 'text', name: 'leadUnit' }]
    case 'figures':
      return [{ kind: 'text', name: 'value' }, { kind: 'day', name: 'from' }, { kind: 'day', name: 'to' }, { kind: 'text', name: 'document' }]
    case 'calendar':
      return [{ kind: 'lines', name: 'off' }, { kind: 'lines', name: 'weekendWorkdays' }, { kind: 'text', name: 'source' }]
    case 'limits':
      return limitFields(wholeLimits(value))
    case 'policies':
      return policies[key] ?? []
  }
}

/** Keys that are there without anybody adding them; null where keys are free. */
export function fixedKeys(kind: EditableKind): readonly string[] | null {
  if (kind === 'figures') return figureCodes
  if (kind === 'limits') return ['table']
  return kind === 'policies' ? Object.keys(policies) : null
}

/** What is typed, field by field, as text. */
export type TypedRecord = Readonly<Record<string, string>>

/** What stands in a record, with what was shipped wherever nothing has been set yet. */
export function wholeValue(kind: EditableKind, key: string, value: unknown): unknown {
  if (kind === 'limits') return wholeLimits(value)
  const whole = valueSchemaOf(kind, key)?.safeParse(value)
  return whole?.success === true ? whole.data : value
}

export function typedOf(fields: readonly RecordField[], value: unknown): TypedRecord {
  return Object.fromEntries(fields.map((field) => [field.name, textOf(field, valueAt(value, field.name.split('.')))]))
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? valueAt((value as Readonly<Record<string, unknown>>)[key], rest) : undefined
}

function textOf(field: RecordField, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join('\n')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  switch (field.kind) {
    case 'choice':
      return field.isOptional === true ? '' : (field.choices[0] ?? '')
    case 'check':
      return 'true'
    case 'colour':
      return '#1f7a8c'
    default:
      return ''
  }
}

/** The value as the desk keeps it, not yet looked at. An empty text of a unit that nobody has named is none. `base`: what has no field stays. */
export function valueOf(fields: readonly RecordField[], typed: TypedRecord, base: object = {}): object {
  return fields.reduce((value, field) => withPart(value, field.name.split('.'), readField(field, (typed[field.name] ?? '').trim())), base)
}

function withPart(value: object, [key = '', ...rest]: readonly string[], part: unknown): object {
  const before: unknown = Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : {}
  const after = rest.length === 0 ? part : withPart(typeof before === 'object' && before !== null ? before : {}, rest, part)
  return Array.isArray(value) ? value.map((each: unknown, index) => (String(index) === key ? after : each)) : { ...value, [key]: after }
}

const countOr = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

function readField(field: RecordField, text: string): unknown {
  switch (field.kind) {
    case 'lines':
      return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => (field.areCounts === true ? countOr(line) : line))
    case 'count':
      // What is no number stays text: nothing takes it, where nothing at all may be the rule of the house.
      return field.isOptional === true && text === '' ? null : countOr(text)
    case 'choice':
      return field.isOptional === true && text === '' ? null : text
    case 'check':
      return text === 'true'
    case 'day':
      return text === '' ? null : text
    default:
      return (field.name === 'leadUnit' || field.name === 'document') && text === '' ? null : text
  }
}

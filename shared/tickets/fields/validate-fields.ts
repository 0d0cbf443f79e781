import type { LocalDate } from '../deadlines/local-time'
import { isComplainedKey } from '../dispatch/complained'
import { parseCallbackNumber } from './callback-number'
import type { FieldKey, FieldValues, LooseDate } from './field-values'
import { checkCreditCode, checkIdCard } from './identity-codes'
import { firstDay, isAfter, isKnown } from './loose-date'
import { nameProblem } from './person-name'

export type FieldIssueCode =
  | 'id-old-form' | 'id-shape' | 'id-date' | 'id-future' | 'id-check'
  | 'uscc-shape' | 'uscc-check'
  | 'phone-area-missing' | 'phone-shape'
  | 'name-length' | 'name-characters'
  | 'too-short' | 'too-long'
  | 'no-such-day' | 'in-future' | 'from-after-to' | 'before-hired'
  | 'scope-missing'
  | 'unit-unknown'

/** What is not right yet about a value. Its words stand in the locales' `fields.json` under `issue.<code>`. */
export interface FieldIssue {
  readonly key: FieldKey
  readonly code: FieldIssueCode
  /** A warning never holds anything up: callers read codes out by ear. */
  readonly level: 'error' | 'warning'
  readonly params: Readonly<Record<string, string | number>>
}

/** Length in code points, by the field catalogue. */
const lengths: Partial<Record<FieldKey, { readonly min?: number; readonly max: number }>> = {
  employer_name: { min: 2, max: 100 },
  employer_short: { max: 100 },
  work_address: { min: 5, max: 200 },
  title: { min: 6, max: 40 },
  description: { max: 2000 },
  demand: { max: 300 },
  external_no: { max: 40 },
}

const pastDates = ['owed_from', 'owed_to', 'hired_on', 'injured_on', 'last_contact_date'] as const satisfies readonly FieldKey[]
const allDates = [...pastDates, 'dismissed_on', 'promise_due'] as const satisfies readonly FieldKey[]

/**
 * Everything that is wrong or odd about the values as they stand, for the words beside the fields. A field that is not
 * filled is never wrong (`missing-fields.ts` asks for it). `today` is the local date.
 */
export function validateFields(values: FieldValues, today: LocalDate): FieldIssue[] {
  return [
    ...nameIssues(values),
    ...phoneIssues(values),
    ...codeIssues(values, today),
    ...lengthIssues(values),
    ...dateIssues(values, today),
    ...(isFilled(values.complained) && !isComplainedKey(values.complained) ? [issue('complained', 'unit-unknown')] : []),
    ...(values.amount_owed_fen !== undefined && values.amount_scope === undefined && (values.workers_count ?? 1) > 1
      ? [issue('amount_scope', 'scope-missing', 'warning')]
      : []),
  ]
}

function issue(
  key: FieldKey,
  code: FieldIssueCode,
  level: FieldIssue['level'] = 'error',
  params: FieldIssue['params'] = {},
): FieldIssue {
  return { key, code, level, params }
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

/** A name in letters is a foreigner's; it is kept, with a look asked for. */
function nameIssues({ caller_name: name }: FieldValues): FieldIssue[] {
  const problem = isFilled(name) ? nameProblem(name) : null
  if (problem === null) return []
  const isForeign = problem === 'name-characters' && /^[\p{L}\p{M}\s.'·-]+$/u.test(name ?? '')
  return [issue('caller_name', problem, isForeign ? 'warning' : 'error', problem === 'name-length' ? { min: 2, max: 20 } : {})]
}

function phoneIssues(values: FieldValues): FieldIssue[] {
  const check = (key: FieldKey, text: string | undefined, level: FieldIssue['level'], params: FieldIssue['params'] = {}) => {
    const parsed = isFilled(text) ? parseCallbackNumber(text) : null
    return parsed === null || parsed.ok ? [] : [issue(key, parsed.error, level, params)]
  }
  return [
    ...check('callback_number', values.callback_number, 'error'),
    ...check('contact_phone', values.contact_phone, 'warning'),
    ...(values.participants ?? []).flatMap(({ phone }, index) => check('participants', phone, 'warning', { row: index + 1 })),
  ]
}

function codeIssues({ id_no, uscc }: FieldValues, today: LocalDate): FieldIssue[] {
  const id = isFilled(id_no) ? checkIdCard(id_no, today) : null
  const credit = isFilled(uscc) ? checkCreditCode(uscc) : null
  return [
    ...(id === null || id.ok ? [] : [issue('id_no', id.error)]),
    ...(credit === null || credit.ok ? [] : [issue('uscc', credit.error, 'warning')]),
  ]
}

function lengthIssues(values: FieldValues): FieldIssue[] {
  return Object.entries(lengths).flatMap(([name, { min = 0, max }]) => {
    const key = name as FieldKey
    const text = values[key]
    if (typeof text !== 'string' || !isFilled(text)) return []
    const length = [...text.trim()].length
    if (length < min) return [issue(key, 'too-short', 'warning', { min, length })]
    return length > max ? [issue(key, 'too-long', 'error', { max, length })] : []
  })
}

function dateIssues(values: FieldValues, today: LocalDate): FieldIssue[] {
  const date = (key: (typeof allDates)[number]): LooseDate | undefined => values[key]
  const wrong = allDates.filter((key) => {
    const value = date(key)
    return isKnown(value) && firstDay(value) === null
  })
  const future = pastDates.filter((key) => {
    const value = date(key)
    return isKnown(value) && !wrong.includes(key) && isAfter(value, today)
  })
  const { owed_from: from, owed_to: to, hired_on: hired, dismissed_on: dismissed } = values
  return [
    ...wrong.map((key) => issue(key, 'no-such-day')),
    ...future.map((key) => issue(key, 'in-future')),
    ...(isKnown(from) && isKnown(to) && isAfter(from, to) ? [issue('owed_to', 'from-after-to')] : []),
    ...(isKnown(hired) && isKnown(dismissed) && isAfter(hired, dismissed) ? [issue('dismissed_on', 'before-hired')] : []),
  ]
}

import { isAtLeast } from '../tags/levels'
import type { Severity } from '../tags/levels'
import type { FieldKey, FieldValues } from './field-values'

export interface MissingField {
  readonly key: FieldKey
  /** Without it the order is refused (`ticket-rules.ts`); everything else is asked for, never demanded. */
  readonly blocks: boolean
}

export interface CompletenessFacts {
  readonly values: FieldValues
  /** `extraFields` of the category, and `askedByRules`. */
  readonly categoryFields: readonly string[]
  /** Categories of construction sites need the street (`siteCategories` of the dispatch rules). */
  readonly siteCategories: readonly string[]
  readonly severity: Severity | null
  readonly isAnonymous: boolean
  /** The calling number was shown and can be rung back. */
  readonly canRingBack: boolean
}

export type Outcome = 'answered-directly' | 'sent-for-dispatch' | 'passed-on' | 'merged' | 'closed-without-content'

/** Of what a category brings, these are needed for handling; the others are asked when there is time. */
const needed = ['complained', 'at_work_now', 'workers_count', 'amount_owed_fen', 'owed_from', 'owed_to', 'injured_on', 'project_name'] as const satisfies readonly FieldKey[]
const shortestDescription = 20
const wanting = /要求|希望|请求|想要|诉求|恳请/

/**
 * What an outcome still lacks, in the order of asking, for the footer's 缺：. A direct answer needs type, category and the
 * outcome itself; a RED order goes with these three and is completed later; a call without content needs nothing.
 */
export function missingFor(outcome: Outcome, facts: CompletenessFacts): MissingField[] {
  if (outcome === 'closed-without-content') return []
  const { values } = facts
  const first = [lacking('request_type', isSet(values.request_type), true), lacking('category', isSet(values.category), true)]
  // A call merged into an open order brings what it has; that order stands already.
  if (outcome === 'merged') return []
  const rest = outcome === 'sent-for-dispatch' ? dispatchFields(facts) : []
  return [...first, ...rest].filter((field) => field !== null)
}

function dispatchFields(facts: CompletenessFacts): (MissingField | null)[] {
  const { values, severity } = facts
  const isRed = severity === 'RED'
  const brought = needed.filter((key) => facts.categoryFields.includes(key))
  const accuses = values.request_type === 'TS' || values.request_type === 'JB'
  const asksHelp = values.request_type === 'TS' || values.request_type === 'QZ'
  const hasPlace = isSet(values.work_district) || isSet(values.work_address)
  return [
    lacking('callback_number', facts.isAnonymous || facts.canRingBack || isSet(values.callback_number), false),
    ...brought.map((key) => lacking(key, isSet(values[key]) || (key === 'amount_owed_fen' && values.amount_unknown === true), false)),
    lacking('amount_scope', values.amount_owed_fen === undefined || isSet(values.amount_scope) || (values.workers_count ?? 1) < 2, false),
    lacking('employer_name', !accuses || isSet(values.employer_name), false),
    lacking('work_district', isSet(values.work_district), !isRed && !hasPlace),
    lacking('work_street', !needsStreet(facts) || isSet(values.work_street), false),
    lacking('work_address', isSet(values.work_address), false),
    lacking('description', [...(values.description ?? '').trim()].length >= shortestDescription, !isRed && !isSet(values.description)),
    lacking('demand', !asksHelp || isSet(values.demand) || wanting.test(values.description ?? ''), false),
  ]
}

/** The street decides who goes there at once; outside the districts of Chongqing there is none to ask for. */
function needsStreet({ values, severity, siteCategories }: CompletenessFacts): boolean {
  const isDistrict = /^\d{6}$/.test(values.work_district ?? '')
  return isDistrict && (isAtLeast(severity, 'ORANGE') || siteCategories.includes(values.category ?? ''))
}

function lacking(key: FieldKey, isThere: boolean, blocks: boolean): MissingField | null {
  return isThere ? null : { key, blocks }
}

function isSet(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined
}

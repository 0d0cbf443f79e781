import type { FieldValues, LooseDate } from '../fields/field-values'
import { higherSeverity, isAtLeast, levelReached } from './levels'
import type { Severity } from './levels'
import type { RatedRisk } from './severity'
import type { Thresholds } from './tag-data'

/** What the form and the history say, as far as it bears on a risk. Null = not known. */
export interface FormFacts {
  readonly people: number | null
  /** Integer fen. */
  readonly amountFen: number | null
  readonly amountScope: 'total' | 'each' | null
  /** Months with arrears, first and last included. */
  readonly monthsOwed: number | null
  /** Calls of this person on this matter in the last 30 days, this one not counted. */
  readonly earlierCalls: number
  readonly unsatisfiedCallBacks: number
  readonly ageBand: string | null
  /** Wages are owed. */
  readonly isUnpaid: boolean
  /** Still works there. Nobody guesses it: null until the agent has asked. */
  readonly isAtWorkNow: boolean | null
  /** Day of the call in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly day: string
}

/** What in the form speaks for a level. */
export type FormReason =
  | { readonly code: 'PEOPLE'; readonly people: number }
  | { readonly code: 'PEOPLE_PLANNED'; readonly people: number; readonly risk: string }
  | { readonly code: 'TOTAL'; readonly fen: number }
  | { readonly code: 'TOTAL_OF_MANY'; readonly fen: number; readonly people: number }
  | { readonly code: 'EACH'; readonly fen: number }
  | { readonly code: 'EACH_OVER_MONTHS'; readonly fen: number; readonly months: number }
  | { readonly code: 'CALLS'; readonly count: number; readonly days: number }
  | { readonly code: 'UNSATISFIED'; readonly count: number }
  | { readonly code: 'AGE_BAND'; readonly band: string }
  | { readonly code: 'CHILD_UNPAID_AT_WORK'; readonly band: string }
  | { readonly code: 'SEASON'; readonly zh: string; readonly en: string }

export interface FormSuggestion {
  readonly code: string
  readonly level: Severity
  readonly reason: FormReason
}

/** Takes from the form what bears on a risk; what only the history or the agent knows comes beside. */
export function formFacts(
  values: FieldValues,
  beside: Pick<FormFacts, 'earlierCalls' | 'unsatisfiedCallBacks' | 'day'>,
): FormFacts {
  const named = values.participants?.length ?? 0
  return {
    ...beside,
    people: values.workers_count ?? values.represents ?? (named > 0 ? named : null),
    amountFen: values.amount_unknown === true ? null : (values.amount_owed_fen ?? null),
    amountScope: values.amount_scope ?? null,
    monthsOwed: monthsOwed(values.owed_from, values.owed_to),
    ageBand: values.age_band ?? null,
    isAtWorkNow: values.at_work_now === 'yes' ? true : values.at_work_now === 'no' ? false : null,
    isUnpaid: (values.amount_owed_fen ?? 0) > 0 || (values.category ?? '').startsWith('WAGE-'),
  }
}

/** Months from the first to the last one with arrears, both counted; null when one of them is unclear. */
export function monthsOwed(from: LooseDate | undefined, to: LooseDate | undefined): number | null {
  if (from === undefined || to === undefined || from === 'unclear' || to === 'unclear') return null
  const months = monthNumber(to) - monthNumber(from) + 1
  return months > 0 ? months : null
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
}

/** Sums of a pay claim. An average over the workers is fair: at least one of them is owed that much. */
export function sumsOf(facts: FormFacts): { readonly totalFen: number; readonly eachFen: number } | null {
  if (facts.amountFen === null) return null
  const people = Math.max(1, facts.people ?? 1)
  return facts.amountScope === 'each'
    ? { totalFen: facts.amountFen * people, eachFen: facts.amountFen }
    : { totalFen: facts.amountFen, eachFen: Math.floor(facts.amountFen / people) }
}

/** Risk tags that follow from the form alone, at most one per tag, the highest. Suggestions like any others. */
export function suggestFromForm(
  facts: FormFacts,
  confirmed: readonly RatedRisk[],
  thresholds: Thresholds,
): FormSuggestion[] {
  return [
    ...highest(thresholds.people.code, peopleLevels(facts, confirmed, thresholds)),
    ...highest(thresholds.amount.code, amountLevels(facts, thresholds)),
    ...highest(thresholds.repeat.code, repeatLevels(facts, thresholds)),
    ...highest(thresholds.age.code, ageLevels(facts, thresholds)),
    ...highest(thresholds.season.code, seasonLevels(facts, confirmed, thresholds)),
  ]
}

type Reached = { readonly level: Severity | null; readonly reason: FormReason }

function highest(code: string, reached: readonly Reached[]): FormSuggestion[] {
  const best = reached.reduce<FormSuggestion | null>((known, { level, reason }) => {
    if (level === null || (known !== null && isAtLeast(known.level, level))) return known
    return { code, level, reason }
  }, null)
  return best === null ? [] : [best]
}

function peopleLevels({ people }: FormFacts, confirmed: readonly RatedRisk[], thresholds: Thresholds): Reached[] {
  if (people === null) return []
  const { levels, planned } = thresholds.people
  const isPlanned = confirmed.some(
    ({ code, severity }) => code === planned.with.code && isAtLeast(severity, planned.with.level),
  )
  return [
    { level: levelReached(people, levels), reason: { code: 'PEOPLE', people } },
    {
      level: isPlanned && people >= planned.from ? planned.level : null,
      reason: { code: 'PEOPLE_PLANNED', people, risk: planned.with.code },
    },
  ]
}

function amountLevels(facts: FormFacts, thresholds: Thresholds): Reached[] {
  const sums = sumsOf(facts)
  if (sums === null) return []
  const { totalFen, eachFen } = sums
  const { amount } = thresholds
  return [
    { level: levelReached(totalFen, amount.totalFen), reason: { code: 'TOTAL', fen: totalFen } },
    { level: levelReached(eachFen, amount.eachFen), reason: { code: 'EACH', fen: eachFen } },
    ...refusalToPay(facts, thresholds),
  ]
}

function refusalToPay(facts: FormFacts, { amount }: Thresholds): Reached[] {
  const sums = sumsOf(facts)
  if (sums === null) return []
  const { totalFen, eachFen } = sums
  const people = facts.people ?? 1
  const months = facts.monthsOwed ?? 0
  const many = amount.totalFenOfMany
  const one = amount.eachFenOverMonths
  return [
    {
      level: totalFen >= many.from && people >= many.people ? many.level : null,
      reason: { code: 'TOTAL_OF_MANY', fen: totalFen, people },
    },
    {
      level: eachFen >= one.from && months >= one.months ? one.level : null,
      reason: { code: 'EACH_OVER_MONTHS', fen: eachFen, months },
    },
  ]
}

/**
 * The figures reach the range of the criminal law for refusal to pay wages (刑法 art. 276-1, 法释〔2013〕3号 art. 3). A hint
 * only: the crime also needs an order to pay that was ignored.
 */
export function refusalToPayHint(facts: FormFacts, thresholds: Thresholds): FormReason | null {
  return refusalToPay(facts, thresholds).find(({ level }) => level !== null)?.reason ?? null
}

function repeatLevels({ earlierCalls, unsatisfiedCallBacks }: FormFacts, { repeat }: Thresholds): Reached[] {
  const count = earlierCalls + 1
  return [
    { level: levelReached(count, repeat.calls), reason: { code: 'CALLS', count, days: repeat.days } },
    {
      level: levelReached(unsatisfiedCallBacks, repeat.unsatisfied),
      reason: { code: 'UNSATISFIED', count: unsatisfiedCallBacks },
    },
  ]
}

function ageLevels({ ageBand, isUnpaid, isAtWorkNow }: FormFacts, { age }: Thresholds): Reached[] {
  const band = age.bands.find((known) => known.band === ageBand)
  if (band === undefined) return []
  const isUrgent = band.child && isUnpaid && isAtWorkNow === true
  return [
    { level: band.level, reason: { code: 'AGE_BAND', band: band.band } },
    {
      level: isUrgent ? higherSeverity(age.childUnpaidAtWork, band.level) : null,
      reason: { code: 'CHILD_UNPAID_AT_WORK', band: band.band },
    },
  ]
}

function seasonLevels({ day }: FormFacts, confirmed: readonly RatedRisk[], { season }: Thresholds): Reached[] {
  const period = season.periods.find(({ from, to }) => from <= day && day <= to)
  if (period === undefined || !confirmed.some((risk) => season.withAny.includes(risk.code))) return []
  return [{ level: season.level, reason: { code: 'SEASON', zh: period.zh, en: period.en } }]
}

/** Risks that a category is known for and nobody has spoken of yet: a reminder to ask, never a suggestion. */
export function risksToWatch(watched: readonly string[], known: readonly { readonly code: string }[]): string[] {
  return watched.filter((code) => !known.some((risk) => risk.code === code))
}

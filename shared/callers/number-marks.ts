import type { EpochMs } from '../lib/clock'
import { type CallerLimits, DEFAULT_CALLER_LIMITS } from './caller-limits'
import { daysAgo } from './local-day'
import type { CallItem, PastCallOutcome, HistoryItem, KnownPerson } from './person'
import type { HistoryKey } from './phone-number'

/** What is known of a number whoever holds it. Warnings only: the call is always put through. */
export interface NumberMarks {
  /** 曾多次无效来电. Silent calls never count: they may hide somebody who cannot speak. */
  readonly nuisance: { readonly calls: number; readonly lastDaysAgo: number } | null
  readonly silentCallsLastHour: number
  /** The lead is to be told. */
  readonly silentAlert: boolean
  /** Calls of this number today before this one. */
  readonly earlierToday: number
  /** Those of them that nobody took: the caller has waited for nothing before. */
  readonly inVainToday: number
  /** All contacts ever known of this number. */
  readonly earlier: number
}

/** Nobody talked to the caller, here or, as far as is known, elsewhere. */
const inVain: readonly PastCallOutcome[] = ['gave-up', 'not-answered', 'declined', 'not-put-through']

/** Marks of the number `key` from everything kept under it, and from the calls that no order tells of. */
export function numberMarks(
  key: HistoryKey,
  people: readonly KnownPerson[],
  now: EpochMs,
  limits: CallerLimits = DEFAULT_CALLER_LIMITS,
  logged: readonly CallItem[] = [],
): NumberMarks {
  const past = [...people.flatMap((person) => person.history), ...logged].filter((item) => item.key === key && item.at <= now)
  const today = past.filter((item) => daysAgo(item.at, now) === 0)
  const silent = past.filter((item) => ended(item, 'silent') && now - item.at <= limits.silentMinutes * 60_000).length
  return {
    nuisance: nuisanceOf(past, now, limits),
    silentCallsLastHour: silent,
    silentAlert: silent >= limits.silentCalls,
    earlierToday: today.length,
    inVainToday: today.filter((item) => inVain.some((outcome) => ended(item, outcome))).length,
    earlier: past.length,
  }
}

/** The nuisance mark of some calls; null below the limit. */
export function nuisanceOf(past: readonly HistoryItem[], now: EpochMs, limits: CallerLimits): NumberMarks['nuisance'] {
  const ages = past.filter((item) => ended(item, 'nuisance')).map((item) => daysAgo(item.at, now))
  const recent = ages.filter((age) => age <= limits.nuisanceDays)
  return recent.length < limits.nuisanceCalls ? null : { calls: recent.length, lastDaysAgo: Math.min(...recent) }
}

function ended(item: HistoryItem, outcome: PastCallOutcome): boolean {
  return item.what === 'call' && item.outcome === outcome
}

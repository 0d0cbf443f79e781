import type { EpochMs } from '../../lib/clock'
import { rowOf } from './limit-table'
import type { ActionLevel, Span } from './limit-table'
import type { DeadlineData } from './shipped'
import { dueAfterSpan } from './spans'
import { dutyStart } from './unit-duty'
import type { DutyStart, UnitDuty } from './unit-duty'
import type { Due } from './working-days'

export interface DispatchFacts {
  /** When the unit got the order; an order taken offline is signed for from here, not from the call. */
  readonly dispatchedAt: EpochMs
  readonly level: ActionLevel
  readonly duty: UnitDuty
  /** The lead has phoned the unit's duty officer and ticked 已电话通知. */
  readonly phoned: boolean
}

export interface SignDue extends Due, DutyStart {}

/** By when the unit has to sign. Alarms to the lead and to 110/120/119 never wait for this clock. */
export function signDue(facts: DispatchFacts, data: DeadlineData): SignDue {
  const span = rowOf(data.limits.sign, facts.level)
  const start = startOf(span, facts)
  return { ...start, ...dueAfterSpan(start.startsAt, span, data) }
}

export type FirstContactDue =
  | ({ readonly kind: 'at'; readonly startsAt: EpochMs } & Due)
  | { readonly kind: 'counted-from-sign'; readonly span: Span }

/** By when the unit has to ring the caller; before the signing some levels only know how long it will be. */
export function firstContactDue(
  facts: DispatchFacts & { readonly signedAt: EpochMs | null },
  data: DeadlineData,
): FirstContactDue {
  const { countedFrom, span } = rowOf(data.limits.firstContact, facts.level)
  if (countedFrom === 'dispatch') {
    const { startsAt } = startOf(span, facts)
    return { kind: 'at', startsAt, ...dueAfterSpan(startsAt, span, data) }
  }
  if (facts.signedAt === null) return { kind: 'counted-from-sign', span }
  return { kind: 'at', startsAt: facts.signedAt, ...dueAfterSpan(facts.signedAt, span, data) }
}

function startOf(span: Span, facts: DispatchFacts): DutyStart {
  if (span.kind === 'duty-minutes') return dutyStart(facts.dispatchedAt, facts.duty, facts.phoned)
  return { startsAt: facts.dispatchedAt, phoneCall: 'not-needed' }
}

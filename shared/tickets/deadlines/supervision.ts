import type { EpochMs } from '../../lib/clock'
import type { ActionLevel } from './limit-table'
import { addDays, isPast, localDateOf } from './local-time'
import type { DeadlineData } from './shipped'
import { dueAfterWorkingDays } from './working-days'

export interface SupervisionFacts {
  /** When the result is (or was) due; null = no limit, or the clock is paused. */
  readonly dueAt: EpochMs | null
  readonly now: EpochMs
  readonly level: ActionLevel
  /** AMOUNT confirmed at ORANGE: it supervises, it never makes the ten-minute call. */
  readonly isAmountOrange: boolean
  readonly unsatisfiedCallbacks: number
  /** When this caller rang about this matter, this call included. */
  readonly callsAt: readonly EpochMs[]
  readonly isInstructedFromAbove: boolean
  readonly isInTheMedia: boolean
}

export type SupervisionReason =
  | 'red-or-orange'
  | 'overdue'
  | 'overdue-and-urgent'
  | 'unsatisfied-callbacks'
  | 'repeat-calls'
  | 'amount-orange'
  | 'instruction'
  | 'media'

/** Why an order stands under 督办, if at all. Being overdue sets the flag; it never changes a colour. */
export function supervisionReasons(facts: SupervisionFacts, data: DeadlineData): readonly SupervisionReason[] {
  const { unsatisfiedCallbacks, repeatCalls } = data.limits.supervision
  const isUrgent = facts.level === 'RED' || facts.level === 'ORANGE'
  const reasons: SupervisionReason[] = []
  if (isUrgent) reasons.push('red-or-orange')
  if (facts.dueAt !== null && isPast(facts.dueAt, facts.now)) {
    if (isUrgent) reasons.push('overdue-and-urgent')
    else if (isPast(supervisedFrom(facts.dueAt, data), facts.now)) reasons.push('overdue')
  }
  if (facts.unsatisfiedCallbacks >= unsatisfiedCallbacks) reasons.push('unsatisfied-callbacks')
  if (recentCalls(facts, data) >= repeatCalls) reasons.push('repeat-calls')
  if (facts.isAmountOrange) reasons.push('amount-orange')
  if (facts.isInstructedFromAbove) reasons.push('instruction')
  if (facts.isInTheMedia) reasons.push('media')
  return reasons
}

/** The first 催办 goes out as soon as the light is red. */
export function isFirstChaseDue(facts: Pick<SupervisionFacts, 'dueAt' | 'now'>): boolean {
  return facts.dueAt !== null && isPast(facts.dueAt, facts.now)
}

function supervisedFrom(dueAt: EpochMs, data: DeadlineData): EpochMs {
  return dueAfterWorkingDays(dueAt, data.limits.supervision.afterOverdueWorkingDays, data.calendar).dueAt
}

function recentCalls(facts: SupervisionFacts, data: DeadlineData): number {
  const first = addDays(localDateOf(facts.now), -data.limits.supervision.repeatWindowDays)
  return facts.callsAt.filter((at) => at <= facts.now && localDateOf(at) >= first).length
}

import type { ActionLevel } from '../deadlines/limit-table'
import type { Actor } from './roles'

/**
 * What is known when somebody wants to move an order. A fact that is left out is not known, and a condition that needs it
 * does not hold: nothing happens by forgetting to say something.
 */
export interface TransitionFacts {
  readonly level?: ActionLevel
  /** 提交: `validate` of the required fields found nothing. */
  readonly areFieldsValid?: boolean
  /** 直接答复: type, category and outcome are set. */
  readonly isOutcomeComplete?: boolean
  /** Codes of confirmed tags that forbid a direct answer (`risksAgainstDirectAnswer`); an empty list = none. */
  readonly risksAgainstAnswer?: readonly string[]
  /** There is an open order on the same matter to merge into, and it is another one. */
  readonly hasOpenOrderOnSameMatter?: boolean
  readonly areUnitsTold?: boolean
  readonly isLeadUnitChosen?: boolean
  readonly isLeadInformed?: boolean
  /** `mustLeadNameUnit`: three dispatches without a taker. */
  readonly mustLeadNameUnit?: boolean
  readonly isUnitNamedByLead?: boolean
  readonly reason?: string
  /** `checkReturn` agreed: window open, reason, another unit proposed. */
  readonly isReturnAllowed?: boolean
  readonly isFirstContactLogged?: boolean
  readonly isBeforeDue?: boolean
  /** A decision on an extension; `isAllowed` = `checkExtension` agreed with the role that grants it. */
  readonly extension?:
    | { readonly granted: false }
    | { readonly granted: true; readonly isAllowed: boolean; readonly isCallerTold: boolean }
  /** `checkParking` agreed: named procedure, proof, review date. */
  readonly isParkingAllowed?: boolean
  readonly isLeadApproved?: boolean
  readonly isReviewReached?: boolean
  readonly isProcedureEnded?: boolean
  readonly callback?: 'satisfied' | 'unsatisfied' | 'tries-used-up'
  /** The call-back agent took this order as an agent. */
  readonly isOwnOrder?: boolean
  readonly areReworksUsedUp?: boolean
  readonly isDemandReasonableToClose?: boolean
  readonly isDemandUnlawfulOrImpossible?: boolean
  /** Who has agreed to closing a RED order. */
  readonly closingAgreedBy?: readonly Actor[]
  readonly isArchiveTimeReached?: boolean
  readonly hasNewFacts?: boolean
  /** `isWithinRestartTime`. */
  readonly isWithinRestartTime?: boolean
  readonly isPromiseBroken?: boolean
  readonly hasCallerTakenBack?: boolean
  /** A withdrawal waits for its confirming ring-back. */
  readonly isWithdrawalOpen?: boolean
  readonly ringBack?: {
    readonly bySomebodyElse: boolean
    readonly result: 'own-will' | 'pressed' | 'not-withdrawn' | 'not-reached'
  }
  readonly wasSignedBeforeWithdrawal?: boolean
}

/** A RED order is closed by two. */
const CLOSERS_OF_RED: readonly Actor[] = ['LEAD', 'SUPERVISOR']

type Check = (facts: TransitionFacts, actor: Actor) => boolean

const isUrgent = (level: ActionLevel | undefined) => level === 'RED' || level === 'ORANGE'
const isKnownNot = (level: ActionLevel | undefined, ...barred: readonly ActionLevel[]) =>
  level !== undefined && !barred.includes(level)

const CHECKS = {
  'fields-valid': (facts) => facts.areFieldsValid === true,
  'outcome-complete': (facts) => facts.isOutcomeComplete === true,
  'no-risk-against-answer': (facts) => facts.risksAgainstAnswer?.length === 0,
  'not-red-or-orange': (facts) => isKnownNot(facts.level, 'RED', 'ORANGE'),
  'not-red': (facts) => isKnownNot(facts.level, 'RED'),
  'same-matter-open': (facts) => facts.hasOpenOrderOnSameMatter === true,
  'units-told': (facts) => facts.areUnitsTold === true,
  'lead-unit-chosen': (facts) => facts.isLeadUnitChosen === true,
  'lead-sends-urgent-only': (facts, actor) => actor !== 'LEAD' || isUrgent(facts.level),
  'lead-informed-of-red': (facts, actor) =>
    actor === 'LEAD' || isKnownNot(facts.level, 'RED') || (facts.level === 'RED' && facts.isLeadInformed === true),
  'lead-names-unit': (facts) => facts.mustLeadNameUnit === false || facts.isUnitNamedByLead === true,
  'reason-given': (facts) => (facts.reason ?? '').trim() !== '',
  'return-allowed': (facts) => facts.isReturnAllowed === true,
  'first-contact-logged': (facts) => facts.isFirstContactLogged === true,
  'before-due': (facts) => facts.isBeforeDue === true,
  'extension-decided': ({ extension }) => extension !== undefined && (!extension.granted || extension.isAllowed),
  'caller-told-if-extended': ({ extension }) => extension !== undefined && (!extension.granted || extension.isCallerTold),
  'parking-allowed': (facts) => facts.isParkingAllowed === true,
  'lead-approved': (facts) => facts.isLeadApproved === true,
  'review-reached-or-procedure-ended': (facts) => facts.isReviewReached === true || facts.isProcedureEnded === true,
  'satisfied-or-not-reached': (facts) => facts.callback === 'satisfied' || facts.callback === 'tries-used-up',
  'not-own-order': (facts) => facts.isOwnOrder === false,
  'reworks-left': (facts) => facts.areReworksUsedUp === false,
  'demand-may-be-concluded': (facts) =>
    facts.isDemandReasonableToClose === true ||
    (facts.areReworksUsedUp === true && facts.isDemandUnlawfulOrImpossible === true),
  'two-close-red': (facts) =>
    isKnownNot(facts.level, 'RED') || CLOSERS_OF_RED.every((role) => facts.closingAgreedBy?.includes(role)),
  'archive-time-reached': (facts) => facts.isArchiveTimeReached === true,
  'recent-facts-or-broken-promise': (facts, actor) =>
    facts.isPromiseBroken === true ||
    (actor === 'LEAD' && facts.hasNewFacts === true && facts.isWithinRestartTime === true),
  'facts-or-broken-promise': (facts, actor) =>
    facts.isPromiseBroken === true || (actor === 'LEAD' && facts.hasNewFacts === true),
  'caller-takes-it-back': (facts) => facts.hasCallerTakenBack === true,
  'withdrawal-open': (facts) => facts.isWithdrawalOpen === true,
  'no-withdrawal-open': (facts) => facts.isWithdrawalOpen === false,
  'confirmed-by-somebody-else': (facts) => facts.ringBack?.bySomebodyElse === true,
  'withdrawn-of-own-will': (facts) => facts.ringBack?.result === 'own-will',
  'withdrawal-not-confirmed': (facts) => facts.ringBack !== undefined && facts.ringBack.result !== 'own-will',
  'was-signed': (facts) => facts.wasSignedBeforeWithdrawal === true,
  'was-not-signed': (facts) => facts.wasSignedBeforeWithdrawal === false,
} as const satisfies Record<string, Check>

export type ConditionCode = keyof typeof CHECKS

export const CONDITION_CODES = Object.keys(CHECKS) as readonly ConditionCode[]

export function holds(condition: ConditionCode, facts: TransitionFacts, actor: Actor): boolean {
  const check: Check = CHECKS[condition]
  return check(facts, actor)
}

import type { ConditionCode } from './conditions'
import type { Actor } from './roles'
import type { LifecycleState } from './states'

export const LIFECYCLE_ACTIONS = [
  'submit',
  'answer-directly',
  'send-to-dispatch',
  'merge',
  'dispatch',
  'send-back',
  'sign',
  'request-return',
  'start-handling',
  'grant-return',
  'refuse-return',
  'request-extension',
  'decide-extension',
  'park',
  'resume',
  'submit-result',
  'reject-result',
  'resubmit-result',
  'approve-result',
  'close-after-callback',
  'send-to-rework',
  'submit-rework',
  'conclude',
  'archive',
  'restart',
  'void',
  'withdraw',
  'close-withdrawn',
  'withdrawal-unconfirmed',
  'merge-after-dispatch',
  'recall-dispatch',
] as const

export type LifecycleAction = (typeof LIFECYCLE_ACTIONS)[number]

export interface Transition {
  readonly from: LifecycleState
  readonly to: LifecycleState
  readonly action: LifecycleAction
  readonly by: readonly Actor[]
  /** All of them have to hold. */
  readonly when: readonly ConditionCode[]
}

function row(
  from: LifecycleState,
  action: LifecycleAction,
  to: LifecycleState,
  by: readonly Actor[],
  ...when: readonly ConditionCode[]
): Transition {
  return { from, action, to, by, when }
}

const WITHDRAWABLE: readonly LifecycleState[] = [
  'ACCEPTED',
  'REVIEWING',
  'DISPATCHED',
  'SIGNED',
  'HANDLING',
  'EXTENSION_REQUESTED',
  'SUSPENDED',
  'RETURN_REQUESTED',
  'RESULT_SUBMITTED',
  'REJECTED',
  'REWORK',
]

/** Every step an order can take. What is not in this table does not happen. */
export const TRANSITIONS: readonly Transition[] = [
  row('DRAFT', 'submit', 'ACCEPTED', ['AGENT'], 'fields-valid'),
  row(
    'ACCEPTED',
    'answer-directly',
    'ANSWERED',
    ['AGENT'],
    'outcome-complete',
    'no-risk-against-answer',
    'not-red-or-orange',
  ),
  row('ACCEPTED', 'send-to-dispatch', 'REVIEWING', ['AGENT']),
  row('ACCEPTED', 'merge', 'MERGED', ['AGENT', 'DISPATCHER'], 'same-matter-open'),
  row('ACCEPTED', 'void', 'VOID', ['LEAD'], 'reason-given'),

  row(
    'REVIEWING',
    'dispatch',
    'DISPATCHED',
    ['DISPATCHER', 'LEAD'],
    'lead-unit-chosen',
    'lead-sends-urgent-only',
    'lead-informed-of-red',
    'lead-names-unit',
  ),
  row('REVIEWING', 'send-back', 'ACCEPTED', ['DISPATCHER'], 'reason-given'),
  row('REVIEWING', 'merge', 'MERGED', ['DISPATCHER'], 'same-matter-open'),

  row('DISPATCHED', 'sign', 'SIGNED', ['HANDLER']),
  row('DISPATCHED', 'request-return', 'RETURN_REQUESTED', ['HANDLER'], 'return-allowed'),
  row('SIGNED', 'start-handling', 'HANDLING', ['HANDLER'], 'first-contact-logged'),
  row('SIGNED', 'request-return', 'RETURN_REQUESTED', ['HANDLER'], 'return-allowed'),
  row('RETURN_REQUESTED', 'grant-return', 'DISPATCHED', ['DISPATCHER'], 'lead-unit-chosen', 'lead-names-unit'),
  row('RETURN_REQUESTED', 'refuse-return', 'SIGNED', ['DISPATCHER'], 'reason-given'),
  row('DISPATCHED', 'recall-dispatch', 'REVIEWING', ['DISPATCHER', 'LEAD'], 'reason-given'),
  row('SIGNED', 'recall-dispatch', 'REVIEWING', ['DISPATCHER', 'LEAD'], 'reason-given'),
  row('DISPATCHED', 'merge-after-dispatch', 'MERGED', ['DISPATCHER'], 'same-matter-open', 'units-told'),
  row('SIGNED', 'merge-after-dispatch', 'MERGED', ['DISPATCHER'], 'same-matter-open', 'units-told'),
  row('HANDLING', 'merge-after-dispatch', 'MERGED', ['DISPATCHER'], 'same-matter-open', 'units-told'),

  row('HANDLING', 'request-extension', 'EXTENSION_REQUESTED', ['HANDLER'], 'not-red', 'before-due'),
  row(
    'EXTENSION_REQUESTED',
    'decide-extension',
    'HANDLING',
    ['DISPATCHER', 'LEAD'],
    'extension-decided',
    'caller-told-if-extended',
  ),
  row('HANDLING', 'park', 'SUSPENDED', ['HANDLER'], 'not-red', 'parking-allowed', 'lead-approved'),
  row('SUSPENDED', 'resume', 'HANDLING', ['HANDLER', 'SYSTEM'], 'review-reached-or-procedure-ended'),
  row('HANDLING', 'submit-result', 'RESULT_SUBMITTED', ['HANDLER']),
  row('RESULT_SUBMITTED', 'reject-result', 'REJECTED', ['DISPATCHER']),
  row('REJECTED', 'resubmit-result', 'RESULT_SUBMITTED', ['HANDLER']),
  row('RESULT_SUBMITTED', 'approve-result', 'CALLBACK', ['DISPATCHER']),

  row(
    'CALLBACK',
    'close-after-callback',
    'CLOSED',
    ['CALLBACK'],
    'no-withdrawal-open',
    'not-own-order',
    'satisfied-or-not-reached',
    'two-close-red',
  ),
  row(
    'CALLBACK',
    'send-to-rework',
    'REWORK',
    ['CALLBACK'],
    'no-withdrawal-open',
    'not-own-order',
    'reason-given',
    'reworks-left',
  ),
  row(
    'CALLBACK',
    'conclude',
    'CLOSED',
    ['LEAD'],
    'no-withdrawal-open',
    'reason-given',
    'demand-may-be-concluded',
    'two-close-red',
  ),
  row('REWORK', 'submit-rework', 'RESULT_SUBMITTED', ['HANDLER']),
  row('CLOSED', 'archive', 'ARCHIVED', ['SYSTEM'], 'archive-time-reached'),
  row('CLOSED', 'restart', 'REWORK', ['LEAD', 'SYSTEM'], 'recent-facts-or-broken-promise'),
  row('ARCHIVED', 'restart', 'REWORK', ['LEAD', 'SYSTEM'], 'facts-or-broken-promise'),

  ...WITHDRAWABLE.map((from) => row(from, 'withdraw', 'CALLBACK', ['AGENT', 'HANDLER'], 'caller-takes-it-back')),
  row(
    'CALLBACK',
    'close-withdrawn',
    'CLOSED',
    ['CALLBACK'],
    'withdrawal-open',
    'confirmed-by-somebody-else',
    'withdrawn-of-own-will',
    'two-close-red',
  ),
  row(
    'CALLBACK',
    'withdrawal-unconfirmed',
    'HANDLING',
    ['CALLBACK', 'LEAD'],
    'withdrawal-open',
    'withdrawal-not-confirmed',
    'was-signed',
  ),
  row(
    'CALLBACK',
    'withdrawal-unconfirmed',
    'REVIEWING',
    ['CALLBACK', 'LEAD'],
    'withdrawal-open',
    'withdrawal-not-confirmed',
    'was-not-signed',
  ),
]

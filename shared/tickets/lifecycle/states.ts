/**
 * Life of an order. A call without content never enters it; 待上传 is a state of the outbox, not of an order.
 *
 * ```
 * DRAFT -submit-> ACCEPTED -answer-directly-> ANSWERED
 *                    |  ^
 *      send-to-dispatch  send-back
 *                    v  |
 *                 REVIEWING <---------------------------- recall-dispatch (from DISPATCHED, SIGNED)
 *                    | dispatch
 *                    v
 *                DISPATCHED --request-return--> RETURN_REQUESTED --grant-return--> DISPATCHED
 *                    | sign                      ^        | refuse-return
 *                    v                           |        v
 *                  SIGNED ------request-return---+      SIGNED
 *                    | start-handling
 *                    v        request-extension / decide-extension
 *                 HANDLING <---------------------------------------> EXTENSION_REQUESTED
 *                    |   ^ \-- park --> SUSPENDED -- resume --> HANDLING
 *      submit-result |
 *                    v       reject-result              resubmit-result
 *            RESULT_SUBMITTED -----------> REJECTED ------------------> RESULT_SUBMITTED
 *                    | approve-result          ^ submit-rework
 *                    v      send-to-rework     |
 *                CALLBACK ---------------> REWORK <-- restart -- CLOSED, ARCHIVED
 *                    | close, conclude, close-withdrawn
 *                    v
 *                 CLOSED -archive-> ARCHIVED
 *
 * withdraw: every open state -> CALLBACK -> close-withdrawn, or withdrawal-unconfirmed -> HANDLING | REVIEWING
 * merge: ACCEPTED, REVIEWING -> MERGED      merge-after-dispatch: DISPATCHED, SIGNED, HANDLING -> MERGED
 * void: ACCEPTED -> VOID
 * ```
 */
export const LIFECYCLE_STATES = [
  'DRAFT',
  'ACCEPTED',
  'ANSWERED',
  'REVIEWING',
  'DISPATCHED',
  'SIGNED',
  'RETURN_REQUESTED',
  'HANDLING',
  'EXTENSION_REQUESTED',
  'SUSPENDED',
  'RESULT_SUBMITTED',
  'REJECTED',
  'CALLBACK',
  'REWORK',
  'CLOSED',
  'ARCHIVED',
  'MERGED',
  'VOID',
] as const

export type LifecycleState = (typeof LIFECYCLE_STATES)[number]

/** Which clock runs in a state: `stopped` = a result is being checked, `paused` = parked. */
export type StateClock = 'none' | 'sign' | 'handling' | 'paused' | 'stopped' | 'callback' | 'rework'

/** Who has to act next. The reviewer (审核) is the dispatcher's second duty. */
export type StateOwner = 'AGENT' | 'DISPATCHER' | 'HANDLER' | 'LEAD' | 'CALLBACK' | 'HOTLINE' | 'SYSTEM'

export interface StateFacts {
  readonly owner: StateOwner
  readonly clock: StateClock
  /** Nothing more is expected; a restart may still come (CLOSED, ARCHIVED). */
  readonly isTerminal: boolean
}

const STATE_FACTS: Readonly<Record<LifecycleState, StateFacts>> = {
  DRAFT: { owner: 'AGENT', clock: 'none', isTerminal: false },
  ACCEPTED: { owner: 'AGENT', clock: 'none', isTerminal: false },
  ANSWERED: { owner: 'AGENT', clock: 'none', isTerminal: true },
  REVIEWING: { owner: 'DISPATCHER', clock: 'none', isTerminal: false },
  DISPATCHED: { owner: 'HANDLER', clock: 'sign', isTerminal: false },
  SIGNED: { owner: 'HANDLER', clock: 'handling', isTerminal: false },
  RETURN_REQUESTED: { owner: 'DISPATCHER', clock: 'handling', isTerminal: false },
  HANDLING: { owner: 'HANDLER', clock: 'handling', isTerminal: false },
  EXTENSION_REQUESTED: { owner: 'DISPATCHER', clock: 'handling', isTerminal: false },
  SUSPENDED: { owner: 'LEAD', clock: 'paused', isTerminal: false },
  RESULT_SUBMITTED: { owner: 'DISPATCHER', clock: 'stopped', isTerminal: false },
  REJECTED: { owner: 'HANDLER', clock: 'handling', isTerminal: false },
  CALLBACK: { owner: 'CALLBACK', clock: 'callback', isTerminal: false },
  REWORK: { owner: 'HANDLER', clock: 'rework', isTerminal: false },
  CLOSED: { owner: 'HOTLINE', clock: 'none', isTerminal: true },
  ARCHIVED: { owner: 'SYSTEM', clock: 'none', isTerminal: true },
  MERGED: { owner: 'DISPATCHER', clock: 'none', isTerminal: true },
  VOID: { owner: 'LEAD', clock: 'none', isTerminal: true },
}

export function factsOf(state: LifecycleState): StateFacts {
  return STATE_FACTS[state]
}

/** A draft is no order yet; terminal states take nothing but a restart. */
export function isOpenState(state: LifecycleState): boolean {
  return state !== 'DRAFT' && !STATE_FACTS[state].isTerminal
}

/** Marks on any open order, beside its state: 督办 催办 超期 保密 履约跟踪. They change no colour. */
export const TICKET_FLAGS = ['SUPERVISED', 'NUDGED', 'OVERDUE', 'CONFIDENTIAL', 'PROMISE'] as const

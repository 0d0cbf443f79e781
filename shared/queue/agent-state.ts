import type { CallId } from '../calls/call'
import { assertNever } from '../lib/assert-never'
import type { EpochMs } from '../lib/clock'
import type { SeatStateKind } from './seat-state'
import type { WrapUpPolicy } from './wrap-up-policy'

/**
 * What the agent is doing, as this seat sees it. The PBX is told when it matters to the queue.
 *
 * ```
 * signed-out <--> ready <--> break | meeting | training | busy        (state-chosen; all but ready carry a reason)
 *                   | rang                         ^ chosen during a call, it is kept as `next`
 *                   v                              |
 *                ringing --answered--> talking --call-ended--> wrap-up --wrap-up-done--> red-rest --rest-ended--> next
 *                   |  |               | held/resumed                                    (only after a RED call)
 *                   |  +-- ring-ended: back to where it came from     call-ended, optional wrap-up not asked for: next
 * ```
 *
 * There is never more than one call in a state. A rest that is owed after a RED call follows every further call until it was had.
 */
export type AgentState =
  | { readonly kind: 'signed-out'; readonly since: EpochMs }
  | { readonly kind: 'ready'; readonly since: EpochMs }
  | ({ readonly since: EpochMs } & AwayChoice)
  /**
   * `wrapUp`: a ring that got into a wrap-up; unanswered, the agent goes on with it. `awaySince`: a ring that got into a break or a
   * rest, whose time runs on.
   */
  | ({ readonly kind: 'ringing'; readonly since: EpochMs; readonly callId: CallId; readonly wrapUp: WrapUp | null; readonly awaySince: EpochMs | null } & Kept)
  /** `heldSince`: the caller waits on hold since then. `wantsWrapUp`: asked for where the queue leaves it to the agent. */
  | ({ readonly kind: 'talking'; readonly since: EpochMs; readonly callId: CallId; readonly heldSince: EpochMs | null; readonly wantsWrapUp: boolean } & Kept)
  | ({ readonly kind: 'wrap-up' } & WrapUp & Kept)
  /** 红单后休整: nothing is offered until a lead ends it, not a timer. */
  | { readonly kind: 'red-rest'; readonly since: EpochMs; readonly next: NextState }

/** What outlasts the present work. */
interface Kept {
  readonly next: NextState
  /** One of the calls was RED: a rest comes before `next`. */
  readonly owesRest: boolean
}

/** The call that is being finished, and since when. */
export interface WrapUp {
  readonly callId: CallId
  readonly since: EpochMs
}

/** Away from the queue by choice: 小休, 会议, 培训, 示忙. */
export type AwayKind = 'break' | 'meeting' | 'training' | 'busy'

/** `reason`: a code of `agent-states.json`; compulsory. */
export interface AwayChoice {
  readonly kind: AwayKind
  readonly reason: string
}

/** Where the agent goes when the present work is done: the choice may be made in the middle of a call. */
export type NextState = { readonly kind: 'ready' } | AwayChoice | { readonly kind: 'signed-out' }

export const readyNext: NextState = { kind: 'ready' }

export type AgentEvent =
  | { readonly kind: 'rang'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'ring-ended'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'answered'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'held'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'resumed'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'call-ended'; readonly callId: CallId; readonly policy: WrapUpPolicy; readonly at: EpochMs }
  /** The call on the line or in its wrap-up is RED: said once, it stays so. */
  | { readonly kind: 'turned-red'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'wrap-up-asked'; readonly wanted: boolean; readonly at: EpochMs }
  | { readonly kind: 'wrap-up-done'; readonly at: EpochMs }
  | { readonly kind: 'state-chosen'; readonly next: NextState; readonly at: EpochMs }
  | { readonly kind: 'rest-ended'; readonly at: EpochMs }

/** One transition. Events of a call that is not the present one change nothing: they are late or about a second call. */
export function nextAgentState(state: AgentState, event: AgentEvent): AgentState {
  switch (event.kind) {
    case 'rang':
      return beginRing(state, event)
    case 'ring-ended':
      return state.kind === 'ringing' && state.callId === event.callId ? endRing(state, event.at) : state
    case 'answered':
      return answer(state, event)
    case 'held':
      return state.kind === 'talking' && state.callId === event.callId && state.heldSince === null ? { ...state, heldSince: event.at } : state
    case 'resumed':
      return state.kind === 'talking' && state.callId === event.callId && state.heldSince !== null ? { ...state, heldSince: null } : state
    case 'call-ended':
      return endCall(state, event)
    case 'turned-red':
      return turnRed(state, event.callId)
    case 'wrap-up-asked':
      return state.kind === 'talking' && state.wantsWrapUp !== event.wanted ? { ...state, wantsWrapUp: event.wanted } : state
    case 'wrap-up-done':
      if (state.kind === 'ringing') return state.wrapUp === null ? state : { ...state, wrapUp: null }
      return state.kind === 'wrap-up' ? settle(state, event.at) : state
    case 'state-chosen':
      return choose(state, event)
    case 'rest-ended':
      if (state.kind === 'ringing' && state.wrapUp === null && state.owesRest) return { ...state, owesRest: false, awaySince: null }
      return state.kind === 'red-rest' ? inState(state.next, event.at) : state
    default:
      return assertNever(event)
  }
}

type Ringing = Extract<AgentState, { kind: 'ringing' }>

function beginRing(state: AgentState, { callId, at }: { readonly callId: CallId; readonly at: EpochMs }): AgentState {
  const ring = { kind: 'ringing', since: at, callId, wrapUp: null, awaySince: null, owesRest: false } as const
  switch (state.kind) {
    case 'ready':
      return { ...ring, next: readyNext }
    case 'break':
    case 'meeting':
    case 'training':
    case 'busy':
      return { ...ring, next: { kind: state.kind, reason: state.reason }, awaySince: state.since }
    case 'signed-out':
      return { ...ring, next: { kind: 'signed-out' }, awaySince: state.since }
    case 'red-rest':
      return { ...ring, next: state.next, awaySince: state.since, owesRest: true }
    case 'wrap-up':
      return { ...ring, next: state.next, wrapUp: { callId: state.callId, since: state.since }, owesRest: state.owesRest }
    case 'ringing':
    case 'talking':
      return state
  }
}

function endRing({ wrapUp, next, owesRest, awaySince }: Ringing, at: EpochMs): AgentState {
  if (wrapUp !== null) return { kind: 'wrap-up', next, owesRest, ...wrapUp }
  return settle({ next, owesRest }, awaySince ?? at)
}

function answer(state: AgentState, { callId, at }: { readonly callId: CallId; readonly at: EpochMs }): AgentState {
  if (state.kind === 'talking' && state.callId === callId) return state
  const kept = state.kind === 'ringing' || state.kind === 'talking' || state.kind === 'wrap-up' ? state
    : { next: state.kind === 'red-rest' ? state.next : choiceOf(state), owesRest: state.kind === 'red-rest' }
  return { kind: 'talking', since: at, callId, next: kept.next, owesRest: kept.owesRest, heldSince: null, wantsWrapUp: false }
}

/** After a RED call there is always something to write. */
function endCall(state: AgentState, { callId, policy, at }: Extract<AgentEvent, { kind: 'call-ended' }>): AgentState {
  if (state.kind !== 'talking' || state.callId !== callId) return state
  const { next, owesRest, wantsWrapUp } = state
  if (policy === 'optional' && !wantsWrapUp && !owesRest) return inState(next, at)
  return { kind: 'wrap-up', since: at, callId, next, owesRest }
}

function turnRed(state: AgentState, callId: CallId): AgentState {
  if (!('owesRest' in state) || state.owesRest || callAtWork(state) !== callId) return state
  return { ...state, owesRest: true }
}

function choose(state: AgentState, { next, at }: Extract<AgentEvent, { kind: 'state-chosen' }>): AgentState {
  switch (state.kind) {
    case 'ringing':
      // The time of the break that it rang into goes on only in that break.
      return isSameChoice(state.next, next) ? state : { ...state, next, awaySince: state.owesRest ? state.awaySince : null }
    case 'talking':
    case 'wrap-up':
    case 'red-rest':
      return isSameChoice(state.next, next) ? state : { ...state, next }
    case 'signed-out':
    case 'ready':
    case 'break':
    case 'meeting':
    case 'training':
    case 'busy':
      return isSameChoice(choiceOf(state), next) ? state : inState(next, at)
  }
}

function settle({ next, owesRest }: Kept, at: EpochMs): AgentState {
  return owesRest ? { kind: 'red-rest', since: at, next } : inState(next, at)
}

function inState(next: NextState, since: EpochMs): AgentState {
  return { ...next, since }
}

function choiceOf(state: Exclude<AgentState, { next: NextState }>): NextState {
  return state.kind === 'ready' || state.kind === 'signed-out' ? { kind: state.kind } : { kind: state.kind, reason: state.reason }
}

function isSameChoice(one: NextState, other: NextState): boolean {
  return one.kind === other.kind && reasonOf(one) === reasonOf(other)
}

const reasonOf = (choice: NextState) => ('reason' in choice ? choice.reason : null)

/** Whether the queue may offer calls; anything else is told to the PBX as a pause. */
export function wantsCalls(state: AgentState): boolean {
  return state.kind === 'ready' || (state.kind === 'ringing' && state.wrapUp === null && !state.owesRest && state.next.kind === 'ready')
}

/** The state that the agent has chosen or will be in next, for the time when nothing of a call is left to do. */
export function chosenState(state: AgentState): NextState {
  return 'next' in state ? state.next : choiceOf(state)
}

/** Nobody is on the line, nothing rings, nothing of a call is being written. */
export function isBetweenCalls(state: AgentState): boolean {
  return state.kind !== 'ringing' && state.kind !== 'talking' && state.kind !== 'wrap-up'
}

/** As the desk and the leads name it, with the reason where there is one and since when. */
export function seatStateOf(state: AgentState): { readonly kind: SeatStateKind; readonly since: EpochMs; readonly reason: string | null } {
  if (state.kind === 'talking' && state.heldSince !== null) return { kind: 'on-hold', since: state.heldSince, reason: null }
  return { kind: state.kind, since: state.since, reason: 'reason' in state ? state.reason : null }
}

/** The call that the agent wraps up now, also while another one rings into that. */
export function wrapUpOf(state: AgentState): WrapUp | null {
  if (state.kind === 'wrap-up') return { callId: state.callId, since: state.since }
  return state.kind === 'ringing' ? state.wrapUp : null
}

/** The call that is being written down: on the line, or in its wrap-up. */
export function callAtWork(state: AgentState): CallId | null {
  return state.kind === 'talking' ? state.callId : (wrapUpOf(state)?.callId ?? null)
}

/** The agent's own ringing call, the one on the line, or the one being finished: the only ones whose number is shown in full. */
export function isOwnCall(state: AgentState, callId: string): boolean {
  return ('callId' in state && (state.callId as string) === callId) || (wrapUpOf(state)?.callId as string | undefined) === callId
}

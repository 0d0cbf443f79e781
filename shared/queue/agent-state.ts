import { assertNever } from '../lib/assert-never'
import type { EpochMs } from '../lib/clock'
import type { CallId } from '../calls/call'

/**
 * What the agent is doing, as this seat sees it. The PBX is told when it matters to the queue.
 *
 * ```
 * ready <--> break
 *   | rang            ^ break-chosen during a call is kept as `next`
 *   v                 |
 * ringing --answered--> talking --call-ended--> wrap-up --wrap-up-done--> ready | break
 *   | ring-ended --> ready | break | wrap-up (where it came from)
 * ```
 */
export type AgentState =
  | { readonly kind: 'ready'; readonly since: EpochMs }
  | { readonly kind: 'break'; readonly since: EpochMs }
  /** `wrapUp`: a ring that got into a wrap-up; unanswered, the agent goes on with it. */
  | { readonly kind: 'ringing'; readonly since: EpochMs; readonly callId: CallId; readonly next: NextState; readonly wrapUp: WrapUp | null }
  | { readonly kind: 'talking'; readonly since: EpochMs; readonly callId: CallId; readonly next: NextState }
  | ({ readonly kind: 'wrap-up'; readonly next: NextState } & WrapUp)

/** The call that is being finished, and since when. */
export interface WrapUp {
  readonly callId: CallId
  readonly since: EpochMs
}

/** Where the agent goes when the present work is done: the choice may be made in the middle of a call. */
export type NextState = 'ready' | 'break'

export type AgentEvent =
  | { readonly kind: 'rang'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'ring-ended'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'answered'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'call-ended'; readonly callId: CallId; readonly at: EpochMs }
  | { readonly kind: 'wrap-up-done'; readonly at: EpochMs }
  | { readonly kind: 'break-chosen'; readonly at: EpochMs }
  | { readonly kind: 'ready-chosen'; readonly at: EpochMs }

/** One transition. Events of a call that is not the present one change nothing: they are late or about a second call. */
export function nextAgentState(state: AgentState, event: AgentEvent): AgentState {
  switch (event.kind) {
    case 'rang':
      return beginRing(state, event)
    case 'ring-ended':
      if (state.kind !== 'ringing' || state.callId !== event.callId) return state
      return state.wrapUp === null ? { kind: state.next, since: event.at } : { kind: 'wrap-up', next: state.next, ...state.wrapUp }
    case 'answered':
      if (state.kind === 'talking' && state.callId === event.callId) return state
      return { kind: 'talking', since: event.at, callId: event.callId, next: 'next' in state ? state.next : 'ready' }
    case 'call-ended':
      if (state.kind !== 'talking' || state.callId !== event.callId) return state
      return { kind: 'wrap-up', since: event.at, callId: event.callId, next: state.next }
    case 'wrap-up-done':
      if (state.kind === 'ringing') return state.wrapUp === null ? state : { ...state, wrapUp: null }
      return state.kind === 'wrap-up' ? { kind: state.next, since: event.at } : state
    case 'break-chosen':
      return chooseNext(state, 'break', event.at)
    case 'ready-chosen':
      return chooseNext(state, 'ready', event.at)
    default:
      return assertNever(event)
  }
}

function beginRing(state: AgentState, { callId, at }: { readonly callId: CallId; readonly at: EpochMs }): AgentState {
  switch (state.kind) {
    case 'ready':
    case 'break':
      return { kind: 'ringing', since: at, callId, next: state.kind, wrapUp: null }
    case 'wrap-up':
      return { kind: 'ringing', since: at, callId, next: state.next, wrapUp: { callId: state.callId, since: state.since } }
    case 'ringing':
    case 'talking':
      return state
  }
}

function chooseNext(state: AgentState, next: NextState, at: EpochMs): AgentState {
  if (state.kind === 'ready' || state.kind === 'break') return state.kind === next ? state : { kind: next, since: at }
  return { ...state, next }
}

/** Whether the queue may offer calls; anything else is told to the PBX as a pause. */
export function wantsCalls(state: AgentState): boolean {
  return state.kind === 'ready' || (state.kind === 'ringing' && state.wrapUp === null && state.next === 'ready')
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

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
 *   | ring-ended --> ready | break (where it came from)
 * ```
 */
export type AgentState =
  | { readonly kind: 'ready'; readonly since: EpochMs }
  | { readonly kind: 'break'; readonly since: EpochMs }
  | { readonly kind: 'ringing'; readonly since: EpochMs; readonly callId: CallId; readonly next: NextState }
  | { readonly kind: 'talking'; readonly since: EpochMs; readonly callId: CallId; readonly next: NextState }
  | { readonly kind: 'wrap-up'; readonly since: EpochMs; readonly callId: CallId; readonly next: NextState }

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
      if (state.kind !== 'ready' && state.kind !== 'break' && state.kind !== 'wrap-up') return state
      return { kind: 'ringing', since: event.at, callId: event.callId, next: state.kind === 'break' ? 'break' : 'ready' }
    case 'ring-ended':
      if (state.kind !== 'ringing' || state.callId !== event.callId) return state
      return { kind: state.next, since: event.at }
    case 'answered':
      if (state.kind === 'talking' && state.callId === event.callId) return state
      return { kind: 'talking', since: event.at, callId: event.callId, next: 'next' in state ? state.next : 'ready' }
    case 'call-ended':
      if (state.kind !== 'talking' || state.callId !== event.callId) return state
      return { kind: 'wrap-up', since: event.at, callId: event.callId, next: state.next }
    case 'wrap-up-done':
      return state.kind === 'wrap-up' ? { kind: state.next, since: event.at } : state
    case 'break-chosen':
      return chooseNext(state, 'break', event.at)
    case 'ready-chosen':
      return chooseNext(state, 'ready', event.at)
    default:
      return assertNever(event)
  }
}

function chooseNext(state: AgentState, next: NextState, at: EpochMs): AgentState {
  if (state.kind === 'ready' || state.kind === 'break') return state.kind === next ? state : { kind: next, since: at }
  return { ...state, next }
}

/** Whether the queue may offer calls; anything else is told to the PBX as a pause. */
export function wantsCalls(state: AgentState): boolean {
  return state.kind === 'ready' || (state.kind === 'ringing' && state.next === 'ready')
}

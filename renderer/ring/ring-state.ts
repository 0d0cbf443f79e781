import type { RingCall } from '../../shared/calls/phone-wire'
import type { RingCard } from '../../shared/ipc/values'

/**
 * What the window knows: the card that the console had main show, and the call as the phone has it. Either may be there
 * without the other for a moment.
 */
export interface RingState {
  readonly card: RingCard | null
  readonly call: RingCall | null
  /** When the present ring came into sight, in steady milliseconds: a clock that is set back must not keep the window dead. */
  readonly shownAt: number
  readonly isDeclining: boolean
  readonly problem: 'failed' | 'gone' | null
}

export const nothingRings: RingState = { card: null, call: null, shownAt: 0, isDeclining: false, problem: null }

export type RingNews =
  | { readonly kind: 'card'; readonly card: RingCard | null; readonly at: number }
  | { readonly kind: 'call'; readonly call: RingCall | null; readonly at: number }
  | { readonly kind: 'came-into-sight'; readonly at: number }
  | { readonly kind: 'declining'; readonly isDeclining: boolean }
  | { readonly kind: 'problem'; readonly problem: 'failed' | 'gone' }

/** Clicks in the first moment were meant for what lay under the window. */
export const deadMs = 700

export function nextRing(state: RingState, news: RingNews): RingState {
  switch (news.kind) {
    case 'card':
      return ringOf({ ...state, card: news.card }, state, news.at)
    case 'call':
      return ringOf({ ...state, call: news.call }, state, news.at)
    case 'came-into-sight':
      return { ...state, shownAt: news.at }
    case 'declining':
      return { ...state, isDeclining: news.isDeclining }
    case 'problem':
      return { ...state, problem: news.problem }
  }
}

/** Another call is another ring: its dead time starts anew, and no half-chosen answer passes over to it. */
function ringOf(next: RingState, before: RingState, at: number): RingState {
  if (callIdOf(next) === callIdOf(before)) return next
  return { ...next, shownAt: at, isDeclining: false, problem: null }
}

/** The card leads: it is what main shows. */
export function callIdOf(state: RingState): string | null {
  return state.card?.callId ?? state.call?.callId ?? null
}

export function isDead(state: RingState, now: number): boolean {
  return now - state.shownAt < deadMs
}

/** The shown call rings no more, says the phone: answered elsewhere, given up, taken in the console. */
export function isOver(state: RingState, hasHeardPhone: boolean): boolean {
  return hasHeardPhone && state.card !== null && state.call?.callId !== state.card.callId
}

/** Seconds the caller has waited so far, in the queue and ringing here; null while nobody knows. */
export function waitedSeconds({ card, call }: RingState, now: number): number | null {
  if (call === null || (card !== null && card.callId !== call.callId)) return null
  return (call.waitedSeconds ?? 0) + Math.max(0, Math.floor((now - call.startedAt) / 1000))
}

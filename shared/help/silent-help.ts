import type { CallId } from '../calls/call'
import { assertNever } from '../lib/assert-never'
import type { EpochMs } from '../lib/clock'
import type { HelpStep, HelpStepCode } from './help-step'

/** 举手: what an agent asks for without a word to the caller. In the order of the keys that choose it. */
export const handKinds = ['policy', 'superior', 'other-gender', 'harassment', 'equipment'] as const
export type HandKind = (typeof handKinds)[number]

/** How a lead answers: words on the screen, a voice that only the agent hears, or the call itself. */
export type HandAnswer = { readonly how: 'text'; readonly text: string } | { readonly how: 'whisper' } | { readonly how: 'take-over'; /** Where the lead waits for the call to be put through; null without a telephone. */ readonly extension: string | null }

/**
 * The raised hand of one seat.
 *
 * ```
 * down --raised--> raised --seen--> seen --answered--> answered --closed | done--> down
 *                    |  +-----------------answered---------^
 *                    +--withdrawn | done (also from seen)--> down
 * ```
 */
export type RaisedHand =
  | { readonly kind: 'down' }
  | ({ readonly kind: 'raised' } & Raised)
  | ({ readonly kind: 'seen'; readonly by: string; readonly seenAt: EpochMs } & Raised)
  | ({ readonly kind: 'answered'; readonly by: string; readonly answeredAt: EpochMs; readonly answer: HandAnswer } & Raised)

interface Raised {
  readonly for: HandKind
  readonly callId: CallId | null
  readonly at: EpochMs
}

export type HandEvent =
  | { readonly kind: 'raised'; readonly for: HandKind; readonly callId: CallId | null; readonly at: EpochMs }
  | { readonly kind: 'seen'; readonly by: string; readonly at: EpochMs }
  | { readonly kind: 'answered'; readonly by: string; readonly answer: HandAnswer; readonly at: EpochMs }
  | { readonly kind: 'withdrawn'; readonly at: EpochMs }
  /** A lead has marked it as dealt with. */
  | { readonly kind: 'done'; readonly by: string; readonly at: EpochMs }
  | { readonly kind: 'closed'; readonly at: EpochMs }

export const handDown: RaisedHand = { kind: 'down' }

export function nextHand(hand: RaisedHand, event: HandEvent): RaisedHand {
  switch (event.kind) {
    case 'raised': {
      if (hand.kind !== 'down') return hand
      const { for: kind, callId, at } = event
      return { kind: 'raised', for: kind, callId, at }
    }
    case 'seen':
      return hand.kind === 'raised' ? { ...hand, kind: 'seen', by: event.by, seenAt: event.at } : hand
    case 'answered': {
      // A second answer replaces the first: a text may be followed by the take-over.
      if (hand.kind === 'down') return hand
      const { for: kind, callId, at } = hand
      return { kind: 'answered', for: kind, callId, at, by: event.by, answeredAt: event.at, answer: event.answer }
    }
    case 'withdrawn':
      return hand.kind === 'raised' || hand.kind === 'seen' ? handDown : hand
    case 'closed':
      return hand.kind === 'answered' ? handDown : hand
    case 'done':
      return hand.kind === 'down' ? hand : handDown
    default:
      return assertNever(event)
  }
}

/** After so long without anybody looking, the agent is told what else there is. */
export const nobodyLooksMs = 30_000

export function isLeftAlone(hand: RaisedHand, now: number): boolean {
  return hand.kind === 'raised' && now - hand.at >= nobodyLooksMs
}

/** What a transition leaves on the order's timeline. */
export function handSteps(before: RaisedHand, event: HandEvent, after: RaisedHand, drill: boolean): readonly HelpStep[] {
  if (before === after) return []
  const raised = after.kind === 'down' ? before : after
  const kind = raised.kind === 'down' ? null : raised.for
  const codes: Readonly<Record<HandEvent['kind'], HelpStepCode>> = {
    raised: 'hand-raised', seen: 'hand-seen', answered: 'hand-answered', withdrawn: 'hand-withdrawn', closed: 'hand-closed', done: 'hand-closed',
  }
  return [{ code: codes[event.kind], at: event.at, note: event.kind === 'answered' ? event.answer.how : kind, drill }]
}

/**
 * Where a raised hand goes. `reach`: who could see it now; with `nobody` the screen says so instead of letting the agent wait.
 * `subscribe` brings what a lead does with it.
 */
export interface HandPort {
  reach(): 'lead' | 'nobody'
  send(hand: RaisedHand): void
  subscribe(listener: (event: HandNews) => void): () => void
}

/** What a lead does with a raised hand. */
export type HandNews = Extract<HandEvent, { kind: 'seen' | 'answered' | 'done' }>

/** A seat without a lead's desk. */
export const noLead: HandPort = { reach: () => 'nobody', send: () => undefined, subscribe: () => () => undefined }

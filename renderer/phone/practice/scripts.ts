import type { PracticeKind, PracticeScenario } from '../../../shared/calls/practice'
import type { DrillId } from '../../../shared/drills/drills'
import { sipIdentityOf } from '../../../shared/callers/practice-callers'
import type { PracticeCaller } from '../../../shared/callers/practice-callers'
import type { Caller } from './far-end'
import { spokenLines } from './voices/lines'

export type Step =
  /** `lineId` names the recording, `text` is what it says. */
  | { readonly kind: 'say'; readonly lineId: string; readonly text: string }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'digit'; readonly digit: string }
  /** By now the agent can know that the call is RED. */
  | { readonly kind: 'told' }
  /** The trunk lets the call fall; who is called back goes on with `Script.calledBack`. */
  | { readonly kind: 'drop' }

/** One caller's part, from the queue to the end. */
export interface Script extends PracticeScenario {
  readonly caller: Caller
  /** How long the caller has waited in the queue when the seat is free at once. */
  readonly waitedSeconds: number
  /** How long the caller lets it ring, over all rings, before giving up. */
  readonly patienceMs: number
  /** From the answer on. */
  readonly steps: readonly Step[]
  /** After the last step the caller hangs up, or waits for the agent. */
  readonly atEnd: 'hang-up' | 'wait'
  /** Set in a RED drill only. */
  readonly drill?: DrillPart
}

export interface DrillPart {
  readonly drillId: DrillId
  /** How long each message between PBX and seat is on its way, from before the ring to the end. */
  readonly slowByMs: number
  /** What is said on once the seat has called back after a `drop`. */
  readonly calledBack: readonly Step[]
}

/** What differs from the usual: a caller who tells the story in two or three sentences and waits. */
interface Manner {
  readonly kind: PracticeKind
  readonly waitedSeconds?: number
  readonly patienceMs?: number
  readonly beforeFirstMs?: number
  readonly betweenMs?: number
  readonly atEnd?: 'hang-up'
  /** A key pressed after the last sentence. */
  readonly digit?: string
}

const usual = { waitedSeconds: 6, patienceMs: 60_000, beforeFirstMs: 800, betweenMs: 6000 }

/** In the order in which calls come by themselves. */
const manners: Readonly<Record<string, Manner>> = {
  C01: { kind: 'group', waitedSeconds: 9 },
  C25: { kind: 'normal' },
  C03: { kind: 'dormitory' },
  C16: { kind: 'repeat', waitedSeconds: 31 },
  C06: { kind: 'withheld', betweenMs: 8000 },
  C19: { kind: 'hang-up-before-answer', patienceMs: 4000 },
  C17: { kind: 'nuisance', betweenMs: 4000, atEnd: 'hang-up' },
  C21: { kind: 'crisis', waitedSeconds: 3, beforeFirstMs: 2500, betweenMs: 12_000 },
  C18: { kind: 'other', beforeFirstMs: 9000, betweenMs: 9000, digit: '1' },
  C20: { kind: 'other', atEnd: 'hang-up' },
}

/** Scripts of all callers: those with a manner of their own first. */
export function createScripts(callers: readonly PracticeCaller[]): readonly Script[] {
  const order = Object.keys(manners)
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  return callers.map(scriptOf).sort((a, b) => rank(a.callerId) - rank(b.callerId))
}

function scriptOf(practiceCaller: PracticeCaller): Script {
  const manner = { ...usual, kind: 'other' as const, ...manners[practiceCaller.id] }
  return {
    callerId: practiceCaller.id,
    kind: manner.kind,
    caller: callerOf(practiceCaller),
    waitedSeconds: manner.waitedSeconds,
    patienceMs: manner.patienceMs,
    steps: stepsOf(practiceCaller.id, manner),
    atEnd: manner.atEnd ?? 'wait',
  }
}

/** The trunk asserts the number it sees; a withheld number comes as RFC 3323 asks, without one. */
export function callerOf(practiceCaller: PracticeCaller): Caller {
  const { from, assertedIdentity } = sipIdentityOf(practiceCaller)
  if (practiceCaller.anonymous === true) {
    return { fromUri: from, displayName: 'Anonymous', assertedIdentity: null, privacy: 'id' }
  }
  return { fromUri: from, assertedIdentity: assertedIdentity ?? `<${from}>` }
}

function stepsOf(callerId: string, manner: Manner & typeof usual): Step[] {
  const texts = linesOf(callerId)
  const spoken = texts.flatMap((text, index): Step[] => [
    { kind: 'pause', ms: index === 0 ? manner.beforeFirstMs : manner.betweenMs },
    { kind: 'say', lineId: `${callerId}-${index + 1}`, text },
  ])
  return manner.digit === undefined ? spoken : [...spoken, { kind: 'digit', digit: manner.digit }]
}

function linesOf(callerId: string): readonly string[] {
  return spokenLines[callerId]?.lines ?? []
}

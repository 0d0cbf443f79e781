import { err, ok, type Result } from '../lib/result'
import type { QueueEvent } from '../queue/queue-event'

/** Who took a call back upon himself. Named, for somebody is responsible for it; never counted per person. */
export interface Taker {
  readonly id: string
  readonly name: string
}

/** Somebody has rung the caller, and nobody took it. */
export interface LostCallTry {
  readonly at: number
  /** The extension that rang, where the PBX has told of it; null where a person has said so. */
  readonly from: string | null
}

interface LostCallFacts {
  /** The call that was given up last. */
  readonly queueCallId: string
  readonly queue: string
  readonly maskedNumber: string
  /** Null: withheld, nobody can be rung back. */
  readonly callerKey: string | null
  /** Every time this caller gave up since anybody last spoke to him, the first first. */
  readonly lostAt: readonly number[]
  readonly waitedMs: number
  /** Tries to ring back that nobody took. */
  readonly tries: readonly LostCallTry[]
}

/**
 * A caller who gave up in the queue and has not been spoken to since.
 *
 * ```
 * lost --claimed--> claimed --called-back (reached)--> done
 *   ^                  | called-back (not reached): stays claimed, the try is noted
 *   +--- released -----+ or the claim is older than is allowed: anybody may claim it
 * lost | claimed --rang-again (and was answered) | rang-back (by a seat, and answers) | written-off--> done
 * lost | claimed --rang-back (and does not answer)--> the same, the try is noted
 * lost | claimed --lost again--> the same, with one time more
 * ```
 */
export type LostCall = LostCallFacts &
  (
    | { readonly state: 'lost' }
    | { readonly state: 'claimed'; readonly by: Taker; readonly since: number }
    /** By a seat, whoever had claimed him: the PBX has told of it, and it knows no person. */
    | { readonly state: 'done'; readonly how: 'rang-back'; readonly extension: string; readonly at: number }
    | { readonly state: 'done'; readonly how: 'reached' | 'rang-again' | 'written-off'; readonly by: Taker | null; readonly at: number; readonly reason: string | null }
  )

export type LostCallEvent =
  | { readonly kind: 'claimed'; readonly by: Taker; readonly at: number }
  | { readonly kind: 'released'; readonly by: Taker; readonly at: number }
  | { readonly kind: 'called-back'; readonly by: Taker; readonly at: number; readonly isReached: boolean }
  /** The caller rang once more and was answered. */
  | { readonly kind: 'rang-again'; readonly at: number }
  /** A seat has rung the caller. */
  | { readonly kind: 'rang-back'; readonly extension: string; readonly at: number; readonly isAnswered: boolean }
  | { readonly kind: 'written-off'; readonly by: Taker; readonly at: number; readonly reason: string }

export type LostCallRefusal =
  | { readonly code: 'claimed-by-other'; readonly by: Taker }
  | { readonly code: 'not-claimed' }
  | { readonly code: 'no-number' }
  | { readonly code: 'already-done' }
  | { readonly code: 'reason-missing' }

/** A claim that nobody has done anything with for so long holds nobody off any more. */
export const claimHoldsMs = 30 * 60_000

/** One step. What comes after the end is refused by name, except what the PBX tells: that changes nothing any more. */
export function nextLostCall(call: LostCall, event: LostCallEvent): Result<LostCall, LostCallRefusal> {
  if (call.state === 'done') return event.kind === 'rang-again' || event.kind === 'rang-back' ? ok(call) : err({ code: 'already-done' })
  switch (event.kind) {
    case 'claimed':
      if (call.callerKey === null) return err({ code: 'no-number' })
      if (isHeldByOther(call, event.by, event.at)) return err({ code: 'claimed-by-other', by: call.by })
      return ok({ ...factsOf(call), state: 'claimed', by: event.by, since: event.at })
    case 'released':
      return isClaimedBy(call, event.by) ? ok({ ...factsOf(call), state: 'lost' }) : err({ code: 'not-claimed' })
    case 'called-back':
      if (!isClaimedBy(call, event.by)) return err({ code: 'not-claimed' })
      if (event.isReached) return ok({ ...factsOf(call), state: 'done', how: 'reached', by: event.by, at: event.at, reason: null })
      return ok({ ...factsOf(call), tries: [...call.tries, { at: event.at, from: null }], state: 'claimed', by: event.by, since: event.at })
    case 'rang-again':
      return ok({ ...factsOf(call), state: 'done', how: 'rang-again', by: null, at: event.at, reason: null })
    case 'rang-back': {
      const since = call.lostAt.filter((lostAt) => lostAt > event.at)
      // Who gave up once more after that is lost anew; a call of before he gave up has nothing to do with it.
      if (since.length === call.lostAt.length) return ok(call)
      if (!event.isAnswered) return ok({ ...call, tries: [...call.tries, { at: event.at, from: event.extension }].sort((one, other) => one.at - other.at) })
      if (since.length > 0) return ok({ ...factsOf(call), lostAt: since, tries: [], state: 'lost' })
      return ok({ ...factsOf(call), state: 'done', how: 'rang-back', extension: event.extension, at: event.at })
    }
    case 'written-off':
      if (event.reason.trim() === '') return err({ code: 'reason-missing' })
      if (isHeldByOther(call, event.by, event.at)) return err({ code: 'claimed-by-other', by: call.by })
      return ok({ ...factsOf(call), state: 'done', how: 'written-off', by: event.by, at: event.at, reason: event.reason })
  }
}

function isClaimedBy(call: LostCall, by: Taker): boolean {
  return call.state === 'claimed' && call.by.id === by.id
}

function isHeldByOther(call: LostCall, by: Taker, at: number): call is Extract<LostCall, { state: 'claimed' }> {
  return call.state === 'claimed' && call.by.id !== by.id && at - call.since < claimHoldsMs
}

function factsOf({ queueCallId, queue, maskedNumber, callerKey, lostAt, waitedMs, tries }: LostCall): LostCallFacts {
  return { queueCallId, queue, maskedNumber, callerKey, lostAt, waitedMs, tries }
}

/** A caller in a queue, as long as the call is not settled. */
export interface WaitingNow {
  readonly queueCallId: string
  readonly queue: string
  readonly maskedNumber: string
  readonly callerKey: string | null
}

/** The list, and who is in a queue now; `calls` holds what is done until the desk puts it away. */
export interface LostCalls {
  readonly calls: readonly LostCall[]
  readonly waiting: readonly WaitingNow[]
}

/** One who is moved on may never come into a queue again; nobody is remembered for ever. */
const mostWaiting = 500

export const noLostCalls: LostCalls = { calls: [], waiting: [] }

/**
 * What the PBX tells makes the list: a caller who hangs up in the queue later than a wrong press comes onto it, once however often he
 * tries, and leaves it when a later call of his is answered. One who gives up after a transfer is on it too: he had not been helped.
 * Whom a seat rings leaves it once he answers. Practice and drill calls are not given to it.
 */
export function lostCallsAfter(lost: LostCalls, event: QueueEvent, shortAbandonMs: number): LostCalls {
  switch (event.kind) {
    case 'entered': {
      const { queueCallId, queue, caller } = event
      const entry = { queueCallId, queue, maskedNumber: caller.maskedNumber, callerKey: caller.callerKey }
      return { ...lost, waiting: [...without(lost, queueCallId), entry].slice(-mostWaiting) }
    }
    case 'left': {
      const call = lost.waiting.find(({ queueCallId }) => queueCallId === event.queueCallId)
      const waiting = event.why === 'moved-on' ? lost.waiting : without(lost, event.queueCallId)
      if (call === undefined || event.why === 'moved-on') return { ...lost, waiting }
      const isLost = event.why !== 'hung-up' || event.waitedMs > shortAbandonMs
      return { waiting, calls: isLost ? withLost(lost.calls, call, event) : lost.calls }
    }
    case 'answered': {
      const call = lost.waiting.find(({ queueCallId }) => queueCallId === event.queueCallId)
      return { waiting: without(lost, event.queueCallId), calls: call?.callerKey == null ? lost.calls : told(lost.calls, call.callerKey, { kind: 'rang-again', at: event.at }) }
    }
    case 'rang-back': {
      const { callerKey, extension, at, isAnswered } = event
      return { ...lost, calls: told(lost.calls, callerKey, { kind: 'rang-back', extension, at, isAnswered }) }
    }
    default:
      return lost
  }
}

function without({ waiting }: LostCalls, queueCallId: string): WaitingNow[] {
  return waiting.filter((each) => each.queueCallId !== queueCallId)
}

function withLost(calls: readonly LostCall[], call: WaitingNow, { at, waitedMs }: Extract<QueueEvent, { kind: 'left' }>): LostCall[] {
  const known = call.callerKey === null ? undefined : calls.find(({ callerKey, state }) => callerKey === call.callerKey && state !== 'done')
  if (known === undefined) return [...calls, { ...call, lostAt: [at], waitedMs, tries: [], state: 'lost' }]
  return calls.map((each) => (each === known ? { ...each, ...call, waitedMs, lostAt: [...each.lostAt, at] } : each))
}

function told(calls: readonly LostCall[], callerKey: string, event: Extract<LostCallEvent, { kind: 'rang-again' | 'rang-back' }>): LostCall[] {
  return calls.map((call) => {
    if (call.callerKey !== callerKey) return call
    const next = nextLostCall(call, event)
    return next.ok ? next.value : call
  })
}

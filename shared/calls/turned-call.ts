import type { SteadyMs } from '../lib/clock'
import type { Call, CallId } from './call'
import type { LineSnapshot } from './phone-line'

/** A press that was meant for the call that has just ended must not hit the one that has come into its place. */
export const deadAfterTurnMs = 700

export interface TurnWatch {
  /** Told every snapshot of the line. */
  follow(now: LineSnapshot): void
  /** Whether the call in hand has become another one only just now, and by itself. */
  hasJustTurned(): boolean
}

/**
 * Whoever changes between two calls leaves both on the line. One that is over, by whoever's hand, gives its place to one that the
 * key did not mean a moment ago: the caller who waited while somebody was asked, or of two callers the one on hold.
 */
export function createTurnWatch(inHand: (now: LineSnapshot) => Call | null, steadyMs: SteadyMs): TurnWatch {
  let last: CallId | null = null
  let turnedAt = Number.NEGATIVE_INFINITY
  return {
    follow(now) {
      const next = inHand(now)?.id ?? null
      const before = now.calls.find(({ id }) => id === last)
      const isOver = last !== null && (before === undefined || before.state === 'ended')
      // Sent on by this seat, as into the room of the PBX where all have met: the call is over for that.
      const isChosen = before?.state === 'ended' && before.outcome.kind === 'transferred'
      if (isOver && next !== null && !isChosen) turnedAt = steadyMs()
      last = next
    },
    hasJustTurned: () => steadyMs() - turnedAt < deadAfterTurnMs,
  }
}

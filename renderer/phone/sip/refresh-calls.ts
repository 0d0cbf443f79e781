import type { CallId } from '../../../shared/calls/call'
import { backoffMs } from '../../../shared/lib/backoff'
import type { Timers } from '../../../shared/lib/clock'
import type { CallLeg, Return } from './call-leg'
import type { CommandLanes } from './command-lanes'

export interface RefreshOptions {
  readonly lanes: CommandLanes
  readonly timers: Timers
  readonly random: () => number
  readonly backoff: { readonly baseMs: number; readonly capMs: number }
}

/**
 * Tells the PBX of every call after its connection is back, each in the lane of its commands: sip.js takes no second
 * re-INVITE beside a hold. One that could not be sent or was not answered is sent again until the PBX has said something
 * definite, the call is over, or the connection is lost once more. Without it the far end's BYE is lost, and the call stays
 * on the screen for ever.
 */
export function createCallRefresher({ lanes, timers, random, backoff }: RefreshOptions) {
  /** Grows with every return of the connection; answers and tries of an earlier one mean nothing any more. */
  let connection = 0

  function refresh(id: CallId, leg: CallLeg, how: Return, attempt: number): void {
    const mine = connection
    const isCurrent = () => mine === connection
    // Another connection is another command: what waits for the last one must not stand for it.
    const told = lanes.run(id, { kind: 'refresh', connection: mine }, async () => leg.refresh(isCurrent, how))
    void told.then((result) => {
      if (result.ok || !isCurrent()) return
      timers.after(backoffMs(attempt, backoff, random), () => isCurrent() && refresh(id, leg, how, attempt + 1))
    })
  }

  return {
    /** Tells the PBX of one call, or learns that it has none. */
    tell: (id: CallId, leg: CallLeg) => refresh(id, leg, { isPathNew: false }, 1),
    onBack(legs: Iterable<readonly [CallId, CallLeg]>, how: Return): void {
      connection += 1
      for (const [id, leg] of legs) refresh(id, leg, how, 1)
    },
    /** The connection is lost or given up: nobody is told anything more. */
    onLost(): void {
      connection += 1
    },
  }
}

import type { Call, CallId } from '../../../shared/calls/call'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { createTurnWatch } from '../../../shared/calls/turned-call'
import type { SteadyMs } from '../../../shared/lib/clock'
import { callInHand } from './seat-store'

/** What of the line's calls is too new for a key that may have meant something else. No time of day is asked. */
export interface CallWatch {
  /** How long that call has been ringing before the eyes of this page. */
  ringsForMs(call: Call): number
  hasJustTurned(): boolean
  stop(): void
}

export function watchCalls(line: Pick<PhoneLine, 'subscribe'>, steadyMs: SteadyMs): CallWatch {
  const turn = createTurnWatch(callInHand, steadyMs)
  let ringsSince: ReadonlyMap<CallId, number> = new Map()
  const stop = line.subscribe((now) => {
    turn.follow(now)
    const ringing = now.calls.filter(({ state }) => state === 'ringing')
    ringsSince = new Map(ringing.map(({ id }) => [id, ringsSince.get(id) ?? steadyMs()]))
  })
  return {
    // Timers count in whole milliseconds: what waits for the last one may be a fraction early.
    ringsForMs: ({ id }) => Math.ceil(steadyMs() - (ringsSince.get(id) ?? steadyMs())),
    hasJustTurned: turn.hasJustTurned,
    stop,
  }
}

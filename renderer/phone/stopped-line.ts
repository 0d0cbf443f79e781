import type { PhoneLine, StoppedReason } from '../../shared/calls/phone-line'
import { createLineState } from '../../shared/calls/line-state'
import type { Timers } from '../../shared/lib/clock'
import { err } from '../../shared/lib/result'

/** The line of a seat that has none, and why: nobody is signed in, no account is set up, it could not be opened. */
export function createStoppedLine(reason: StoppedReason, timers: Timers): PhoneLine {
  const state = createLineState(
    {
      capabilities: {
        dial: false,
        dtmf: false,
        hold: false,
        queueMembership: false,
        expectCaller: false,
        blindTransfer: false,
        attendedTransfer: false,
        conference: 'none',
        practice: false,
      },
      registration: { state: 'stopped', reason },
      membership: { state: 'unknown' },
      microphone: 'missing',
    },
    timers,
  )
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    execute: async () => err({ code: 'not-registered' }),
    dispose: async () => undefined,
  }
}

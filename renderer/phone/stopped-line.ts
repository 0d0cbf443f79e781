import type { PhoneLine } from '../../shared/calls/phone-line'
import { createLineState } from '../../shared/calls/line-state'
import type { Timers } from '../../shared/lib/clock'
import { err } from '../../shared/lib/result'

/** The line of a seat that must be silent: nobody is signed in, or no account is set up. */
export function createStoppedLine(timers: Timers): PhoneLine {
  const state = createLineState(
    {
      capabilities: {
        dial: false,
        dtmf: false,
        hold: false,
        queueMembership: false,
        blindTransfer: false,
        attendedTransfer: false,
        conference: 'none',
        practice: false,
      },
      registration: { state: 'stopped' },
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

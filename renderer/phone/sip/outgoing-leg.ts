import { SessionState } from 'sip.js'
import type { Inviter } from 'sip.js'
import type { CallOutcome } from '../../../shared/calls/call'
import type { LineError } from '../../../shared/calls/phone-line'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { createCallLeg, fail, refused } from './call-leg'
import type { CallLeg, LegParts, LegResult } from './call-leg'
import { quietly } from './quietly'

export interface OutgoingLeg extends CallLeg {
  /** Sends the INVITE; settles when the far end has answered anything but a failure, when the agent gives the call up, or with its end. */
  start(): LegResult
}

const firstAnswerLimitMs = 8000
/** A CANCEL over a dead connection would be waited for during half a minute. */
const cancelLimitMs = 2000

export function createOutgoingLeg(parts: LegParts<Inviter>): OutgoingLeg {
  const { id, session, state, clock, timers } = parts
  const leg = createCallLeg(parts)

  session.stateChange.addListener((next) => {
    if (next === SessionState.Established) state.move(id, { kind: 'established', at: clock.now(), canBeHeard: leg.canBeHeard() })
  })

  /** The agent has thought better of it: however the rest of it ends, nothing has failed. */
  let isGivenUp = false
  let giveUp = () => undefined as void
  // What the far end says to a call that was given up is told to nobody, and whoever dials next must not wait for it.
  const givenUp = new Promise<Result<void, LineError>>((resolve) => {
    giveUp = () => {
      isGivenUp = true
      resolve(ok(undefined))
    }
  })

  // However it ends: whoever dials next must not wait for an answer that nobody gives any more.
  const over = new Promise<Result<void, LineError>>((resolve) => {
    const stop = state.subscribe(() => {
      const now = state.call(id)
      if (now?.state !== 'ended') return
      stop()
      resolve(resultOf(now.outcome))
    })
  })

  async function invite(): LegResult {
    await leg.openMicrophone()
    if (isGivenUp) return ok(undefined)
    if (session.state !== SessionState.Initial) return fail('not-in-this-state')
    const answered = new Promise<Result<void, LineError>>((resolve) => {
      const refuse = (sipCode: number | undefined) => {
        leg.expectEnd({ kind: 'failed', sipCode: sipCode ?? null })
        resolve(refused(sipCode ?? null))
      }
      const invited = session.invite({
        requestDelegate: {
          onTrying: () => resolve(ok(undefined)),
          onProgress: () => {
            if (state.call(id)?.state === 'dialling') state.move(id, { kind: 'progress' })
            resolve(ok(undefined))
          },
          onAccept: () => resolve(ok(undefined)),
          onReject: (response) => refuse(response.message.statusCode),
          // SECURITY: a redirection names an address at the far end's choice (RFC 3261, section 8.1.3.4); it is not followed.
          onRedirect: (response) => refuse(response.message.statusCode),
        },
      })
      invited.catch(() => resolve(fail('not-registered')))
    })
    return bounded(answered, firstAnswerLimitMs, fail('timed-out'), timers)
  }

  return {
    ...leg,
    start: () => Promise.race([invite(), givenUp, over]),
    async hangUp() {
      if (state.call(id)?.state !== 'dialling') return leg.hangUp()
      const outcome = { kind: 'completed', endedBy: 'agent' } as const
      leg.expectEnd(outcome)
      giveUp()
      await quietly(() => session.cancel())
      timers.after(cancelLimitMs, () => {
        leg.abandon(outcome)
        // Where the final answer never comes, sip.js would keep the connection for its sound.
        if (session.state === SessionState.Terminating) void quietly(() => session.dispose())
      })
      return ok(undefined)
    },
  }
}

/** What dialling has come to, when it is over before the far end has said anything. */
function resultOf(outcome: CallOutcome): Result<void, LineError> {
  if (outcome.kind === 'failed') return refused(outcome.sipCode)
  return outcome.kind === 'lost' ? fail('not-registered') : ok(undefined)
}

import { Inviter, SessionState } from 'sip.js'
import type { URI, UserAgent } from 'sip.js'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { fail, refused } from './call-leg'
import { waitWithEarlyRequests } from './early-requests'
import { quietly } from './quietly'
import { refuseReferral } from './refer'

/** A call beside the agent's own that was taken. */
export interface SideCall {
  hangUp(): void
}

const limitMs = 5000

export interface SideCallOptions {
  /** How long it may ring; 5 s unless told. */
  readonly limitMs?: number
  /** Told the way to give up before anything can happen. */
  onBegun?(giveUp: () => void): void
}

/**
 * Calls a number of the PBX for the program's own sake, without a trace on any screen: it is no call of the agent's, and a caller who
 * rings meanwhile finds the line free. `describe` is given the session before its offer is made.
 */
export async function callBeside(ua: UserAgent, target: URI, describe: (session: Inviter) => void, timers: Timers, options: SideCallOptions = {}): Promise<Result<SideCall, LineError>> {
  const session = new Inviter(ua, target)
  describe(session)
  const hangUp = () => {
    if (session.state === SessionState.Established) void quietly(() => session.bye())
    else if (session.state === SessionState.Establishing) void quietly(() => session.cancel())
  }
  options.onBegun?.(hangUp)
  waitWithEarlyRequests(session)
  session.delegate = { onBye: (bye) => void quietly(() => bye.accept()), onRefer: refuseReferral }
  const answered = new Promise<Result<void, LineError>>((resolve) => {
    session
      .invite({
        requestDelegate: {
          onAccept: () => resolve(ok(undefined)),
          onReject: (response) => resolve(refused(response.message.statusCode ?? null)),
          onRedirect: (response) => resolve(refused(response.message.statusCode ?? null)),
        },
      })
      .catch(() => resolve(err({ code: 'not-registered' })))
  })
  const result = await bounded(answered, options.limitMs ?? limitMs, fail('timed-out'), timers)
  if (result.ok) return ok({ hangUp })
  hangUp()
  return result
}

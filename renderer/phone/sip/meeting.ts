import { Inviter, SessionState } from 'sip.js'
import type { UserAgent, URI } from 'sip.js'
import type { LineError } from '../../../shared/calls/phone-line'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { createCallLeg, fail, refused, type CallLeg, type LegParts, type LegResult } from './call-leg'
import { quietly } from './quietly'

/** A room answers at once. */
const enterLimitMs = 5000

/** Dials into a meeting of the PBX beside a call, which this session may take over then. */
export async function enterMeeting(ua: UserAgent, target: URI, describe: (session: Inviter) => void, parts: Omit<LegParts, 'session' | 'carries'>): Promise<Result<CallLeg, LineError>> {
  const session = new Inviter(ua, target)
  describe(session)
  const leg = createCallLeg({ ...parts, session, carries: false })
  await leg.openMicrophone()
  const entered = new Promise<Awaited<LegResult>>((resolve) => {
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) resolve(ok(undefined))
      // sip.js reports the end of a refused call before it reports the answer that refused it.
      if (state === SessionState.Terminated) queueMicrotask(() => resolve(refused(null)))
    })
    session
      .invite({
        requestDelegate: {
          onReject: (response) => resolve(refused(response.message.statusCode ?? null)),
          onRedirect: (response) => resolve(refused(response.message.statusCode ?? null)),
        },
      })
      .catch(() => resolve(fail('not-registered')))
  })
  const result = await bounded(entered, enterLimitMs, fail('timed-out'), parts.timers)
  if (result.ok) return ok(leg)
  if (session.state === SessionState.Establishing) void quietly(() => session.cancel())
  leg.leave()
  return result
}

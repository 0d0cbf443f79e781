import { Inviter, SessionState } from 'sip.js'
import type { SessionDescriptionHandler, UserAgent, URI } from 'sip.js'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { fail, refuseReferral, refused } from './call-leg'
import { createSilentDescription } from './silent-description'
import { quietly } from './quietly'

const limitMs = 5000
const byeAfterMs = 1000

/**
 * Dials a service code of the PBX (`*30`) and hangs up once it was taken. Nobody talks, so it is no call: it opens no
 * microphone and no connection for media, and no screen shows it. A 2xx means that the PBX did what the code says.
 */
export async function dialService(
  ua: UserAgent,
  target: URI,
  describe: (session: Inviter, handler: SessionDescriptionHandler) => void,
  timers: Timers,
): Promise<Result<void, LineError>> {
  const session = new Inviter(ua, target)
  describe(session, createSilentDescription())
  const hangUp = () => {
    if (session.state === SessionState.Established) void quietly(() => session.bye())
    else if (session.state === SessionState.Establishing) void quietly(() => session.cancel())
  }
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
  const result = await bounded(answered, limitMs, fail('timed-out'), timers)
  if (result.ok) timers.after(byeAfterMs, hangUp)
  else hangUp()
  return result
}

import type { Inviter, SessionDescriptionHandler, UserAgent, URI } from 'sip.js'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { callBeside } from './side-call'
import { createSilentDescription } from './silent-description'

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
  const taken = await callBeside(ua, target, (session) => describe(session, createSilentDescription()), timers)
  if (!taken.ok) return taken
  timers.after(byeAfterMs, () => taken.value.hangUp())
  return ok(undefined)
}

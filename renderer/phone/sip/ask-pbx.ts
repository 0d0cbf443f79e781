import { URI } from 'sip.js'
import type { Core, UserAgent } from 'sip.js'
import type { Timers } from '../../../shared/lib/clock'
import { bounded } from './bounded'

export type PbxQuestion =
  /** RFC 3261, section 10; `expiresSeconds` 0 takes the registration away. */
  | { readonly method: 'REGISTER'; readonly expiresSeconds: number }
  /** RFC 3261, section 11: the ping. */
  | { readonly method: 'OPTIONS' }

export type PbxAnswer =
  | { readonly kind: 'answered'; readonly code: number; readonly minExpires: number | null; readonly retryAfterMs: number }
  | { readonly kind: 'silent' }

/** Sends one request outside of any call and waits for its final answer; digest authentication is sip.js's. Never rejects. */
export function askPbx(ua: UserAgent, question: PbxQuestion, limitMs: number, timers: Timers): Promise<PbxAnswer> {
  const core = ua.userAgentCore
  const aor = ua.configuration.uri
  const registrar = new URI(aor.scheme, '', aor.host, aor.port)
  const request = core.makeOutgoingRequestMessage(question.method, registrar, aor, aor, {}, headersOf(ua, question))
  const asked = new Promise<PbxAnswer>((resolve) => {
    const take = (response: Core.IncomingResponse) => {
      // A timeout or a broken transport comes as an answer that sip.js made itself, without a Via.
      const isOurOwn = response.message.via === undefined
      const code = response.message.statusCode ?? 0
      const minExpires = Number(response.message.getHeader('min-expires') ?? Number.NaN)
      resolve(
        isOurOwn
          ? { kind: 'silent' }
          : { kind: 'answered', code, minExpires: Number.isFinite(minExpires) ? minExpires : null, retryAfterMs: retryAfterMs(response) },
      )
    }
    const delegate = { onAccept: take, onReject: take, onRedirect: take }
    if (question.method === 'REGISTER') core.register(request, delegate)
    else core.request(request, delegate)
  })
  return bounded(asked, limitMs, { kind: 'silent' }, timers)
}

function headersOf(ua: UserAgent, question: PbxQuestion): string[] {
  if (question.method === 'OPTIONS') return ['Accept: application/sdp']
  return [
    `Contact: ${ua.contact.toString({ register: true })};expires=${question.expiresSeconds}`,
    'Allow: ACK,CANCEL,INVITE,BYE,OPTIONS,INFO,NOTIFY',
  ]
}

/** A PBX that asks for more, or whose header was tampered with, does not keep the seat away from its callers for longer. */
export const longestRetryAfterMs = 600_000

/** How long the PBX wants to be left alone: `Retry-After: 120 (maintenance);duration=60` (RFC 3261, section 20.33); 0 = not said. */
function retryAfterMs(response: Core.IncomingResponse): number {
  const seconds = /^\s*(\d{1,10})/.exec(response.message.getHeader('retry-after') ?? '')?.[1]
  return seconds === undefined ? 0 : Math.min(Number(seconds) * 1000, longestRetryAfterMs)
}

import { SessionState } from 'sip.js'
import type { Notification, Referral, Session, URI } from 'sip.js'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { quietly } from './quietly'

/** How a referral ended; null = the far end never said. */
export type ReferResult = Result<void, { readonly sipCode: number | null }>

/**
 * Asks the far end to go on without this seat: to a number (RFC 3515), or into a call that this seat has with somebody else
 * (Replaces, RFC 3891). Settles when the far end has arrived, or says why it has not. `onAccepted` is told when it has begun: from
 * then on the far end's own BYE means that it has gone there. Never rejects.
 */
export function refer(session: Session, to: URI | Session, onAccepted: () => void): Promise<ReferResult> {
  return new Promise((settle) => {
    let isAccepted = false
    const resolve = (result: ReferResult) => {
      session.stateChange.removeListener(onState)
      settle(result)
    }
    const onState = (state: SessionState) => {
      if (state === SessionState.Terminated) resolve(isAccepted ? ok(undefined) : err({ sipCode: null }))
    }
    session.stateChange.addListener(onState)
    session
      .refer(to, {
        requestDelegate: {
          onAccept: () => {
            isAccepted = true
            onAccepted()
          },
          onReject: (response) => resolve(err({ sipCode: response.message.statusCode ?? null })),
        },
        onNotify: (notification) => {
          void quietly(() => notification.accept())
          const sipCode = progressOf(notification)
          if (sipCode === null || sipCode < 200) return
          resolve(sipCode < 300 ? ok(undefined) : err({ sipCode }))
        },
      })
      .catch(() => resolve(err({ sipCode: null })))
  })
}

/** The status line of a `message/sipfrag` body (RFC 3420); null for anything else. */
function progressOf({ request }: Notification): number | null {
  const code = /^SIP\/2\.0 ([1-6]\d\d)(?:\s|$)/.exec(request.body.slice(0, 64))?.[1]
  return code === undefined ? null : Number(code)
}

/**
 * SECURITY: sip.js would accept a REFER and call whomever it names (RFC 3515). Where this seat calls is decided by its agent
 * and by nobody at the far end.
 */
export function refuseReferral(referral: Referral): void {
  void quietly(() => referral.reject({ statusCode: 603 }))
}

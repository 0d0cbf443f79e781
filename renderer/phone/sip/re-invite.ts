import { SessionState } from 'sip.js'
import type { Session } from 'sip.js'
import { ok, err } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'

/** What the far end said to a re-INVITE; null = the request never left or the call was over. */
export type ReInviteResult = Result<void, { readonly sipCode: number | null }>

export interface ReInviteOptions {
  readonly isHeld: boolean
  readonly isPathNew: boolean
}

/**
 * Renegotiates a call (RFC 3261, section 14), with or without hold (RFC 3264, section 8.4); over a new path with an ICE
 * restart (RFC 8445, section 2.4). Settles with the final answer or
 * with the end of the call, of which sip.js tells nothing here. Never rejects.
 */
export function reInvite(session: Session, options: ReInviteOptions): Promise<ReInviteResult> {
  return new Promise((settle) => {
    const resolve = (result: ReInviteResult) => {
      session.stateChange.removeListener(onState)
      settle(result)
    }
    const fail = (sipCode: number | null) => resolve(err({ sipCode }))
    const onState = (state: SessionState) => state === SessionState.Terminated && fail(null)
    session.stateChange.addListener(onState)
    session
      .invite({
        sessionDescriptionHandlerOptions: { hold: options.isHeld, offerOptions: { iceRestart: options.isPathNew } } as object,
        requestDelegate: {
          onAccept: () => (session.state === SessionState.Established ? resolve(ok(undefined)) : fail(488)),
          onReject: (response) => fail(response.message.statusCode ?? null),
        },
      })
      .catch(() => fail(null))
  })
}

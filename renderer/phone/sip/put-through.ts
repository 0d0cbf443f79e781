import { SessionState } from 'sip.js'
import type { Session, URI } from 'sip.js'
import type { CallOutcome } from '../../../shared/calls/call'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import type { ReInviteResult } from './re-invite'
import { refer } from './refer'

/** Until the PBX takes a REFER, or will have none of it. */
const setOutLimitMs = 6000
/** Longer than anybody is rung; whoever still waits then, waits there. */
const arriveLimitMs = 120_000

export interface PutThroughParts {
  readonly session: Session
  readonly timers: Timers
  /** Tells the PBX where this seat is with the call, by which it says whether it has the call still; null = no answer. */
  ask(): Promise<ReInviteResult | null>
  onSetOut(to: string): void
  onArrived(to: string): void
  /** It has not arrived, and the PBX has no such call any more. */
  onGone(): void
  /** The far end has not arrived; `gone`: nor is it here any more. */
  onFailed(news: { readonly to: string; readonly sipCode: number | null; readonly farEnd: 'here' | 'gone' | 'unknown' }): void
}

/** Where the far end of a call is sent: from its setting out until it has arrived, or is known not to. */
export interface PutThrough {
  /**
   * Sends it there. Settles once it has set out, since somebody may ring for a minute; `onEnd` is told whether it has arrived. Never
   * rejects.
   */
  send(target: URI | Session, to: string, onEnd: (hasArrived: boolean) => void): Promise<Result<void, LineError>>
  /** It is being put through there by another call; null: no more. */
  goesTo(to: string | null): void
  isUnderWay(): boolean
  /** How the call has ended when its far end is not here any more; null = it was not sent anywhere. */
  outcomeIfGone(): CallOutcome | null
  /** The PBX has ended this leg. */
  farEndGone(): void
}

/**
 * What Asterisk does (22, measured): it takes the far end out of the call at its 202, and from then on neither hears the other. It
 * says where the ringing has got to in NOTIFYs (RFC 3515, section 2.4.5), the last one a 200 when somebody has answered there. Where
 * nobody does or the number is busy it is a 503, the far end has been hung up on, and this leg stays, silent, until a re-INVITE is
 * met by a BYE. A number that it does not have is a 404, and the far end is here still.
 */
export function createPutThrough({ session, timers, ask, onSetOut, onArrived, onGone, onFailed }: PutThroughParts): PutThrough {
  let sent: { readonly to: string; readonly refusal: { readonly sipCode: number | null } | null } | null = null
  let isToldGone = false

  function farEndGone(): void {
    if (sent === null || sent.refusal === null || isToldGone) return
    isToldGone = true
    onFailed({ to: sent.to, sipCode: sent.refusal.sipCode, farEnd: 'gone' })
  }

  /** It has not arrived: the PBX alone knows whether it was given back. */
  async function findOut(to: string, sipCode: number | null): Promise<void> {
    sent = { to, refusal: { sipCode } }
    const answer = await ask()
    if (session.state !== SessionState.Established) return
    if (answer?.ok === false && (answer.error.sipCode === 481 || answer.error.sipCode === 408)) {
      farEndGone()
      return onGone()
    }
    sent = null
    onFailed({ to, sipCode, farEnd: answer?.ok === true ? 'here' : 'unknown' })
  }

  return {
    send(target, to, onEnd) {
      const setOut = new Promise<Result<void, LineError>>((resolve) => {
        let limit: { cancel(): void } | null = null
        const referred = refer(session, target, () => {
          sent = { to, refusal: null }
          onSetOut(to)
          limit = timers.after(arriveLimitMs, () => onArrived(to))
          resolve(ok(undefined))
        })
        void referred.then(async (result) => {
          const { sipCode } = result.ok ? { sipCode: null } : result.error
          resolve(err(sipCode === null ? { code: 'refused-by-pbx' } : { code: 'refused-by-pbx', sipCode }))
          if (limit === null) return onEnd(false)
          limit.cancel()
          if (result.ok) onArrived(to)
          else await findOut(to, sipCode)
          onEnd(result.ok)
        })
      })
      return bounded(setOut, setOutLimitMs, err({ code: 'timed-out' }), timers)
    },
    goesTo(to) {
      sent = to === null ? null : { to, refusal: null }
    },
    isUnderWay: () => sent !== null,
    outcomeIfGone() {
      if (sent === null) return null
      return sent.refusal === null ? { kind: 'transferred', to: sent.to } : { kind: 'lost', cause: 'transfer' }
    },
    farEndGone,
  }
}

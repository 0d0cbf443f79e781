import { Core, SessionState } from 'sip.js'
import type { Invitation } from 'sip.js'
import type { DeclineReason } from '../../../shared/calls/call'
import { ok } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { createCallLeg, fail, refused } from './call-leg'
import type { CallLeg, LegParts, LegResult } from './call-leg'
import { declineAnswer } from './decline-answers'
import { outcomeOfCancel } from './endings'
import { quietly } from './quietly'

export interface IncomingLeg extends CallLeg {
  answer(): LegResult
  decline(reason: DeclineReason): LegResult
  /** Ends a ring that its caller, as far as anybody can know, has taken back. */
  giveUpRing(): void
}

const answerLimitMs = 8000
/** The PBX takes an unanswered ring back by itself; this is for one that forgets it. */
const ringGraceMs = 1000
/** T1 of RFC 3261, section 17.1.1.1: a PBX that has our answer acknowledges it within this time. */
const acknowledgeLimitMs = 500

export interface IncomingParts extends LegParts<Invitation> {
  /** How long the PBX lets this seat ring; null = not known. */
  readonly ringLimitMs: number | null
}

export function createIncomingLeg(parts: IncomingParts): IncomingLeg {
  const { id, session, state, clock, timers, ringLimitMs } = parts
  const leg = createCallLeg(parts)
  const rangSince = clock.now()

  let isAcknowledged = false
  let onAcknowledged = () => undefined as void
  const acknowledged = new Promise<void>((resolve) => {
    onAcknowledged = resolve
  })

  session.delegate = {
    ...session.delegate,
    onAck() {
      isAcknowledged = true
      onAcknowledged()
    },
    onCancel: (cancel) => {
      const rangForMs = clock.now() - rangSince
      leg.expectEnd(outcomeOfCancel(cancel.request.getHeaders('reason'), { rangForMs, limitMs: ringLimitMs }))
    },
  }
  session.stateChange.addListener((next) => {
    if (next === SessionState.Established) state.move(id, { kind: 'established', at: clock.now(), canBeHeard: leg.canBeHeard() })
  })
  if (ringLimitMs !== null) timers.after(ringLimitMs + ringGraceMs, stopRinging)

  function stopRinging(): void {
    if (state.call(id)?.state !== 'ringing') return
    if (reject(480, [])) leg.expectEnd({ kind: 'missed' })
  }

  /**
   * False when it was too late: a final answer is on its way already. The session's end is reported a moment later, so
   * there is time to say what it means.
   */
  function reject(statusCode: number, extraHeaders: string[]): boolean {
    if (session.state !== SessionState.Initial && session.state !== SessionState.Establishing) return false
    void quietly(() => session.reject({ statusCode, extraHeaders }))
    return isTerminated(session.state)
  }

  async function answer(): LegResult {
    const before = state.call(id)
    if (before?.state === 'live' || before?.state === 'answering') return ok(undefined)
    if (before?.state !== 'ringing') return fail('not-in-this-state')
    state.move(id, { kind: 'answer-requested', at: clock.now() })
    // A microphone that fails inside accept() would end the call with a 480, so it is opened first.
    await leg.openMicrophone()
    if (session.state !== SessionState.Initial) return fail('not-in-this-state')
    await quietly(() => session.accept())
    // accept() resolves for a call that was cancelled meanwhile, and rejects for one that is hung up: only the state counts.
    const after = state.call(id)
    if (after?.state === 'live') return ok(undefined)
    return after?.state === 'ended' && after.outcome.kind === 'failed' ? refused(null) : fail('not-in-this-state')
  }

  /**
   * Our answer, or its ACK, may have gone with a connection. sip.js would send it again after up to 4 s, with a caller who hears
   * it ring; and nothing is renegotiated before it is acknowledged (RFC 3261, section 14.1).
   */
  async function repeatAnswer(): Promise<void> {
    if (isAcknowledged || session.state !== SessionState.Established) return
    const begun = session.userAgent.userAgentCore.userAgentServers.get(session.request.viaBranch)
    if (begun?.transaction instanceof Core.InviteServerTransaction) begun.transaction.retransmitAcceptedResponse()
    await bounded(acknowledged, acknowledgeLimitMs, undefined, timers)
  }

  return {
    ...leg,
    async refresh(isCurrent, how) {
      await repeatAnswer()
      return isCurrent() ? leg.refresh(isCurrent, how) : fail('timed-out')
    },
    // Nothing is renegotiated before our answer is acknowledged (RFC 3261, section 14.1): sip.js would end the call when the ACK comes.
    async hold() {
      if (session.state === SessionState.Established && !isAcknowledged) await bounded(acknowledged, acknowledgeLimitMs, undefined, timers)
      return leg.hold()
    },
    answer: () => bounded(answer(), answerLimitMs, fail('timed-out'), timers),
    async decline(reason) {
      const before = state.call(id)
      if (before?.state !== 'ringing' && before?.state !== 'answering') return fail('not-in-this-state')
      const { statusCode, reasonHeader } = declineAnswer(reason)
      if (!reject(statusCode, [reasonHeader])) return fail('not-in-this-state')
      leg.expectEnd({ kind: 'rejected', reason })
      return ok(undefined)
    },
    giveUpRing() {
      if (state.call(id)?.state !== 'ringing') return
      // At once: the one that rings next must find the seat free.
      leg.abandon({ kind: 'cancelled-by-caller' })
      reject(480, [])
    },
    async hangUp() {
      if (state.call(id)?.state !== 'answering') return leg.hangUp()
      if (!reject(480, [])) return leg.hangUp()
      leg.expectEnd({ kind: 'rejected', reason: 'other' })
      return ok(undefined)
    },
  }
}

/** A function of its own because the compiler takes a state that was tested before for one that cannot have changed. */
function isTerminated(state: SessionState): boolean {
  return state === SessionState.Terminated
}

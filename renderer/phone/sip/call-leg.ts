import { SessionState } from 'sip.js'
import type { Bye, Info, Referral, Session, URI } from 'sip.js'
import type { Call, CallEvent, CallId, CallOutcome } from '../../../shared/calls/call'
import type { LineState } from '../../../shared/calls/line-state'
import type { LineError, LineErrorCode } from '../../../shared/calls/phone-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import type { CallAudio } from './call-audio'
import { digitOfInfo, infoOfDigit } from './dtmf'
import { waitWithEarlyBye } from './early-bye'
import { acknowledgeUnheard, giveUpReInvite, reInvite, reInviteThroughGlare, waitForNoAck } from './re-invite'
import type { ReInviteResult } from './re-invite'
import { refer } from './refer'
import { quietly } from './quietly'
import { refuseMessage } from './user-agent'

export type LegResult = Promise<Result<void, LineError>>

export interface LegParts<S extends Session = Session> {
  readonly id: CallId
  readonly session: S
  readonly audio: CallAudio
  readonly state: LineState
  readonly clock: Clock
  readonly timers: Timers
  /** False for a session that is to take a call over and does not carry it yet. */
  readonly carries?: boolean
  readonly random: () => number
  /** The sound is cut off: the PBX should be told by which other way it can come. */
  readonly onCutOff?: () => void
}

/** How the connection to the PBX came back: `isPathNew` when the sound may have to take another way too. */
export interface Return {
  readonly isPathNew: boolean
}

/** What every call can do once both sides talk; how it gets there is the incoming or the outgoing leg's. */
export interface CallLeg {
  hangUp(): LegResult
  hold(): LegResult
  resume(): LegResult
  mute(muted: boolean): LegResult
  sendDigit(digit: string): LegResult
  /**
   * After the connection to the PBX came back: tells it where we are, or learns that the call is gone. A failure means that
   * nobody knows; `isCurrent` is false once that connection is lost too, and its answers with it.
   */
  refresh(isCurrent: () => boolean, how: Return): LegResult
  /**
   * The connection to the PBX is lost. A call that is up outlives that, by its sound. One that rings can still be answered over
   * the next connection, but nobody can say any more that it was taken back: it is in doubt. One that is dialled is over: its
   * answer goes back the way that the INVITE came (RFC 3261, section 18.2.2).
   */
  connectionLost(): void
  isInDoubt(): boolean
  /** Opens the agent's microphone for this call; how it stands then is told with every later change. */
  openMicrophone(): Promise<void>
  /** Whether the far end hears the agent, or would if it were there. */
  canBeHeard(): boolean
  /** Says how the call ends, before the session's end is seen. The first one to say it is right. */
  expectEnd(outcome: CallOutcome): void
  /** Ends the call here and now, with a BYE when there is somebody to tell. */
  abandon(outcome: CallOutcome): void
  /** Its far end is being put through there by another call: from now on its own BYE means that it has gone. Null: no more. */
  goesTo(to: string | null): void
  /** Sends the far end there, and leaves; `to` is what was dialled. With a session: into that call (RFC 3891). */
  transfer(target: URI | Session, to: string): LegResult
  /** As `transfer`, but the call goes on here in another session: this one ends without ending it. */
  sendOn(target: URI): LegResult
  /** From now on this session carries the call. */
  carry(): void
  /** Ends a session that carries no call. */
  leave(): void
  readonly session: Session
  readonly audio: CallAudio
}

const reInviteLimitMs = 6000
/** A PBX tells where a referred call has got to; one that does not is not waited for any longer. */
const referLimitMs = 10_000
const infoLimitMs = 4000

/**
 * The part of a call that does not depend on who called: follows the session's state into `nextCall` events and keeps the
 * agent's voice off the line while muted or held.
 */
export function createCallLeg(parts: LegParts): CallLeg {
  const { id, session, audio, state, clock, timers, random } = parts
  let outcome: CallOutcome | null = null
  let canBeHeard = false
  let carries = parts.carries ?? true
  /** Where the far end was sent, once it has set out. */
  let sentTo: string | null = null
  let isInDoubt = false
  /** Re-INVITEs whose answers a lost connection may have taken with it. */
  const unheard: number[] = []

  const call = () => state.call(id)
  const move = (event: CallEvent) => {
    const after = state.move(id, event)
    audio.setSending(after.state === 'live' && !after.muted && after.hold === 'off')
  }

  function end(fallback: CallOutcome): void {
    audio.close()
    if (carries && isOpen(call())) move({ kind: 'ended', at: clock.now(), outcome: outcome ?? fallback })
  }

  /** sip.js gave the call up: no ACK to our answer came, or what the far end negotiated made no sense. */
  const unexplained = (): CallOutcome =>
    call()?.state === 'live' ? { kind: 'lost', cause: 'signalling' } : { kind: 'failed', sipCode: null }

  session.stateChange.addListener((next) => {
    // sip.js reports the end of a refused call before it reports the answer that refused it.
    if (next === SessionState.Terminated) queueMicrotask(() => end(unexplained()))
  })
  waitWithEarlyBye(session)
  session.delegate = {
    onBye: (bye: Bye) => {
      outcome ??= sentTo === null ? { kind: 'completed', endedBy: 'caller' } : { kind: 'transferred', to: sentTo }
      waitForNoAck(session)
      void quietly(() => bye.accept())
    },
    onInfo: (info: Info) => {
      const digit = digitOfInfo(info.request.getHeader('content-type'), info.request.body)
      void quietly(() => info.accept())
      if (digit !== null) state.tell({ kind: 'digit-received', callId: id, digit })
    },
    onNotify: (notification) => void quietly(() => notification.accept()),
    onMessage: refuseMessage,
    onRefer: refuseReferral,
  }
  audio.watch((news) => {
    if (!carries) return
    if (news === 'media-cut-off') return parts.onCutOff?.()
    if (news === 'media-failed') return void abandon({ kind: 'lost', cause: 'media' })
    canBeHeard = news === 'microphone-back'
    if (call()?.state === 'live') move({ kind: 'microphone-changed', canBeHeard })
  })

  function abandon(reason: CallOutcome): void {
    if (!isOpen(call())) return
    outcome ??= reason
    if (session.state === SessionState.Established) void quietly(() => session.bye())
    end(reason)
  }

  function leave(): void {
    if (session.state === SessionState.Established) void quietly(() => session.bye())
    audio.close()
  }

  /** Asks for hold or its end; the call's state follows the far end's answer, however late that comes. */
  async function changeHold(to: 'hold' | 'resume', from: 'off' | 'held', there: 'held' | 'off'): LegResult {
    const before = call()
    if (before?.state !== 'live') return fail('not-in-this-state')
    if (before.hold === there) return ok(undefined)
    if (before.hold !== from) return fail('not-in-this-state')
    move({ kind: `${to}-requested` })
    const answered = reInviteThroughGlare(session, { isHeld: to === 'hold', isPathNew: false }, { timers, random }).then((result) => {
      if (isUnknown(result)) abandon({ kind: 'lost', cause: 'signalling' })
      if (call()?.state === 'live') move({ kind: result.ok ? `${to}-confirmed` : `${to}-refused` })
      return result
    })
    const result = await bounded(answered, reInviteLimitMs, null, timers)
    if (result === null) return fail('timed-out')
    return result.ok ? ok(undefined) : refused(result.error.sipCode)
  }

  return {
    async hangUp() {
      const before = call()
      if (before === undefined) return fail('no-such-call')
      if (before.state === 'ended') return ok(undefined)
      if (session.state !== SessionState.Established) return fail('not-in-this-state')
      outcome ??= { kind: 'completed', endedBy: 'agent' }
      await bounded(quietly(() => session.bye()), 500, undefined, timers)
      end(outcome)
      return ok(undefined)
    },
    hold: () => changeHold('hold', 'off', 'held'),
    resume: () => changeHold('resume', 'held', 'off'),
    async mute(muted) {
      if (call()?.state !== 'live') return fail('not-in-this-state')
      move({ kind: 'mute-changed', muted })
      return ok(undefined)
    },
    async sendDigit(digit) {
      if (call()?.state !== 'live') return fail('not-in-this-state')
      if (audio.sendDigit(digit)) return ok(undefined)
      const sent = new Promise<Result<void, LineError>>((resolve) => {
        session
          .info({
            requestOptions: { body: infoOfDigit(digit) },
            requestDelegate: {
              onAccept: () => resolve(ok(undefined)),
              onReject: (response) => resolve(refused(response.message.statusCode ?? null)),
            },
          })
          .catch(() => resolve(fail('not-in-this-state')))
      })
      return bounded(sent, infoLimitMs, fail('timed-out'), timers)
    },
    async refresh(isCurrent, { isPathNew }) {
      const before = call()
      if (before?.state !== 'live' || session.state !== SessionState.Established) return ok(undefined)
      for (const cseq of unheard.splice(0)) acknowledgeUnheard(session, cseq)
      // The sound may not have survived what the connection did not: its way is looked for anew then.
      const restarts = isPathNew || audio.isCutOff()
      const told = reInvite(session, { isHeld: before.hold === 'held' || before.hold === 'holding', isPathNew: restarts }).then((result) => {
        const isGone = isUnknown(result) || (!result.ok && result.error.sipCode === 408)
        // Whoever was sent on, and is not there any more, has arrived.
        if (isGone && isCurrent()) abandon(sentTo === null ? { kind: 'lost', cause: 'signalling' } : { kind: 'transferred', to: sentTo })
        return result
      })
      const result = await bounded(told, reInviteLimitMs, null, timers)
      if (result === null) return fail('timed-out')
      return result.ok || isDefinite(result.error.sipCode) ? ok(undefined) : refused(result.error.sipCode)
    },
    goesTo(to) {
      sentTo = to
    },
    async transfer(target, to) {
      if (call()?.state !== 'live') return fail('not-in-this-state')
      const referred = refer(session, target, () => {
        sentTo = to
      })
      const result = await bounded(referred, referLimitMs, null, timers)
      if (result?.ok !== true) {
        sentTo = null
        return result === null ? fail('timed-out') : refused(result.error.sipCode)
      }
      // The far end has arrived; this leg is still there until somebody hangs it up.
      abandon({ kind: 'transferred', to })
      return ok(undefined)
    },
    async sendOn(target) {
      carries = false
      const result = await bounded(refer(session, target, () => undefined), referLimitMs, null, timers)
      if (result?.ok === true) {
        leave()
        return ok(undefined)
      }
      carries = true
      if (session.state === SessionState.Terminated) end({ kind: 'lost', cause: 'signalling' })
      return result === null ? fail('timed-out') : refused(result.error.sipCode)
    },
    carry() {
      carries = true
      const now = call()
      if (now?.state !== 'live') return
      if (now.hold === 'held') move({ kind: 'resume-requested' })
      if (call()?.state === 'live') move({ kind: 'resume-confirmed' })
      move({ kind: 'microphone-changed', canBeHeard })
    },
    leave,
    session,
    audio,
    connectionLost() {
      const now = call()
      const givenUp = giveUpReInvite(session)
      if (givenUp !== null) unheard.push(givenUp)
      if (now?.state === 'ringing' || now?.state === 'answering') isInDoubt = true
      if (now?.state !== 'dialling') return
      outcome ??= { kind: 'lost', cause: 'signalling' }
      void quietly(() => session.dispose())
      end(outcome)
    },
    isInDoubt: () => isInDoubt,
    async openMicrophone() {
      canBeHeard = (await audio.openMicrophone()) === 'ready'
    },
    canBeHeard: () => canBeHeard,
    expectEnd(expected) {
      outcome ??= expected
    },
    abandon,
  }
}

/**
 * SECURITY: sip.js would accept a REFER and call whomever it names (RFC 3515). Where this seat calls is decided by its agent
 * and by nobody at the far end.
 */
export function refuseReferral(referral: Referral): void {
  void quietly(() => referral.reject({ statusCode: 603 }))
}

/** The far end has no such call any more (RFC 3261, section 14.1). */
function isUnknown(result: ReInviteResult): boolean {
  return !result.ok && result.error.sipCode === 481
}

/** A no that another try would only repeat: neither "not now" (491, 5xx), nor no answer at all. */
function isDefinite(sipCode: number | null): boolean {
  return sipCode !== null && sipCode !== 408 && sipCode !== 491 && sipCode < 500
}

export function fail(code: LineErrorCode): Result<never, LineError> {
  return err({ code })
}

export function refused(sipCode: number | null): Result<never, LineError> {
  return err(sipCode === null ? { code: 'refused-by-pbx' } : { code: 'refused-by-pbx', sipCode })
}

export function isOpen(call: Call | undefined): call is Exclude<Call, { state: 'ended' }> {
  return call !== undefined && call.state !== 'ended'
}

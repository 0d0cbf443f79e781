import { SessionState } from 'sip.js'
import type { Bye, Info, Message, Session, URI } from 'sip.js'
import type { Call, CallEvent, CallId, CallOutcome } from '../../../shared/calls/call'
import type { LineState } from '../../../shared/calls/line-state'
import type { LineError, LineErrorCode } from '../../../shared/calls/phone-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import type { AudioNews, CallAudio } from './call-audio'
import { digitOfInfo, infoOfDigit } from './dtmf'
import { waitWithEarlyRequests } from './early-requests'
import { acknowledgeUnheard, giveUpReInvite, isDefinite, isUnknown, reInvite, reInviteThroughGlare, waitForNoAck } from './re-invite'
import type { ReInviteResult } from './re-invite'
import { createPutThrough } from './put-through'
import { refer, refuseReferral } from './refer'
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
  /** What the PBX says in this call; refused unless told. */
  readonly onMessage?: (message: Message) => void
  /** The PBX should be told where the call is: its sound is cut off and may come by another way, or it took us for where we are not. */
  readonly tellPbx?: () => void
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
  /**
   * Sends the far end there, and leaves when it has arrived; `to` is what was dialled. With a session: into that call (RFC 3891).
   * Settles once it has set out; `onEnd` is told then whether it has arrived.
   */
  transfer(target: URI | Session, to: string, onEnd?: (hasArrived: boolean) => void): LegResult
  /** As `transfer`, but the call goes on here in another session: this one ends without ending it. */
  sendOn(target: URI): LegResult
  /** From now on this session carries the call. */
  carry(): void
  /** The call is over, and this session carries another one that has come of it. */
  goOnAs(id: CallId): void
  /** Ends a session that carries no call. */
  leave(): void
  readonly session: Session
  readonly audio: CallAudio
}

const reInviteLimitMs = 6000
/** The room of a meeting answers at once. */
const sendOnLimitMs = 6000
const infoLimitMs = 4000

/**
 * The part of a call that does not depend on who called: follows the session's state into `nextCall` events and keeps the
 * agent's voice off the line while muted or held.
 */
export function createCallLeg(parts: LegParts): CallLeg {
  const { session, audio, state, clock, timers, random } = parts
  let { id } = parts
  let outcome: CallOutcome | null = null
  let canBeHeard = false
  let carries = parts.carries ?? true
  let isInDoubt = false
  /** Re-INVITEs whose answers were lost with a connection, or not waited for any longer. */
  const unheard: number[] = []
  /** What became of the sound while the far end was on its way elsewhere. */
  let missed: AudioNews | null = null

  const call = () => state.call(id)
  const move = (event: CallEvent) => {
    const after = state.move(id, event)
    audio.setSending(after.state === 'live' && !after.muted && after.hold === 'off' && after.goesTo === undefined)
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
  waitWithEarlyRequests(session)
  session.delegate = {
    onBye: (bye: Bye) => {
      outcome ??= sending.outcomeIfGone() ?? { kind: 'completed', endedBy: 'caller' }
      sending.farEndGone()
      waitForNoAck(session)
      void quietly(() => bye.accept())
    },
    onInfo: (info: Info) => {
      const digit = digitOfInfo(info.request.getHeader('content-type'), info.request.body)
      void quietly(() => info.accept())
      if (digit !== null) state.tell({ kind: 'digit-received', callId: id, digit })
    },
    onNotify: (notification) => void quietly(() => notification.accept()),
    onMessage: parts.onMessage ?? refuseMessage,
    onRefer: refuseReferral,
  }
  const sending = createPutThrough({
    session,
    timers,
    ask: () => answered(reInvite(session, { isHeld: isHeld(), isPathNew: false })),
    onSetOut: (to) => call()?.state === 'live' && move({ kind: 'put-through-begun', to }),
    onArrived: (to) => abandon({ kind: 'transferred', to }),
    onGone: () => abandon({ kind: 'lost', cause: 'transfer' }),
    onFailed({ farEnd, ...why }) {
      state.tell({ kind: 'put-through-failed', callId: id, farEnd, ...why })
      if (farEnd === 'gone') return
      if (call()?.state === 'live') move({ kind: 'put-through-failed' })
      if (missed !== null) hear(missed)
    },
  })

  audio.watch(hear)

  function hear(news: AudioNews): void {
    if (!carries) return
    const isSoundGone = news === 'media-cut-off' || news === 'media-failed'
    // A PBX may take the sound away from a call whose far end is on its way elsewhere.
    if (isSoundGone && sending.isUnderWay()) return void (missed = news)
    if (news === 'media-cut-off') return parts.tellPbx?.()
    if (news === 'media-failed') return void abandon({ kind: 'lost', cause: 'media' })
    canBeHeard = news === 'microphone-back'
    if (call()?.state === 'live') move({ kind: 'microphone-changed', canBeHeard })
  }

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
    if (before?.state !== 'live' || before.goesTo !== undefined) return fail('not-in-this-state')
    if (before.hold === there) return ok(undefined)
    if (before.hold !== from) return fail('not-in-this-state')
    move({ kind: `${to}-requested` })
    acknowledgeAll()
    let isWanted = true
    const asked = reInviteThroughGlare(session, { isHeld: to === 'hold', isPathNew: false }, { timers, random, isWanted: () => isWanted })
    const result = await answered(asked)
    isWanted = false
    if (result !== null && isUnknown(result)) abandon({ kind: 'lost', cause: 'signalling' })
    const now = call()
    // Another session may carry the call by now.
    if (now?.state === 'live' && now.hold === (to === 'hold' ? 'holding' : 'resuming')) move({ kind: result?.ok === true ? `${to}-confirmed` : `${to}-refused` })
    if (result === null) return fail('timed-out')
    return result.ok ? ok(undefined) : refused(result.error.sipCode)
  }

  /**
   * Null when no answer has come in time. The question is taken back then: behind a 100 (Trying) sip.js would wait for ever, and let
   * nothing else be asked meanwhile. Should the PBX do what was asked all the same, it is told where the call is.
   */
  async function answered(asked: Promise<ReInviteResult>): Promise<ReInviteResult | null> {
    const result = await bounded(asked, reInviteLimitMs, null, timers)
    if (result !== null) return result
    const tellPbx = () => call()?.state === 'live' && parts.tellPbx?.()
    const cseq = giveUpReInvite(session, { timers, onLate: tellPbx })
    if (cseq === null) void asked.then((late) => late.ok && tellPbx())
    else unheard.push(cseq)
    return null
  }

  /** The PBX may have answered what was not heard, and takes no other re-INVITE before it knows that. */
  function acknowledgeAll(): void {
    for (const cseq of unheard.splice(0)) acknowledgeUnheard(session, cseq)
  }

  function isHeld(): boolean {
    const now = call()
    return now?.state === 'live' && (now.hold === 'held' || now.hold === 'holding')
  }

  return {
    async hangUp() {
      const before = call()
      if (before === undefined) return fail('no-such-call')
      if (before.state === 'ended') return ok(undefined)
      if (session.state !== SessionState.Established) return fail('not-in-this-state')
      outcome ??= sending.outcomeIfGone() ?? { kind: 'completed', endedBy: 'agent' }
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
      acknowledgeAll()
      // The sound may not have survived what the connection did not: its way is looked for anew then.
      const restarts = isPathNew || audio.isCutOff()
      const told = reInvite(session, { isHeld: isHeld(), isPathNew: restarts }).then((result) => {
        const isGone = isUnknown(result) || (!result.ok && result.error.sipCode === 408)
        // Whoever was sent on, and is not there any more, has arrived.
        if (isGone && isCurrent()) abandon(sending.outcomeIfGone() ?? { kind: 'lost', cause: 'signalling' })
        return result
      })
      const result = await bounded(told, reInviteLimitMs, null, timers)
      if (result === null) return fail('timed-out')
      return result.ok || isDefinite(result.error.sipCode) ? ok(undefined) : refused(result.error.sipCode)
    },
    goesTo: sending.goesTo,
    async transfer(target, to, onEnd = () => undefined) {
      const now = call()
      if (now?.state !== 'live' || now.goesTo !== undefined) return fail('not-in-this-state')
      return sending.send(target, to, onEnd)
    },
    async sendOn(target) {
      carries = false
      const result = await bounded(refer(session, target, () => undefined), sendOnLimitMs, null, timers)
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
      // This session was never on hold, whatever was being asked of the one before it.
      if (now.hold === 'holding') move({ kind: 'hold-refused' })
      if (now.hold === 'held') move({ kind: 'resume-requested' })
      if (now.hold === 'held' || now.hold === 'resuming') move({ kind: 'resume-confirmed' })
      move({ kind: 'microphone-changed', canBeHeard })
    },
    goOnAs(next) {
      id = next
      audio.goOnAs(next)
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

export function fail(code: LineErrorCode): Result<never, LineError> {
  return err({ code })
}

export function refused(sipCode: number | null): Result<never, LineError> {
  return err(sipCode === null ? { code: 'refused-by-pbx' } : { code: 'refused-by-pbx', sipCode })
}

export function isOpen(call: Call | undefined): call is Exclude<Call, { state: 'ended' }> {
  return call !== undefined && call.state !== 'ended'
}

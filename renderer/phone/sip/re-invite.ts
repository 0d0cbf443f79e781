import { Core, Inviter, SessionState } from 'sip.js'
import type { Session } from 'sip.js'
import type { Timers } from '../../../shared/lib/clock'
import { ok, err } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { quietly } from './quietly'

/** What the far end said to a re-INVITE; null = the request never left or the call was over. */
export type ReInviteResult = Result<void, { readonly sipCode: number | null }>

export interface ReInviteOptions {
  readonly isHeld: boolean
  /** The sound may have to take another way too. */
  readonly isPathNew: boolean
}

/** RFC 3261, section 14.1: whoever made the Call-ID waits longer after a glare, so that the two do not meet again. */
const glarePauseMs = { caller: { least: 2100, most: 4000 }, callee: { least: 0, most: 2000 } }
/** All pauses together; a far end that is busy for longer has said no. */
const longestGlareMs = 5000
const requestPending = 491

/**
 * Renegotiates a call (RFC 3261, section 14), with or without hold (RFC 3264, section 8.4); over a new path with an ICE
 * restart (RFC 8445, section 2.4). Settles with the final answer or
 * with the end of the call, of which sip.js tells nothing here. Never rejects.
 *
 * While the far end's own re-INVITE is under way nothing is sent, and the answer is a 491 of our own.
 */
export function reInvite(session: Session, { isHeld, isPathNew }: ReInviteOptions): Promise<ReInviteResult> {
  if (isFarEndAsking(session)) return Promise.resolve(err({ sipCode: requestPending }))
  const before = session.sessionDescriptionHandlerOptionsReInvite
  return new Promise((settle) => {
    const resolve = (result: ReInviteResult) => {
      session.stateChange.removeListener(onState)
      settle(result)
    }
    const fail = (sipCode: number | null) => {
      // sip.js answers the far end's next re-INVITE with the options of our last one, also when that was refused.
      session.sessionDescriptionHandlerOptionsReInvite = before
      resolve(err({ sipCode }))
    }
    const onState = (state: SessionState) => state === SessionState.Terminated && fail(null)
    session.stateChange.addListener(onState)
    session
      .invite({
        sessionDescriptionHandlerOptions: { hold: isHeld, offerOptions: { iceRestart: isPathNew } } as object,
        requestDelegate: {
          onAccept: () => {
            if (session.state !== SessionState.Established) return fail(488)
            waitForNoAck(session)
            resolve(ok(undefined))
          },
          onReject: (response) => fail(response.message.statusCode ?? null),
        },
      })
      .then(refuseRedirection, () => fail(null))
  })
}

/** The same, asked again after a glare until it is answered, refused for another reason, or no longer worth it. */
export async function reInviteThroughGlare(
  session: Session,
  options: ReInviteOptions,
  { timers, random, isWanted }: { readonly timers: Timers; readonly random: () => number; isWanted(): boolean },
): Promise<ReInviteResult> {
  const { least, most } = session instanceof Inviter ? glarePauseMs.caller : glarePauseMs.callee
  for (let waitedMs = 0; ; ) {
    const result = await reInvite(session, options)
    const pauseMs = least + random() * (most - least)
    if (result.ok || result.error.sipCode !== requestPending || waitedMs + pauseMs > longestGlareMs) return result
    waitedMs += pauseMs
    await new Promise<void>((resolve) => void timers.after(pauseMs, resolve))
    if (session.state !== SessionState.Established || !isWanted()) return err({ sipCode: null })
  }
}

/**
 * Until the ACK to our answer is there (RFC 3261, section 14.1). sip.js waits for a lost one for ever, and refuses every
 * further re-INVITE meanwhile; its transaction gives up after 64*T1.
 */
function isFarEndAsking(session: Session): boolean {
  const { dialog } = session
  if (!(dialog instanceof Core.SessionDialog) || dialog.reinviteUserAgentServer === undefined) return false
  if (dialog.reinviteUserAgentServer.transaction.state !== Core.TransactionState.Terminated) return true
  dialog.reinviteUserAgentServer = undefined
  return false
}

/**
 * What was asked over a connection that is lost is not answered over another one (RFC 7118, section 5), and what a PBX leaves
 * unanswered must not stand in the way. sip.js would wait for 64*T1, behind a 100 (Trying) for ever, and make no further re-INVITE of
 * the call meanwhile, not even the one that tells the PBX where it is now. Gives the number of the request that was given up (CSeq),
 * or null when none was under way. `onLate` is told when the PBX does it after all.
 */
export function giveUpReInvite(session: Session, late?: { readonly timers: Timers; onLate(): void }): number | null {
  const { dialog } = session
  if (!(dialog instanceof Core.SessionDialog) || dialog.reinviteUserAgentClient === undefined) return null
  const { transaction } = dialog.reinviteUserAgentClient
  const breakable = transaction as unknown as { onTransportError(error: Error): void }
  breakable.onTransportError(new Error('nobody answers'))
  if (late !== undefined) hearLate(session, transaction, late)
  return transaction.request.cseq
}

/** 64*T1: so long a PBX repeats an answer that is not acknowledged (RFC 3261, section 13.3.1.4). */
const repeatedMs = 32_000

/** sip.js drops an answer to what it does not ask any more; one that says yes has to be acknowledged all the same. */
function hearLate(session: Session, { id, request }: Core.ClientTransaction, { timers, onLate }: { readonly timers: Timers; onLate(): void }): void {
  const { userAgentClients } = session.userAgent.userAgentCore
  let isHeard = false
  const ear = {
    transaction: {
      receiveResponse({ statusCode = 0 }: Core.IncomingResponseMessage) {
        if (statusCode < 200 || statusCode > 299) return
        acknowledgeUnheard(session, request.cseq)
        if (isHeard) return
        isHeard = true
        onLate()
      },
    },
    dispose: () => undefined,
  } as unknown as Core.UserAgentClient
  const key = `${id}${request.method}`
  userAgentClients.set(key, ear)
  timers.after(repeatedMs, () => userAgentClients.get(key) === ear && userAgentClients.delete(key))
}

/**
 * The PBX may have answered what was given up: until that is acknowledged it takes no other re-INVITE of the call ("another
 * transaction in progress"), and ends the call after 64*T1 (RFC 3261, section 13.3.1.4). One that has nothing to be
 * acknowledged drops this.
 */
export function acknowledgeUnheard({ dialog, userAgent }: Session, cseq: number): void {
  if (!(dialog instanceof Core.SessionDialog)) return
  const ack = dialog.createOutgoingRequestMessage('ACK', { cseq })
  ack.setViaHeader(`z9hG4bK${crypto.randomUUID()}`, userAgent.transport.protocol)
  void quietly(() => userAgent.transport.send(ack.toString()))
}

/** sip.js never says that a re-INVITE was redirected, and takes no further one then; it is a refusal like others. */
function refuseRedirection(request: Core.OutgoingInviteRequest): void {
  const { delegate } = request
  if (delegate !== undefined) delegate.onRedirect = (response) => delegate.onReject?.(response)
}

/**
 * Whoever answers a re-INVITE or sends a BYE has had our 200 to its INVITE, although its ACK was lost with a connection.
 * sip.js would wait for that on, and end a good call for it after 64*T1, or throw for one that is over.
 */
export function waitForNoAck({ dialog }: Session): void {
  if (dialog?.delegate !== undefined) dialog.delegate.onAckTimeout = () => undefined
}

/** The far end has no such call any more (RFC 3261, section 14.1). */
export function isUnknown(result: ReInviteResult): boolean {
  return !result.ok && result.error.sipCode === 481
}

/** A no that another try would only repeat: neither "not now" (491, 5xx), nor no answer at all. */
export function isDefinite(sipCode: number | null): boolean {
  return sipCode !== null && sipCode !== 408 && sipCode !== 491 && sipCode < 500
}

import { assertNever } from '../../../shared/lib/assert-never'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import type { AmiEvent } from './ami-events'

/** An event that is still to be told who calls; the number is in full here and nowhere behind it. */
export type UnmaskedEvent =
  | Exclude<QueueEvent, { kind: 'entered' | 'rang-back' }>
  | (Omit<Extract<QueueEvent, { kind: 'entered' }>, 'caller'> & { readonly number: string })
  | (Omit<Extract<QueueEvent, { kind: 'rang-back' }>, 'callerKey'> & { readonly number: string })

/** What the PBX calls a call, and what the seats call it. */
export interface KnownLeg {
  readonly uniqueid: string
  readonly queueCallId: string
  readonly queue: string
  readonly enteredAt: number
}

/** A seat's leg of it. */
export interface KnownOffer {
  readonly uniqueid: string
  readonly caller: KnownLeg
  readonly extension: string
  readonly isTalking: boolean
}

/** What is known from a snapshot when the reading begins. */
export interface KnownLegs {
  readonly callers: readonly KnownLeg[]
  readonly offers: readonly KnownOffer[]
}

/**
 * ```
 * waiting --QueueCallerAbandon--> giving-up --Newexten (QUEUESTATUS), Hangup--> gone: 'left'
 *    +--QueueCallerLeave--------> leaving --AgentConnect--> answered
 *                                    +------Newexten, Hangup--> gone: 'left'
 * ```
 * The PBX says that somebody leaves a queue before it says why.
 */
interface Caller extends KnownLeg {
  state: 'waiting' | 'leaving' | 'answered'
  leftAt: number
  /** The caller's own side has asked to hang up. */
  hangsUp: boolean
}

interface Offer {
  readonly caller: Caller
  readonly extension: string
  state: 'ringing' | 'declined' | 'talking'
}

/** A seat dials out. */
interface Dial {
  readonly uniqueid: string
  readonly extension: string
  readonly number: string
}

/** `PJSIP/1001-0000002a`: a seat's own leg. One of the dialplan's making (`Local/…@…;1`) is nobody's. */
const ownLeg = /^[A-Za-z0-9]+\/([\w.+-]{1,40})-[0-9a-f]{6,}$/
/** `15400000012@trunk`, `trunk/sip:15400000012@host`: what goes out, whatever prefix the seat had to dial. */
const dialledOut = /^(?:[^/]*\/)?(?:sip:)?(\+?\d{3,20})(?:@.*)?$/
/** A telephone has rung there, or was in use. */
const hasTried: ReadonlySet<string> = new Set(['ANSWER', 'NOANSWER', 'BUSY', 'CANCEL'])

/** Causes of Q.850 with which a seat says no: user busy, call rejected. */
const declineCauses: ReadonlySet<string> = new Set(['17', '21'])
const reasons: Readonly<Record<string, 'agent' | 'caller' | 'transferred'>> = { agent: 'agent', caller: 'caller', transfer: 'transferred' }
const queueEnds: Readonly<Record<string, 'timed-out' | 'no-agents'>> = {
  TIMEOUT: 'timed-out', LEAVEEMPTY: 'no-agents', LEAVEUNAVAIL: 'no-agents', JOINEMPTY: 'no-agents', JOINUNAVAIL: 'no-agents',
}
/** Legs of which no end was heard, because of a gap, must not pile up. */
const mostLegs = 20_000

/** Puts what Asterisk says of channels into the words of the trade. Legs that it has not seen begin mean nothing to it. */
export class QueueReading {
  private readonly callers = new Map<string, Caller>()
  private readonly offers = new Map<string, Offer>()
  private readonly dials = new Map<string, Dial>()

  constructor(known: KnownLegs) {
    for (const leg of known.callers) this.callers.set(leg.uniqueid, { ...leg, state: 'waiting', leftAt: 0, hangsUp: false })
    for (const { uniqueid, caller, extension, isTalking } of known.offers) {
      const of = this.callers.get(caller.uniqueid)
      if (of === undefined) continue
      if (isTalking) of.state = 'answered'
      this.offers.set(uniqueid, { caller: of, extension, state: isTalking ? 'talking' : 'ringing' })
    }
  }

  /** @param heardAt when it was heard, for a PBX that does not say when it happened */
  read(event: AmiEvent, heardAt: number): UnmaskedEvent[] {
    const at = event.at ?? heardAt
    switch (event.Event) {
      case 'QueueCallerJoin':
        return [this.enter(event, at, event.Position)]
      case 'QueueCallerAbandon':
      case 'QueueCallerLeave':
        return this.leave(event, at)
      case 'AgentCalled':
        return this.offer(event, at)
      case 'DialBegin':
        return this.dial(event)
      case 'DialEnd':
        return [
          ...this.dialled(event, at),
          ...(event.DialStatus === 'ANSWER' ? [] : this.endOffer(event.DestUniqueid, at, event.DialStatus === 'CANCEL' ? 'taken-back' : 'not-answered')),
        ]
      case 'AgentRingNoAnswer':
        return this.endOffer(event.DestUniqueid, at, 'not-answered')
      case 'AgentConnect':
        return this.connect(event, at)
      case 'AgentComplete':
        return this.complete(event, at)
      case 'Hold':
      case 'Unhold':
        return this.hold(event.Uniqueid, at, event.Event === 'Hold')
      case 'HangupRequest':
        return this.askedToHangUp(event.Uniqueid, event.Cause)
      case 'Newexten':
        return this.gone(event.Uniqueid, queueEnds[event.queueStatus ?? ''] ?? 'moved-on', at)
      case 'Hangup':
        return this.hangUp(event.Uniqueid, at)
      case 'QueueMemberStatus':
      case 'QueueMemberPause':
      case 'QueueMemberAdded':
      case 'QueueMemberRemoved':
        return [{
          kind: 'member', queue: event.Queue, extension: event.Interface, at, reason: event.Paused ? event.PausedReason : null, device: event.Status,
          membership: event.Event === 'QueueMemberRemoved' ? 'removed' : event.Paused ? 'paused' : 'available',
        }]
      default:
        return assertNever(event)
    }
  }

  private enter(event: Extract<AmiEvent, { Event: 'QueueCallerJoin' | 'AgentConnect' }>, at: number, position: number): UnmaskedEvent {
    const queueCallId = this.idOf(event)
    this.makeRoom()
    this.callers.set(event.Uniqueid, { uniqueid: event.Uniqueid, queueCallId, queue: event.Queue, enteredAt: at, state: 'waiting', leftAt: 0, hangsUp: false })
    return { kind: 'entered', queueCallId, queue: event.Queue, at, position, number: event.CallerIDNum }
  }

  /** SECURITY: the trunk chooses `X-Call-Id`; one that another call has at this moment is not believed. */
  private idOf({ Uniqueid, callId }: AmiEvent & { readonly Uniqueid: string }): string {
    const known = this.callers.get(Uniqueid)?.queueCallId
    if (known !== undefined) return known
    const isTaken = callId !== null && [...this.callers.values()].some((caller) => caller.queueCallId === callId)
    return callId === null || isTaken ? Uniqueid : callId
  }

  private leave(event: Extract<AmiEvent, { Event: 'QueueCallerAbandon' | 'QueueCallerLeave' }>, at: number): UnmaskedEvent[] {
    const caller = this.callers.get(event.Uniqueid)
    if (caller?.state !== 'waiting') return []
    caller.state = 'leaving'
    caller.leftAt = at
    // Whoever hangs up has nothing behind it that would have to be waited for.
    return caller.hangsUp ? this.gone(event.Uniqueid, 'hung-up', at) : []
  }

  /** Nothing to say unless it was leaving. */
  private gone(uniqueid: string, why: Extract<QueueEvent, { kind: 'left' }>['why'], at: number): UnmaskedEvent[] {
    const caller = this.callers.get(uniqueid)
    if (caller?.state !== 'leaving') return []
    this.callers.delete(uniqueid)
    const offers = [...this.offers].filter(([, offer]) => offer.caller === caller)
    const takenBack = offers.flatMap(([leg]) => this.endOffer(leg, at, 'taken-back'))
    const { queueCallId, queue, enteredAt, leftAt } = caller
    return [...takenBack, { kind: 'left', queueCallId, queue, at: leftAt, why, waitedMs: Math.max(0, leftAt - enteredAt) }]
  }

  private offer(event: Extract<AmiEvent, { Event: 'AgentCalled' }>, at: number): UnmaskedEvent[] {
    const caller = this.callers.get(event.Uniqueid)
    if (caller === undefined) return []
    this.offers.set(event.DestUniqueid, { caller, extension: event.Interface, state: 'ringing' })
    return [{ kind: 'offered', queueCallId: caller.queueCallId, queue: caller.queue, extension: event.Interface, at }]
  }

  private dial({ Uniqueid, DestUniqueid, Channel, DialString }: Extract<AmiEvent, { Event: 'DialBegin' }>): UnmaskedEvent[] {
    const extension = ownLeg.exec(Channel)?.[1]
    const number = dialledOut.exec(DialString)?.[1]
    // Whoever waits in a queue has a leg from outside, and rings the seats.
    if (extension === undefined || number === undefined || Uniqueid === undefined || this.callers.has(Uniqueid)) return []
    this.makeRoom()
    this.dials.set(DestUniqueid, { uniqueid: Uniqueid, extension, number })
    return []
  }

  private dialled({ DestUniqueid, DialStatus }: Extract<AmiEvent, { Event: 'DialEnd' }>, at: number): UnmaskedEvent[] {
    const dial = this.dials.get(DestUniqueid)
    this.dials.delete(DestUniqueid)
    if (dial === undefined || !hasTried.has(DialStatus)) return []
    const { uniqueid, extension, number } = dial
    return [{ kind: 'rang-back', queueCallId: uniqueid, extension, at, number, isAnswered: DialStatus === 'ANSWER' }]
  }

  private endOffer(leg: string, at: number, how: 'not-answered' | 'taken-back'): UnmaskedEvent[] {
    const offer = this.offers.get(leg)
    if (offer === undefined || offer.state === 'talking') return []
    this.offers.delete(leg)
    const { caller: { queueCallId, queue }, extension, state } = offer
    return [{ kind: 'offer-ended', queueCallId, queue, extension, at, how: state === 'declined' ? 'declined' : how }]
  }

  private connect(event: Extract<AmiEvent, { Event: 'AgentConnect' }>, at: number): UnmaskedEvent[] {
    // It was between queue and seat when the snapshot was taken, and in neither list.
    const entered = this.callers.has(event.Uniqueid) ? [] : [this.enter(event, at - 1000 * event.HoldTime, 1)]
    const caller = this.callers.get(event.Uniqueid)
    if (caller === undefined) return []
    caller.state = 'answered'
    this.offers.set(event.DestUniqueid, { caller, extension: event.Interface, state: 'talking' })
    const { queueCallId, queue, enteredAt } = caller
    return [...entered, { kind: 'answered', queueCallId, queue, extension: event.Interface, at, waitedMs: Math.max(0, at - enteredAt) }]
  }

  private complete(event: Extract<AmiEvent, { Event: 'AgentComplete' }>, at: number): UnmaskedEvent[] {
    const offer = this.offers.get(event.DestUniqueid)
    if (offer?.state !== 'talking') return []
    this.offers.delete(event.DestUniqueid)
    if (this.callers.get(event.Uniqueid) === offer.caller) this.callers.delete(event.Uniqueid)
    const { queueCallId, queue } = offer.caller
    return [{ kind: 'completed', queueCallId, queue, extension: offer.extension, at, how: reasons[event.Reason] ?? 'lost' }]
  }

  private hold(leg: string, at: number, on: boolean): UnmaskedEvent[] {
    const offer = this.offers.get(leg)
    return offer?.state === 'talking' ? [{ kind: 'held', queueCallId: offer.caller.queueCallId, extension: offer.extension, at, on }] : []
  }

  private askedToHangUp(uniqueid: string, cause: string): UnmaskedEvent[] {
    const offer = this.offers.get(uniqueid)
    if (offer?.state === 'ringing' && declineCauses.has(cause)) offer.state = 'declined'
    const caller = this.callers.get(uniqueid)
    if (caller !== undefined) caller.hangsUp = true
    return []
  }

  /** The last that is heard of a leg: whatever had not been ended before it ends now. */
  private hangUp(uniqueid: string, at: number): UnmaskedEvent[] {
    const offer = this.offers.get(uniqueid)
    if (offer?.state === 'ringing' || offer?.state === 'declined') return this.endOffer(uniqueid, at, 'taken-back')
    const caller = this.callers.get(uniqueid)
    if (caller?.state === 'waiting') Object.assign(caller, { state: 'leaving', leftAt: at })
    return [...this.endTalks(uniqueid, at), ...this.gone(uniqueid, 'hung-up', at)]
  }

  /** Whoever hangs up at the moment of the answer is connected and never completed, as far as the PBX says. */
  private endTalks(uniqueid: string, at: number): UnmaskedEvent[] {
    const talks = [...this.offers].filter(([leg, { caller, state }]) => state === 'talking' && (leg === uniqueid || caller.uniqueid === uniqueid))
    return talks.map(([leg, { caller, extension }]) => {
      this.offers.delete(leg)
      this.callers.delete(caller.uniqueid)
      return { kind: 'completed', queueCallId: caller.queueCallId, queue: caller.queue, extension, at, how: caller.hangsUp ? 'caller' : 'lost' }
    })
  }

  private makeRoom(): void {
    for (const legs of [this.callers, this.offers, this.dials]) {
      const [oldest] = legs.keys()
      if (legs.size >= mostLegs && oldest !== undefined) legs.delete(oldest)
    }
  }
}

import { assertNever } from '../lib/assert-never'
import type { Brand } from '../lib/brand'
import type { EpochMs } from '../lib/clock'
import type { Supervision } from './supervision'

/** Our own UUIDv7, one per INVITE. A queue call that rings twice has two of them and one `queueCallId`. */
export type CallId = Brand<string, 'CallId'>

/** What the far end said of itself, as it came: hostile text until `shared/callers` has parsed it. */
export interface RemoteIdentity {
  /** The From header's URI (RFC 3261, section 20.20). */
  readonly from: string
  /** Display name of the From header, still untrusted. */
  readonly displayName: string | null
  /** P-Asserted-Identity (RFC 3325), the whole header value. */
  readonly assertedIdentity: string | null
  /** The Privacy header (RFC 3323), e.g. `id`. */
  readonly privacy: string | null
}

/** Where the queue stood when it offered the call, from X-Queue, X-Call-Id, X-Queue-Wait and X-Ring-Timeout. */
export interface QueueOffer {
  readonly queue: string | null
  readonly queueCallId: string | null
  /** Seconds the caller had waited in the queue before this ring; null when the PBX does not tell. */
  readonly waitedSeconds: number | null
  /**
   * Seconds this seat may ring before the call is passed on: the PBX's own, else the setting's; null = not known. What the
   * screen counts down and what makes a ring taken back a missed one.
   */
  readonly ringSeconds: number | null
  /** Seconds after which the INVITE wants to be answered by itself; null = it does not ask for that. Only the settings grant it. */
  readonly answerAfterSeconds: number | null
  /** The telephone rings so that a lead can come into the call of another seat; null for a call like any. */
  readonly supervises: Supervision | null
}

export interface CallIdentity {
  readonly id: CallId
  readonly direction: 'incoming' | 'outgoing'
  readonly remote: RemoteIdentity
  readonly offer: QueueOffer
  /** When the INVITE was received or sent. */
  readonly startedAt: EpochMs
}

/** Hold is asked for by re-INVITE and confirmed by its answer (RFC 3264, section 8.4). */
export type HoldState = 'off' | 'holding' | 'held' | 'resuming'

/** Why an agent declines; the PBX passes the call on to the next seat. */
export type DeclineReason = 'busy-with-text' | 'break' | 'handover' | 'other'

/** How a call ended. Each kind is a different line in the call log and a different sentence on the screen. */
export type CallOutcome =
  | { readonly kind: 'completed'; readonly endedBy: 'agent' | 'caller' }
  /** Goes on without this seat: put through, or joined by the PBX with whoever was asked about it. */
  | { readonly kind: 'transferred'; readonly to: string }
  | { readonly kind: 'cancelled-by-caller' }
  | { readonly kind: 'answered-elsewhere' }
  | { readonly kind: 'missed' }
  | { readonly kind: 'rejected'; readonly reason: DeclineReason }
  | { readonly kind: 'failed'; readonly sipCode: number | null }
  /** `transfer`: sent to somebody who did not take it, and not given back by the PBX. */
  | { readonly kind: 'lost'; readonly cause: 'phone-restarted' | 'media' | 'signalling' | 'transfer' }

/** A room holds a handful; more are not remembered. */
export const mostMet = 20

/** A room of the PBX, where whoever leaves leaves the others to go on. */
export interface Room {
  /** What is dialled to enter it. */
  readonly code: string
  /** The numbers that were brought into it and are not known to have left, oldest first. */
  readonly met: readonly string[]
  /** Whether the PBX tells who comes and who leaves: not before its first word, nor once a word of it may have been lost. */
  readonly isTold: boolean
  /** Who is known to have left, latest last; null = somebody who could not be told from the others. */
  readonly left: readonly (string | null)[]
  /** The caller's call for which it was entered, where that is over: the caller has left, and this call goes on with the others. */
  readonly after: CallId | null
}

/**
 * A call, moved by `nextCall` alone.
 *
 * ```
 * incoming:  ringing --answer-requested--> answering --established--> live --(hung-up|lost)--> ended
 *               |                             |                        | hold: off -> holding -> held -> resuming -> off
 *               |                             |                        | goesTo: put-through-begun -> put-through-failed
 *               +--(declined|cancelled|       +--(cancelled|failed)--> ended
 *                   missed|failed)--> ended
 * outgoing:  dialling --progress--> dialling --established--> live
 *               +--(failed|hung-up)--> ended
 * ```
 */
export type Call =
  | (CallIdentity & { readonly state: 'ringing' })
  | (CallIdentity & { readonly state: 'answering'; readonly askedAt: EpochMs })
  | (CallIdentity & { readonly state: 'dialling'; readonly farEndRings: boolean })
  | (CallIdentity & {
      readonly state: 'live'
      readonly answeredAt: EpochMs
      readonly hold: HoldState
      readonly muted: boolean
      /** False when the call was answered without a microphone: the agent hears and is not heard. */
      readonly canBeHeard: boolean
      /** Where the PBX brings together the caller, this seat and whoever was asked; null as long as the far end is the caller alone. */
      readonly room: Room | null
      /** Where its far end was sent and has not arrived yet: it hears this seat no more, and may be given back. Left out otherwise. */
      readonly goesTo?: string
    })
  | (CallIdentity & {
      readonly state: 'ended'
      readonly answeredAt: EpochMs | null
      readonly endedAt: EpochMs
      readonly outcome: CallOutcome
    })

export type CallEvent =
  | { readonly kind: 'answer-requested'; readonly at: EpochMs }
  | { readonly kind: 'progress' }
  | { readonly kind: 'established'; readonly at: EpochMs; readonly canBeHeard: boolean }
  | { readonly kind: 'hold-requested' }
  | { readonly kind: 'hold-confirmed' }
  | { readonly kind: 'hold-refused' }
  | { readonly kind: 'resume-requested' }
  | { readonly kind: 'resume-confirmed' }
  | { readonly kind: 'resume-refused' }
  | { readonly kind: 'mute-changed'; readonly muted: boolean }
  | { readonly kind: 'microphone-changed'; readonly canBeHeard: boolean }
  /** The caller and this seat are in that room, */
  | { readonly kind: 'room-entered'; readonly code: string }
  /** and that number now, too, */
  | { readonly kind: 'room-joined'; readonly number: string }
  /** or no more; null = somebody. */
  | { readonly kind: 'room-left'; readonly number: string | null }
  /** Whether the PBX tells who comes and leaves. */
  | { readonly kind: 'room-told'; readonly isTold: boolean }
  | { readonly kind: 'put-through-begun'; readonly to: string }
  | { readonly kind: 'put-through-failed' }
  | { readonly kind: 'ended'; readonly at: EpochMs; readonly outcome: CallOutcome }

/** An event that can't happen in the call's state. Loud, since it means that the adapter or the screen is wrong. */
export class IllegalCallTransition extends Error {
  constructor(readonly state: Call['state'], readonly event: CallEvent['kind']) {
    super(`call in state "${state}" cannot take "${event}"`)
    this.name = 'IllegalCallTransition'
  }
}

/**
 * The one transition of a call. Everything that arrives after the end is a no-op that returns the same object:
 * the network may deliver a BYE twice or a confirmation late.
 *
 * @throws {IllegalCallTransition} for an event that no state machine of ours may produce there.
 */
export function nextCall(call: Call, event: CallEvent): Call {
  if (call.state === 'ended') return call
  if (event.kind === 'ended') return endCall(call, event)
  switch (call.state) {
    case 'ringing':
      if (event.kind === 'answer-requested') return { ...identityOf(call), state: 'answering', askedAt: event.at }
      break
    case 'answering':
      if (event.kind === 'answer-requested') return call
      if (event.kind === 'established') return startTalking(call, event)
      break
    case 'dialling':
      if (event.kind === 'progress') return { ...call, farEndRings: true }
      if (event.kind === 'established') return startTalking(call, event)
      break
    case 'live':
      return nextLive(call, event)
    default:
      return assertNever(call)
  }
  throw new IllegalCallTransition(call.state, event.kind)
}

type LiveCall = Extract<Call, { state: 'live' }>

const holdMoves: Partial<Record<CallEvent['kind'], Partial<Record<HoldState, HoldState>>>> = {
  'hold-requested': { off: 'holding', holding: 'holding' },
  'hold-confirmed': { holding: 'held', held: 'held' },
  'hold-refused': { holding: 'off' },
  'resume-requested': { held: 'resuming', resuming: 'resuming' },
  'resume-confirmed': { resuming: 'off', off: 'off' },
  'resume-refused': { resuming: 'held' },
}

function nextLive(call: LiveCall, event: CallEvent): Call {
  if (event.kind === 'mute-changed') return { ...call, muted: event.muted }
  if (event.kind === 'microphone-changed') return { ...call, canBeHeard: event.canBeHeard }
  if (event.kind === 'room-entered' && call.room === null) return { ...call, room: { code: event.code, met: [], isTold: false, left: [], after: null } }
  if (call.room !== null && isOfRoom(event)) return { ...call, room: nextRoom(call.room, event) }
  if (event.kind === 'put-through-begun') return { ...call, goesTo: event.to }
  if (event.kind === 'put-through-failed') {
    if (call.goesTo === undefined) return call
    const { goesTo: _, ...here } = call
    return here
  }
  const hold = holdMoves[event.kind]?.[call.hold]
  if (hold === undefined) throw new IllegalCallTransition(call.state, event.kind)
  return hold === call.hold ? call : { ...call, hold }
}

type RoomEvent = Extract<CallEvent, { kind: 'room-joined' | 'room-left' | 'room-told' }>

function isOfRoom(event: CallEvent): event is RoomEvent {
  return event.kind === 'room-joined' || event.kind === 'room-left' || event.kind === 'room-told'
}

function nextRoom(room: Room, event: RoomEvent): Room {
  if (event.kind === 'room-told') return { ...room, isTold: event.isTold }
  const { number } = event
  if (event.kind === 'room-joined') return { ...room, met: [...room.met, event.number].slice(-mostMet), left: room.left.filter((each) => each !== number) }
  const gone = room.met.findIndex((each) => each === number)
  return { ...room, met: room.met.filter((_, index) => index !== gone), left: [...room.left, number].slice(-mostMet) }
}

/** The caller has left the room in which that call is: what goes on there with the others is another call, to `remote`. */
export function callAfterCaller(call: Extract<Call, { state: 'live' }>, next: { readonly id: CallId; readonly remote: RemoteIdentity; readonly at: EpochMs }): Call {
  const { goesTo: _, ...here } = call
  const offer: QueueOffer = { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: null }
  return { ...here, id: next.id, direction: 'outgoing', remote: next.remote, offer, startedAt: next.at, answeredAt: next.at, room: call.room === null ? null : { ...call.room, after: call.id } }
}

function startTalking(call: Call, event: Extract<CallEvent, { kind: 'established' }>): Call {
  return {
    ...identityOf(call),
    state: 'live',
    answeredAt: event.at,
    hold: 'off',
    muted: false,
    canBeHeard: event.canBeHeard,
    room: null,
  }
}

function endCall(call: Call, event: Extract<CallEvent, { kind: 'ended' }>): Call {
  return {
    ...identityOf(call),
    state: 'ended',
    answeredAt: call.state === 'live' ? call.answeredAt : null,
    endedAt: event.at,
    outcome: event.outcome,
  }
}

function identityOf(call: Call): CallIdentity {
  const { id, direction, remote, offer, startedAt } = call
  return { id, direction, remote, offer, startedAt }
}

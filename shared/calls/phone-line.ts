import type { EpochMs } from '../lib/clock'
import type { Result } from '../lib/result'
import type { Call, CallId, DeclineReason, RemoteIdentity } from './call'

/** What this line can do, asked by the screen before it shows a button. Never a guess. */
export interface LineCapabilities {
  readonly dial: boolean
  readonly dtmf: boolean
  readonly hold: boolean
  /** Pause and resume of the own queue membership, told to the PBX. */
  readonly queueMembership: boolean
  /** The PBX offers the next call of a number here first, when it is asked to. */
  readonly expectCaller: boolean
  readonly blindTransfer: boolean
  readonly attendedTransfer: boolean
  readonly conference: 'none' | 'local' | 'pbx'
  /** The line plays practice calls and never reaches a real telephone. */
  readonly practice: boolean
}

/** Why there is no line: the seat is not ready for one, the account makes none, or opening it failed. `closed` = given up. */
export type StoppedReason =
  | 'mode-not-chosen'
  | 'not-signed-in'
  | 'no-account'
  | 'account-unusable'
  | 'desk-gives-none'
  | 'desk-gives-unusable'
  | 'no-password'
  | 'not-opened'
  | 'closed'

/** Whether the PBX knows this seat, and since when that is known; never the library's own flag. */
export type Registration =
  | { readonly state: 'stopped'; readonly reason: StoppedReason }
  | { readonly state: 'connecting'; readonly since: EpochMs; readonly attempt: number }
  /** `standby`: 0 at the account's first server, 1 at the first of its standby servers, and so on. */
  | { readonly state: 'registered'; readonly since: EpochMs; readonly provenAt: EpochMs; readonly standby: number }
  /** The PBX answered no: 401/403 wrong account or password, 404 unknown, and so on. */
  | { readonly state: 'refused'; readonly sipCode: number; readonly at: EpochMs; readonly nextTryAt: EpochMs | null }
  | { readonly state: 'unreachable'; readonly since: EpochMs; readonly attempt: number; readonly nextTryAt: EpochMs }

/** Own place in the queue as last confirmed by the PBX. */
export type QueueMembership =
  | { readonly state: 'unknown' }
  | { readonly state: 'ready'; readonly since: EpochMs }
  | { readonly state: 'paused'; readonly since: EpochMs; readonly reason: PauseReason }
  | { readonly state: 'changing'; readonly to: 'ready' | 'paused'; readonly since: EpochMs }

/** Reason digit of the PBX's pause code (`*31<n>`), see `pauseDigits`. */
export type PauseReason = 'wrap-up' | 'break' | 'meeting' | 'training' | 'busy' | 'red-rest'

/**
 * Somebody is asked about a caller's matter, who waits on hold meanwhile: two calls that belong together. It is over when
 * either of them ends. Whoever the PBX has brought into the caller's room has no call here any more: that the caller is in one
 * stands at the call (`room`), about which somebody else can be asked then. Where the PBX tells that the caller has left the room and
 * others are there still, the caller's call is over, and another one begins with them in the same moment (`room.after`).
 */
export interface Consultation {
  /** The caller. */
  readonly callId: CallId
  /** Whoever is asked. */
  readonly consultId: CallId
  /**
   * Who mixes the three voices; null as long as each is heard alone. With `line`, all of it ends when this seat leaves; with `pbx`, whoever
   * was asked is on the way into the room.
   */
  readonly joinedBy: 'line' | 'pbx' | null
}

export interface LineSnapshot {
  /** Grows by one with every change. Each snapshot is whole: a receiver drops the older of two and needs nothing after a gap. */
  readonly sequence: number
  readonly capabilities: LineCapabilities
  readonly registration: Registration
  readonly membership: QueueMembership
  readonly microphone: 'ready' | 'missing' | 'denied'
  /** Live calls and those that ended in the last minute, oldest first. */
  readonly calls: readonly Call[]
  readonly consultation: Consultation | null
  /** Malformed or suspicious SIP messages met so far. */
  readonly parserWarnings: number
  /** Calls so far that came during another one and were refused. */
  readonly secondCallsRefused: number
  /** Messages between the pages so far that did not parse; only whoever holds a port knows of any. */
  readonly badMessages: number
}

export type LineCommand =
  | { readonly kind: 'dial'; readonly number: string }
  | { readonly kind: 'answer'; readonly callId: CallId }
  | { readonly kind: 'decline'; readonly callId: CallId; readonly reason: DeclineReason }
  | { readonly kind: 'hang-up'; readonly callId: CallId }
  | { readonly kind: 'hold'; readonly callId: CallId }
  | { readonly kind: 'resume'; readonly callId: CallId }
  | { readonly kind: 'mute'; readonly callId: CallId; readonly muted: boolean }
  | { readonly kind: 'dtmf'; readonly callId: CallId; readonly digit: string }
  /** Of several calls: this one is resumed, every other one goes on hold. */
  | { readonly kind: 'talk-to'; readonly callId: CallId }
  /**
   * Puts the caller through without asking there first (REFER, RFC 3515). Nobody is put through out of a room. Settles once they have
   * set out; see `goesTo` of the call.
   */
  | { readonly kind: 'transfer'; readonly callId: CallId; readonly to: string }
  /** Puts the caller on hold and dials whoever is to be asked. */
  | { readonly kind: 'consult'; readonly callId: CallId; readonly to: string }
  /** Puts the caller through to whoever was asked (REFER with Replaces, RFC 3891); `callId` is the caller's. */
  | { readonly kind: 'complete-transfer'; readonly callId: CallId }
  /** The caller, whoever was asked and the agent hear each other, in the room that the caller is in already; `callId` is the caller's. */
  | { readonly kind: 'join'; readonly callId: CallId }
  /** The next call of that number, as the network wrote it, is offered to this seat before anybody else. */
  | { readonly kind: 'expect-caller'; readonly number: string }
  /**
   * Rings somebody on duty beside the agent's own call, which goes on untouched; whoever answers hears that call. Settles when they have
   * answered, or not within 20 s.
   */
  | { readonly kind: 'ring-duty'; readonly number: string }
  | { readonly kind: 'stop-duty' }
  | { readonly kind: 'pause-queue'; readonly reason: PauseReason }
  | { readonly kind: 'resume-queue' }

export type LineErrorCode =
  | 'no-such-call'
  | 'not-in-this-state'
  | 'not-capable'
  | 'not-registered'
  | 'refused-by-pbx'
  | 'timed-out'
  | 'practice-never-dials'
  /** Nobody has been asked about this call, or has not answered yet. */
  | 'no-consultation'
  | 'phone-gone'
  | 'invalid-command'

export interface LineError {
  readonly code: LineErrorCode
  /** SIP status when the far end gave one. */
  readonly sipCode?: number
}

/** Something that happened and leaves no trace in the snapshot. */
export type LineEvent =
  | { readonly kind: 'digit-received'; readonly callId: CallId; readonly digit: string }
  /** Whoever was sent there did not arrive; `farEnd`: whether the PBX has given them back. The code is the PBX's word for why not. */
  | { readonly kind: 'put-through-failed'; readonly callId: CallId; readonly to: string; readonly sipCode: number | null; readonly farEnd: 'here' | 'gone' | 'unknown' }
  /** Somebody has left the room in which that call is now. The number is whoever was asked. */
  | { readonly kind: 'left-room'; readonly callId: CallId; readonly who: 'caller' | 'asked' | 'somebody'; readonly number: string | null }
  | { readonly kind: 'second-call-refused'; readonly remote: RemoteIdentity; readonly at: EpochMs }

export type LineListener = (snapshot: LineSnapshot, event: LineEvent | null) => unknown

/**
 * A telephone line as the console knows it. `subscribe` delivers the present snapshot before it returns, then every
 * change; it returns the way to stop. `execute` settles when the far end has confirmed or refused; pressing twice does
 * it once.
 */
export interface PhoneLine {
  snapshot(): LineSnapshot
  subscribe(listener: LineListener): () => void
  execute(command: LineCommand): Promise<Result<void, LineError>>
  /** Ends every call and the registration; bounded in time. */
  dispose(): Promise<void>
}

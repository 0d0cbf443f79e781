import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Call, CallId } from '../../../shared/calls/call'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { KnownPerson } from '../../../shared/callers/person'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import type { AgentState } from '../../../shared/queue/agent-state'

/** What this seat knows of a caller beside the line's own facts. */
export interface CallerOnLine {
  readonly callId: CallId
  readonly identity: CallerIdentity
  /** Null while the cache is being asked, and for numbers under which nobody is looked up. */
  readonly people: readonly KnownPerson[] | null
  /** This seat's own list of calls of the number, looked up with the people. */
  readonly calls: readonly CallLogEntry[]
  readonly lookup: 'asked' | 'found' | 'not-looked-up' | 'failed'
}

/** The PBX does not follow the agent's state: it will not, or it does not answer. Calls may come in a wrap-up then. */
export type QueueTrouble =
  | { readonly kind: 'refused'; readonly sipCode: number | null }
  | { readonly kind: 'failing'; readonly tries: number }

/** What the screens show of the seat. Replaced as a whole, once for every thing that happens. */
export interface SeatState {
  readonly line: LineSnapshot
  readonly agent: AgentState
  readonly callers: ReadonlyMap<CallId, CallerOnLine>
  /** The draft in the middle of the screen. */
  readonly draftOnStage: string | null
  /** Which draft belongs to which call. */
  readonly draftOfCall: ReadonlyMap<CallId, string>
  readonly queueTrouble: QueueTrouble | null
}

export type SeatStore = StoreApi<SeatState>

export function createSeatStore(initial: SeatState): SeatStore {
  return createStore<SeatState>(() => initial)
}

export function ringingCall(line: LineSnapshot): Call | null {
  return line.calls.find((call) => call.state === 'ringing' || call.state === 'answering') ?? null
}

export function liveCall(line: LineSnapshot): Extract<Call, { state: 'live' }> | null {
  return line.calls.find((call) => call.state === 'live') ?? null
}

export function callById(line: LineSnapshot, id: CallId): Call | null {
  return line.calls.find((call) => call.id === id) ?? null
}

/** The call that the agent's keys mean: the live one before the one being dialled before the one that rings. */
export function callInHand(line: LineSnapshot): Call | null {
  return liveCall(line) ?? line.calls.find((call) => call.state === 'dialling') ?? ringingCall(line)
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Call, CallId, Room } from '../../../shared/calls/call'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { KnownPerson } from '../../../shared/callers/person'
import { isPersonal } from '../../../shared/callers/phone-number'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import { callAtWork, isOwnCall, type AgentState } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'

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

export type LiveCall = Extract<Call, { state: 'live' }>

/** All that are answered and not over, oldest first; of several, all but one are on hold, or they are joined. */
export function liveCalls(line: LineSnapshot): readonly LiveCall[] {
  return line.calls.filter((call) => call.state === 'live')
}

/** The call that the agent talks on: of several the one that is not on hold. */
export function liveCall(line: LineSnapshot): LiveCall | null {
  const live = liveCalls(line)
  return live.find(({ hold }) => hold === 'off' || hold === 'resuming') ?? live[0] ?? null
}

/** The call that the agent talks on, where the PBX has brought others into it. */
export function callWithOthers(line: LineSnapshot): LiveCall | null {
  const call = liveCall(line)
  return (call?.room?.met.length ?? 0) > 0 ? call : null
}

/** The call that goes on with the others of a room whose caller has left it: out of it somebody can be called into the room. */
export function callWithoutCaller(line: LineSnapshot): LiveCall | null {
  return line.consultation === null ? (liveCalls(line).find(({ room }) => room?.after != null) ?? null) : null
}

/** The number of a caller who had left the room, was called back and is there again; null = not there, as far as anybody knows. */
export function callerAmong({ after, met }: Room, callers: SeatState['callers']): string | null {
  const { number = null, withheld = null } = (after === null ? undefined : callers.get(after)?.identity) ?? {}
  const numbers: readonly string[] = [number, withheld].flatMap((each) => (each !== null && isPersonal(each) ? [each.dial] : []))
  return met.find((each) => numbers.includes(each)) ?? null
}

/** Whoever is asked about a caller's matter is no caller. */
export function isConsulted({ consultation }: LineSnapshot, callId: CallId): boolean {
  return consultation?.consultId === callId
}

/** Whoever rings here for something, and not so that a lead can hear the call of another seat. */
export function isCaller({ direction, offer }: Call): boolean {
  return direction === 'incoming' && offer.supervises === null
}

/** The call whose matters can be written down: on the line or in its wrap-up, and the agent's own. */
export function callOfMatters({ agent, line }: Pick<SeatState, 'agent' | 'line'>): CallId | null {
  const callId = callAtWork(agent)
  return callId === null || isSupervising(line, callId) ? null : callId
}

/** That call is another seat's, which this one hears. */
function isSupervising(line: LineSnapshot, id: CallId): boolean {
  return callById(line, id)?.offer.supervises != null
}

/**
 * The call that the agent's state and drafts are about: of several callers the one that is talked to, else the one that has been at
 * work so far; never whoever is asked about it.
 */
export function callerCall(line: LineSnapshot, atWork: CallId | null): Call | null {
  const open = line.calls.filter((call) => (call.state === 'live' || call.state === 'dialling') && !isConsulted(line, call.id))
  const talked = open.filter((call) => call.state === 'live' && call.hold === 'off')
  return (talked.length === 1 ? talked[0] : undefined) ?? open.find(({ id }) => id === atWork) ?? open[0] ?? null
}

export function callById(line: LineSnapshot, id: CallId): Call | null {
  return line.calls.find((call) => call.id === id) ?? null
}

/**
 * The call that the agent's keys mean: the one that is talked on, before the one being dialled, before one that waits on hold (while
 * somebody is dialled to be asked, the caller does), before the one that rings.
 */
export function callInHand(line: LineSnapshot): Call | null {
  const live = liveCall(line)
  const dialled = line.calls.find((call) => call.state === 'dialling') ?? null
  return (live?.hold === 'held' ? dialled : null) ?? live ?? dialled ?? ringingCall(line)
}

/**
 * The call in which the draft's caller is: the one that it is written for, or one back to the same number. Whoever was asked about the
 * caller belongs to the draft too, and may be on the line for longer.
 */
export function liveCallOfDraft({ callers, draftOfCall }: Pick<SeatState, 'callers' | 'draftOfCall'>, line: LineSnapshot, { id: draftId, call }: Draft): LiveCall | null {
  const isBack = (id: CallId) => call.historyKey !== null && draftOfCall.get(id) === draftId && callers.get(id)?.identity.number.key === call.historyKey
  return liveCalls(line).find(({ id }) => call.callId === id || isBack(id)) ?? null
}

/** Whether the draft is written for a call of the agent's own: the one it was opened by, or a call back to its caller. */
export function isDraftOfOwnCall({ agent, draftOfCall }: Pick<SeatState, 'agent' | 'draftOfCall'>, draft: Draft): boolean {
  const callBack = callAtWork(agent)
  return isOwnCall(agent, draft.call.callId) || (callBack !== null && draftOfCall.get(callBack) === draft.id)
}

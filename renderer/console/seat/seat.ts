import type { Call, CallId } from '../../../shared/calls/call'
import type { CallCourse } from '../../../shared/calls/call-course'
import type { LineError, LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import { isPersonal } from '../../../shared/callers/phone-number'
import { identityOfRemote, type CallerIdentity } from '../../../shared/callers/sip-identity'
import type { Clock, SteadyMs } from '../../../shared/lib/clock'
import { err, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { callAtWork, nextAgentState, wrapUpOf, type AgentEvent, type AgentState } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'
import type { Author } from '../../../shared/tickets/ticket-event'
import { followCalls, withConsulted, type WrapUpPolicyOf } from './agent-events'
import { agentFound, hasWord } from './agent-found'
import { callLogLine, earlierCalls, isUnwritten } from './call-log-line'
import { callBackTarget, ordersOfCall, type CallBackTarget } from './call-back'
import { createCallDrafts } from './call-drafts'
import { createCallLines } from './call-lines'
import { createDialledFor, type DialledMemory } from './dialled-for'
import type { DraftKeeper } from './draft-keeper'
import { lookUpCaller, type LookUpPorts } from './look-up-caller'
import { createSeatCommands, type SeatCommands } from './seat-commands'
import { callById, callerCall, callOfMatters, callWithoutCaller, createSeatStore, isCaller, isConsulted, liveCalls, type CallerOnLine, type LiveCall, type SeatStore } from './seat-store'
import { watchCalls } from './watch-calls'

export interface SeatPorts extends LookUpPorts {
  readonly line: PhoneLine
  readonly keeper: DraftKeeper
  /** How the call went by what the phone has told; null when it has told nothing. */
  courseOf(callId: CallId): CallCourse | null
  /** Without it a page that was loaded anew has forgotten what a call was dialled about. */
  readonly dialledMemory?: DialledMemory
  /** The next ticket number of this seat for a local time; durable before it is given. */
  nextNumber(at: number): Promise<string>
  readonly clock: Clock
  readonly steadyMs: SteadyMs
  readonly newId: NewId
  readonly author: Author
  readonly practice: boolean
  readonly homeArea: string
  /** Without it every call has a wrap-up. */
  readonly wrapUpPolicy?: WrapUpPolicyOf
  /** Something that the agent should be told and that no screen asked for. */
  onProblem(code: string): void
}

export interface Seat extends SeatCommands {
  readonly store: SeatStore
  tell(event: AgentEvent): void
  showDraft(id: string | null): void
  /**
   * The draft is done with for now: submitted, discarded, or kept for later. What is still to be written for the call at work
   * comes back to the stage; with nothing left its wrap-up is over, or will not begin when the call ends.
   */
  putAway(draft: Draft): void
  /**
   * One more order for the call on the line or in its wrap-up, with the caller that is picked already; it comes to the stage.
   * One that is still empty serves. Null when there is no such call, or no number could be had (`onProblem`).
   */
  openAnother(): Promise<Draft | null>
  /** Calls the caller of that draft; the new call belongs to the same draft. See `callBackTarget`. */
  callBack(draft: Draft, mayUseWithheld: boolean): Promise<Result<void, LineError>>
  /**
   * Calls that number for what is written in that draft, which may be away already, or for what came of that call; `onCall` is told the
   * new call. Where others wait in a room that its caller has left, they wait on hold meanwhile, and the caller can be joined with them.
   */
  callBackTo(target: CallBackTarget, about: { readonly draftId: string | null; readonly callId: CallId }, onCall?: (callId: CallId) => void): Promise<Result<void, LineError>>
  dispose(): void
}

/**
 * The agent's place: follows the line, looks callers up, opens a draft with the first ring, keeps the agent's state.
 * Pure rules live in `shared/`; this connects them to the line, the cache and the drafts.
 *
 * `unfinished` and `earlier` are what an earlier page has left: drafts, and its list of calls. A call whose draft was dealt with gets
 * no second one; a call that came and went while no page could write it down gets its line and its draft now.
 */
export function createSeat(ports: SeatPorts, unfinished: readonly Draft[], earlier = earlierCalls([]), findAgent = agentFound): Seat {
  const { line, keeper, clock } = ports
  const { dealtWith, logged } = earlier
  const first = line.snapshot()
  const draftsAtStart = new Map(unfinished.map((draft) => [draft.call.callId as CallId, draft.id]))
  const found = findAgent(first, unfinished, earlier, clock.now())
  const store = createSeatStore({
    line: first,
    agent: found ?? { kind: 'ready', since: clock.now() },
    callers: new Map(),
    draftOnStage: stageOf(found, draftsAtStart),
    draftOfCall: draftsAtStart,
    queueTrouble: null,
  })
  const drafts = createCallDrafts(ports)
  const lines = createCallLines({ ...ports, onNotWritten: () => ports.onProblem('call-log-failed') })
  const dialledFor = createDialledFor(line, ports.dialledMemory)
  const known = new Set<CallId>()
  /** Until the phone's first word after a load, nobody knows what the agent was doing. */
  let isUntold = !hasWord(first)
  let isCallingWithheld = false

  function meet(call: Call): Promise<void> {
    known.add(call.id)
    // Called back or not, the number stays what its owner wanted it to be: not shown, not looked up, in no list.
    const isWithheld = isCallingWithheld && call.direction === 'outgoing'
    const identity = identityOfRemote(isWithheld ? { ...call.remote, privacy: 'id' } : call.remote, ports)
    const caller: CallerOnLine = { callId: call.id, identity, people: null, calls: [], lookup: 'asked' }
    const existing = store.getState().draftOfCall.get(call.id)
    if (existing === undefined && isCaller(call) && !dealtWith.has(call.id)) void openDraft(call, identity)
    if (call.offer.supervises !== null || !isPersonal(identity.number)) {
      setCaller({ ...caller, lookup: 'not-looked-up' })
      return Promise.resolve()
    }
    return lookUpCaller(ports, caller, identity.number.key, { onFirst: setCaller, onMore: (more) => commit({ callers: new Map(store.getState().callers).set(more.callId, more) }) })
  }

  /** Put aside until the line's change that brought the call is committed: one picture for one ring. */
  let arriving = new Map<CallId, CallerOnLine>()
  const setCaller = (caller: CallerOnLine) => void arriving.set(caller.callId, caller)

  async function openDraft(call: Call, identity: CallerIdentity): Promise<void> {
    const draft = await drafts.open(call, identity)
    if (draft === null) return
    const draftOfCall = new Map(store.getState().draftOfCall).set(call.id, draft.id)
    // The line itself, not the store: the ring may not be committed yet while its caller is looked up.
    const now = callById(line.snapshot(), call.id)
    if (now?.state === 'live' || (now?.state === 'ended' && now.answeredAt !== null)) {
      commit({ draftOfCall, draftOnStage: draft.id })
      drafts.stamp(call.id, now.state === 'live' ? { answeredAt: now.answeredAt } : { answeredAt: now.answeredAt, endedAt: now.endedAt })
    } else if (now === null || now.state === 'ended') {
      dropUntouched(draft.id, call.id)
      if (now !== null) logEnded(now, draft.id)
    } else {
      commit({ draftOfCall })
    }
  }

  /** An unanswered ring leaves a line in the call log instead of a draft, unless somebody has written something. */
  function dropUntouched(draftId: string, callId: CallId): boolean {
    const kept = keeper.get(draftId)
    if (!kept || kept.draft.touched) return false
    keeper.close(draftId)
    const draftOfCall = new Map(store.getState().draftOfCall)
    draftOfCall.delete(callId)
    const { draftOnStage } = store.getState()
    commit({ draftOfCall, draftOnStage: draftOnStage === draftId ? null : draftOnStage })
    return true
  }

  function logEnded(call: Extract<Call, { state: 'ended' }>, insteadOfDraft?: string): void {
    const identity = store.getState().callers.get(call.id)?.identity ?? identityOfRemote(call.remote, ports)
    lines.write(callLogLine(call, identity, ports.practice, ports.courseOf(call.id), dialledFor.ordersOf(call.id)), ...(insteadOfDraft === undefined ? [] : [insteadOfDraft]))
  }

  function commit(change: Partial<ReturnType<SeatStore['getState']>>): void {
    store.setState(change)
  }

  async function onLine(snapshot: LineSnapshot): Promise<void> {
    const strangers = snapshot.calls.filter((call) => !known.has(call.id) && (call.state !== 'ended' || (isUnwritten(call, earlier) && !store.getState().draftOfCall.has(call.id))))
    if (strangers.length > 0) await Promise.all(strangers.map(meet))
    const latest = line.snapshot()
    const state = store.getState()
    if (latest.sequence < state.line.sequence && latest.calls === state.line.calls) return
    const callers = callersStill(latest, state)
    arriving = new Map()
    const start = isUntold ? findAgent(latest, keeper.all().map(({ draft }) => draft), earlier, clock.now()) : null
    isUntold &&= !hasWord(latest)
    const agent = followCalls(start ?? state.agent, latest, clock.now(), ports.wrapUpPolicy ?? (() => 'timed'))
    const caller = callerCall(latest, callAtWork(agent))
    const onStage = caller?.state === 'live' ? stageFor(state.line, latest, caller, state.draftOfCall) : stageOf(start, state.draftOfCall)
    const draftOnStage = onStage ?? state.draftOnStage
    const before = state.line
    commit({ line: latest, callers, agent, draftOnStage, draftOfCall: withConsulted(draftsStill(latest, state), latest) })
    afterCommit(before, latest)
  }

  /**
   * Of those who called, only whose call the line still knows, or who stands on the screen: a day of callers with their past
   * would fill the page. Who comes back to an older draft has its caller looked up again. The same map while nobody comes or goes.
   */
  function callersStill(latest: LineSnapshot, { callers, agent, draftOnStage }: ReturnType<SeatStore['getState']>): ReadonlyMap<CallId, CallerOnLine> {
    const shown = draftOnStage === null ? undefined : keeper.get(draftOnStage)?.draft.call.callId
    const isGone = (id: CallId) => callById(latest, id) === null && id !== callAtWork(agent) && id !== shown
    const gone = [...callers.keys()].filter((id) => isGone(id) && !arriving.has(id))
    if (arriving.size === 0 && gone.length === 0) return callers
    const still = new Map([...callers, ...arriving])
    for (const id of gone) {
      still.delete(id)
      known.delete(id)
    }
    return still
  }

  /** Without those that are done with and whose call the line knows no longer. The same map while there is none. */
  function draftsStill(latest: LineSnapshot, { agent, draftOfCall }: ReturnType<SeatStore['getState']>): ReadonlyMap<CallId, string> {
    const still = [...draftOfCall].filter(([id, draftId]) => keeper.get(draftId) !== null || callById(latest, id) !== null || id === callAtWork(agent))
    return still.length === draftOfCall.size ? draftOfCall : new Map(still)
  }

  /**
   * Only the answer brings a draft to the stage, and of several callers turning to this one: a draft that was submitted or put away
   * during the call stays away, and one that is written in stays when somebody else hangs up.
   */
  function stageFor(before: LineSnapshot, latest: LineSnapshot, caller: LiveCall, draftOfCall: ReadonlyMap<CallId, string>): string | null {
    const earlier = callById(before, caller.id)
    if (earlier?.state !== 'live') return draftOfCall.get(caller.id) ?? null
    const isTurnedTo = earlier.hold !== 'off' && caller.hold === 'off' && liveCalls(latest).some(({ id }) => id !== caller.id && !isConsulted(latest, id))
    return isTurnedTo ? (drafts.inHand(caller.id)[0]?.id ?? null) : null
  }

  function afterCommit(before: LineSnapshot, latest: LineSnapshot): void {
    for (const call of latest.calls) {
      const earlier = callById(before, call.id)
      if (earlier?.state === call.state) continue
      const draftId = store.getState().draftOfCall.get(call.id)
      if (call.state === 'live') drafts.stamp(call.id, { answeredAt: call.answeredAt })
      if (call.state === 'ended' && (earlier !== null || wasMissed(call.id, draftId))) afterEnd(call, draftId)
    }
  }

  /** The call ended while this page was away: it has no line, or one without its end, or its draft does not know yet. */
  function wasMissed(callId: CallId, draftId: string | undefined): boolean {
    return !logged.has(callId) || dealtWith.has(callId) || (draftId !== undefined && keeper.get(draftId)?.draft.call.endedAt === null)
  }

  function afterEnd(call: Extract<Call, { state: 'ended' }>, draftId: string | undefined): void {
    const dropped = draftId !== undefined && call.direction === 'incoming' && call.answeredAt === null && dropUntouched(draftId, call.id)
    logEnded(call, dropped ? draftId : undefined)
    drafts.stamp(call.id, { endedAt: call.endedAt })
    // Submitted, discarded or kept for later during the call: there is nothing left to write now.
    const wasThere = draftId !== undefined || dealtWith.has(call.id)
    const isLeft = drafts.inHand(call.id).length > 0 || (draftId !== undefined && drafts.isInHand(draftId))
    if (wasThere && call.answeredAt !== null && !isLeft) commit({ agent: nextAgentState(store.getState().agent, { kind: 'wrap-up-done', at: clock.now() }) })
  }

  const callBackTo: Seat['callBackTo'] = async (target, { draftId, callId: before }, onCall) => {
    isCallingWithheld = target.isWithheld
    const draft = draftId === null ? null : (keeper.get(draftId)?.draft ?? null)
    const told = dialledFor.dial(target.number.dial, draft === null ? ordersOfCall(ports.callLog, before) : [draft.number], (callId) => {
      onCall?.(callId)
      if (draftId === null) return
      const { draftOfCall, draftOnStage } = store.getState()
      commit({ draftOfCall: new Map(draftOfCall).set(callId, draftId), draftOnStage: keeper.get(draftId) === null ? draftOnStage : draftId })
    }, callWithoutCaller(line.snapshot())?.id ?? null)
    return told.finally(() => (isCallingWithheld = false))
  }

  // Before the seat looks at a ring, so that whatever follows from it finds the ring known.
  const watch = watchCalls(line, ports.steadyMs)
  const unsubscribe = line.subscribe((snapshot) => void onLine(snapshot))

  return {
    store,
    ...createSeatCommands({ line, store, watch, dialledFor }),
    tell(event) {
      isUntold = false
      commit({ agent: nextAgentState(store.getState().agent, event) })
    },
    showDraft(id) {
      if (id !== null) drafts.takeUp(id)
      commit({ draftOnStage: id })
    },
    putAway(draft) {
      drafts.putAway(draft.id)
      const { draftOnStage, draftOfCall, agent } = store.getState()
      const own = callAtWork(agent)
      const [next] = own === null ? [] : drafts.inHand(own)
      if (draftOnStage === draft.id) commit({ draftOnStage: next?.id ?? null })
      const wrapped = wrapUpOf(agent)?.callId
      // The call that the draft is of, or one back to its caller.
      const isItsCall = wrapped !== undefined && (wrapped === (draft.call.callId as CallId) || draftOfCall.get(wrapped) === draft.id)
      const isOver = next === undefined && isItsCall
      if (isOver) commit({ agent: nextAgentState(agent, { kind: 'wrap-up-done', at: clock.now() }) })
    },
    async openAnother() {
      const { callers } = store.getState()
      const callId = callOfMatters(store.getState())
      if (callId === null) return null
      const empty = drafts.inHand(callId).find(({ touched }) => !touched)
      const draft = empty ?? (await drafts.openAnother(callId, callById(line.snapshot(), callId), callers.get(callId)?.identity ?? null))
      if (draft === null) return null
      commit({ draftOfCall: new Map(store.getState().draftOfCall).set(callId, draft.id), draftOnStage: draft.id })
      const now = callById(line.snapshot(), callId)
      if (now?.state === 'ended') drafts.stamp(callId, { endedAt: now.endedAt })
      return draft
    },
    async callBack(draft, mayUseWithheld) {
      const target = callBackTarget(draft, store.getState().callers.get(draft.call.callId as CallId), mayUseWithheld)
      return target === null ? err<LineError>({ code: 'no-such-call' }) : callBackTo(target, { draftId: draft.id, callId: draft.call.callId as CallId })
    },
    callBackTo,
    dispose() {
      unsubscribe()
      watch.stop()
      lines.dispose()
    },
  }
}

/** The draft of the call that the agent talks on or wraps up. */
function stageOf(agent: AgentState | null, draftOfCall: ReadonlyMap<CallId, string>): string | null {
  return agent !== null && 'callId' in agent ? (draftOfCall.get(agent.callId) ?? null) : null
}

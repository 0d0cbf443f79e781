import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Call, CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { PracticeCall, PracticeControl, PracticeError } from '../../../shared/calls/practice'
import { nextDrill, noDrill, type DrillEvent, type DrillRun } from '../../../shared/drills/drill-run'
import { drillOf, type DrillId, type TakenAway } from '../../../shared/drills/drills'
import type { HelpStep } from '../../../shared/help/help-step'
import { readSipAddress } from '../../../shared/callers/sip-address'
import type { Clock } from '../../../shared/lib/clock'
import { err, type Result } from '../../../shared/lib/result'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { SeatState, SeatStore } from '../seat/seat-store'

/** The RED drill that goes on at this seat, and what became of the last one. It is on the screen only: nobody is scored. */
export interface DrillDesk {
  readonly store: StoreApi<DrillRun>
  /** Takes away what the drill is without, and lets its caller ring. */
  play(drillId: DrillId): Promise<Result<void, PracticeError>>
  /** Steps of a call for help as they are put on its timeline. */
  hear(steps: readonly HelpStep[]): void
}

export interface DrillPorts {
  readonly practice: PracticeControl
  readonly seat: { readonly store: Pick<SeatStore, 'getState' | 'subscribe'> }
  readonly keeper: Pick<DraftKeeper, 'subscribe'>
  readonly clock: Clock
  /** What is written down of where it is; null = nothing. */
  placeOf(callId: CallId): string | null
  /** Really takes that away from this seat, and gives all back with null. */
  takeAway(what: TakenAway | null): Promise<void>
  /** A call for help that is still open ends with its drill. */
  closeHelp(): void
  /** Brings the list of what was done before the agent; the draft stays where drafts stay. */
  showResults(): void
}

export function createDrillDesk(ports: DrillPorts): DrillDesk {
  const { practice, seat, clock } = ports
  const store = createStore<DrillRun>(() => noDrill)
  /** Calls of the drill: the caller's own, and one back to that caller. */
  const ownCalls = new Set<CallId>()
  /** Calls beside it that have been told of. */
  const otherCalls = new Set<CallId>()
  let isStarting = false

  function tell(event: DrillEvent): void {
    const before = store.getState()
    const after = nextDrill(before, event)
    if (after === before) return
    store.setState(after, true)
    if (event.kind !== 'over') return
    void ports.takeAway(null)
    // Somebody whose call has fallen may still wait to be called back.
    if (practice.snapshot()?.playing != null) void practice.execute({ kind: 'stop' })
    ports.closeHelp()
    if (after.kind === 'judged') ports.showResults()
  }

  const isGoingOn = () => store.getState().kind === 'waiting' || store.getState().kind === 'under-way'

  function lookAtCaller(playing: PracticeCall | null): void {
    if (!isGoingOn() || isStarting) return
    if (playing?.callId != null) ownCalls.add(playing.callId)
    lookAtSeat(seat.store.getState(), seat.store.getState())
    if (playing?.toldAt != null) tell({ kind: 'told', at: playing.toldAt })
    if (playing === null) endIfDone(seat.store.getState(), true)
  }

  function lookAtSeat(now: SeatState, before: SeatState): void {
    if (!isGoingOn()) return
    for (const call of now.line.calls) lookAtCall(call, before.line, now)
    endIfDone(now, practice.snapshot()?.playing == null)
  }

  function lookAtCall(call: Call, before: LineSnapshot, { draftOfCall }: SeatState): void {
    const isOwn = ownCalls.has(call.id)
    if (isOwn && call.state === 'live') return tell(call.direction === 'incoming' ? { kind: 'answered' } : { kind: 'called-back', at: call.answeredAt })
    if (isOwn) {
      const wasOpen = before.calls.some(({ id, state }) => id === call.id && state !== 'ended')
      if (call.state === 'ended' && wasOpen && call.answeredAt !== null) tell({ kind: 'call-ended', by: isByAgent(call) ? 'agent' : 'caller', at: call.endedAt })
      return
    }
    if (call.direction !== 'outgoing' || call.state === 'ended' || otherCalls.has(call.id)) return
    // A call back is written in the same draft as the call itself.
    const draftId = draftOfCall.get(call.id)
    if (draftId !== undefined && [...ownCalls].some((own) => draftOfCall.get(own) === draftId)) return void ownCalls.add(call.id)
    otherCalls.add(call.id)
    if (isSomebodysOwn(readSipAddress(call.remote.from).user)) tell({ kind: 'other-rung' })
  }

  /** Over when nobody is on the line and the agent has done with it; one that was never answered, when its caller has gone. */
  function endIfDone({ agent, line }: SeatState, hasCallerGone: boolean): void {
    const isFree = callAtWork(agent) === null && agent.kind !== 'ringing' && line.calls.every(({ state }) => state === 'ended')
    const { kind } = store.getState()
    if (isFree && (kind === 'under-way' || (kind === 'waiting' && hasCallerGone && !isStarting))) tell({ kind: 'over' })
  }

  function lookAtPlace(): void {
    if (store.getState().kind !== 'under-way') return
    if ([...ownCalls].some((callId) => ports.placeOf(callId) !== null)) tell({ kind: 'place-written', at: clock.now() })
  }

  practice.subscribe((news) => lookAtCaller(news?.playing ?? null))
  seat.store.subscribe(lookAtSeat)
  ports.keeper.subscribe(lookAtPlace)

  return {
    store,
    async play(drillId) {
      if (isGoingOn() || isStarting) return err({ code: 'call-in-progress' })
      isStarting = true
      ownCalls.clear()
      otherCalls.clear()
      await ports.takeAway(drillOf(drillId).takesAway)
      const played = await practice.execute({ kind: 'play-drill', drillId })
      isStarting = false
      if (!played.ok) {
        await ports.takeAway(null)
        return played
      }
      tell({ kind: 'begun', drillId })
      lookAtCaller(practice.snapshot()?.playing ?? null)
      return played
    },
    hear(steps) {
      for (const step of steps) tell({ kind: 'helped', step })
    },
  }
}

function isByAgent({ outcome }: Extract<Call, { state: 'ended' }>): boolean {
  return outcome.kind === 'transferred' || (outcome.kind === 'completed' && outcome.endedBy === 'agent')
}

/** Services and departments have short numbers. */
function isSomebodysOwn(dialled: string): boolean {
  return /^\+?\d{7,}$/.test(dialled)
}

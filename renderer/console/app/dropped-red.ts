import type { CallId } from '../../../shared/calls/call'
import type { LineError, LineSnapshot } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { err, type Result } from '../../../shared/lib/result'
import type { DraftKeeper } from '../seat/draft-keeper'
import { targetOfCaller, type CallBackTarget } from '../seat/call-back'
import type { Seat } from '../seat/seat'
import { callById } from '../seat/seat-store'

/**
 * The caller of the last RED call that dropped, apart from its draft: submitted or put away, that is on the stage no longer, and the
 * caller is called back all the same.
 *
 * SECURITY: a number that was not to be shown is in this page's memory only, and no longer than `keepMs`.
 */
export interface DroppedRed {
  /** Remembers whose call that was. False when nobody can be called back: no number is known. */
  remember(callId: CallId): boolean
  /** Whether the key calls that caller back, whatever else is on the stage. */
  isFirst(): boolean
  callBack(): Promise<Result<void, LineError>>
  /** The call of the caller whose number that is: called back into a room, they have no call of their own any more. */
  callOf(number: string): CallId | null
  /** A call back to that caller is RED as the first one was. */
  isCallBack(callId: CallId): boolean
  /** Who that is, for the page that comes after a lock. */
  last(): DroppedCaller | null
  dispose(): void
}

/** A caller, by the call that dropped. */
export interface DroppedCaller {
  readonly callId: CallId
  readonly target: CallBackTarget
}

export interface DroppedRedPorts {
  readonly seat: Pick<Seat, 'store' | 'showDraft' | 'callBackTo'>
  readonly keeper: Pick<DraftKeeper, 'get' | 'all'>
  readonly timers: Timers
  /** Who dropped while the seat was locked. */
  readonly before?: DroppedCaller | null
}

/** Whoever was in danger half an hour ago is in the orders, and called from there. */
export const keepMs = 30 * 60_000

interface Dropped extends DroppedCaller {
  /** What was written for the call, there still or not. */
  readonly draftId: string | null
  /** What was on the stage when it dropped: the key means whatever the agent has brought there since. */
  readonly onStage: string | null
}

export function createDroppedRed({ seat, keeper, timers, before: earlier = null }: DroppedRedPorts): DroppedRed {
  let dropped: Dropped | null = null
  let end: { cancel(): void } | null = null
  const callsBack = new Set<CallId>()

  function forget(): void {
    end?.cancel()
    dropped = null
  }

  function keep(caller: Dropped): void {
    forget()
    dropped = caller
    end = timers.after(keepMs, forget)
  }

  /** Another call that is taken is what the agent is about now; not what is left of the same one in a room. */
  function follow(now: LineSnapshot, before: LineSnapshot): void {
    const taken = now.calls.filter((call) => call.state === 'live' && call.room?.after == null && callById(before, call.id)?.state !== 'live')
    if (taken.some(({ id }) => id !== dropped?.callId && !callsBack.has(id))) forget()
    for (const { id } of before.calls) if (callById(now, id) === null) callsBack.delete(id)
  }

  const draftOf = ({ callId, draftId }: Dropped) => draftId ?? keeper.all().find(({ draft }) => draft.call.callId === callId)?.draft.id ?? null

  if (earlier !== null) keep({ ...earlier, draftId: null, onStage: null })
  const unsubscribe = seat.store.subscribe((now, before) => {
    if (now.line !== before.line) follow(now.line, before.line)
  })

  return {
    remember(callId) {
      const { callers, draftOfCall, draftOnStage } = seat.store.getState()
      const again = callsBack.has(callId) ? dropped : null
      const target = again?.target ?? targetOfCaller(callers.get(callId), true)
      if (target === null) forget()
      else keep({ callId, target, draftId: draftOfCall.get(callId) ?? null, onStage: draftOnStage })
      return target !== null
    },
    isFirst() {
      if (dropped === null) return false
      const { draftOnStage } = seat.store.getState()
      return draftOnStage === null || draftOnStage === dropped.onStage || draftOnStage === draftOf(dropped)
    },
    async callBack() {
      if (dropped === null) return err({ code: 'no-such-call' })
      const { target, callId } = dropped
      const draftId = draftOf(dropped)
      // Put away for later, it is needed now.
      if (draftId !== null && keeper.get(draftId) !== null) seat.showDraft(draftId)
      return seat.callBackTo(target, { draftId, callId }, (again) => callsBack.add(again))
    },
    callOf: (number) => (dropped?.target.number.dial === number ? dropped.callId : null),
    isCallBack: (callId) => callsBack.has(callId),
    last: () => dropped,
    dispose() {
      unsubscribe()
      forget()
    },
  }
}

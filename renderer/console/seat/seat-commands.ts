import type { Call, CallId, DeclineReason } from '../../../shared/calls/call'
import type { LineCommand, LineError, LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import { err, ok, type Result } from '../../../shared/lib/result'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'
import type { DialledFor } from './dialled-for'
import { callById, callerCall, callInHand, liveCall, liveCallOfDraft, liveCalls, ringingCall, type SeatStore } from './seat-store'
import type { CallWatch } from './watch-calls'

type Told = Promise<Result<void, LineError>>

/** What the agent's keys ask of the line; which call they mean is told by the line itself, not by what the screen shows. */
export interface SeatCommands {
  answer(): Told
  decline(reason: DeclineReason): Told
  /**
   * Of three who talk and are mixed here, all are hung up: without this seat the others hear nothing. Does nothing while the call in
   * hand has just become another one.
   */
  hangUp(): Told
  /** Ends the call that the draft is written for, whoever else is in hand. */
  hangUpCaller(draft: Draft): Told
  /** The call in hand has become another one by itself: what is pressed in this moment was meant for the one before. */
  hasJustTurned(): boolean
  toggleHold(): Told
  toggleMute(): Told
  sendDigit(digit: string): Told
  /** `orders`: numbers of the orders that the call is about. */
  dial(number: string, orders?: readonly string[]): Told
  /** The other of two live calls; the one that was talked on goes on hold. */
  swap(): Told
  /** Of the caller on the line: somebody is asked while the caller waits, */
  consult(to: string): Told
  /** the caller is put through without asking, */
  transfer(to: string): Told
  /** or to whoever was asked, */
  completeTransfer(): Told
  /** or all three talk. */
  join(): Told
}

/** Keys and clicks that meant something else a moment ago do not answer a call that has just begun to ring. */
export const deadAfterRingMs = 700

export interface SeatCommandParts {
  readonly line: PhoneLine
  readonly store: SeatStore
  readonly watch: Pick<CallWatch, 'ringsForMs' | 'hasJustTurned'>
  readonly dialledFor: Pick<DialledFor, 'dial'>
}

export function createSeatCommands({ line, store, watch, dialledFor }: SeatCommandParts): SeatCommands {
  async function withCall<C extends Call>(pick: (snapshot: LineSnapshot) => C | null, run: (call: C) => Told): Told {
    const call = pick(line.snapshot())
    return call === null ? err<LineError>({ code: 'no-such-call' }) : run(call)
  }
  const onCaller = (command: (callId: CallId) => LineCommand) => withCall(waitingOrTalking, ({ id }) => line.execute(command(id)))
  function waitingOrTalking(now: LineSnapshot): Call | null {
    return now.consultation === null ? callerCall(now, callAtWork(store.getState().agent)) : callById(now, now.consultation.callId)
  }

  /** All of them as one: what any of them answers, where it is no success, is the answer. */
  async function each(calls: readonly CallId[], command: (callId: CallId) => LineCommand): Told {
    const results = await Promise.all(calls.map((callId) => line.execute(command(callId))))
    return results.find((result) => !result.ok) ?? ok(undefined)
  }
  function joined(id: CallId): readonly CallId[] {
    const { consultation } = line.snapshot()
    return consultation?.joinedBy === 'line' ? [consultation.callId, consultation.consultId] : [id]
  }

  return {
    answer: () =>
      withCall(ringingCall, async (call) =>
        watch.ringsForMs(call) < deadAfterRingMs ? ok(undefined) : line.execute({ kind: 'answer', callId: call.id }),
      ),
    decline: (reason) => withCall(ringingCall, (call) => line.execute({ kind: 'decline', callId: call.id, reason })),
    hangUp: () =>
      withCall(callInHand, async (call) => (watch.hasJustTurned() ? ok(undefined) : each(joined(call.id), (callId) => ({ kind: 'hang-up', callId })))),
    hangUpCaller: (draft) =>
      withCall(
        (now) => liveCallOfDraft(store.getState(), now, draft),
        (call) => each(joined(call.id), (callId) => ({ kind: 'hang-up', callId })),
      ),
    hasJustTurned: watch.hasJustTurned,
    toggleHold: () => withCall(liveCall, (call) => line.execute({ kind: call.hold === 'held' ? 'resume' : 'hold', callId: call.id })),
    toggleMute: () => withCall(liveCall, (call) => each(joined(call.id), (callId) => ({ kind: 'mute', callId, muted: !call.muted }))),
    sendDigit: (digit) => withCall(liveCall, (call) => line.execute({ kind: 'dtmf', callId: call.id, digit })),
    dial: (number, orders = []) => dialledFor.dial(number, orders),
    swap: () =>
      withCall(
        (now) => liveCalls(now).find(({ id }) => id !== liveCall(now)?.id) ?? null,
        (call) => line.execute({ kind: 'talk-to', callId: call.id }),
      ),
    consult: (to) => onCaller((callId) => ({ kind: 'consult', callId, to })),
    transfer: (to) => onCaller((callId) => ({ kind: 'transfer', callId, to })),
    completeTransfer: () => onCaller((callId) => ({ kind: 'complete-transfer', callId })),
    join: () => onCaller((callId) => ({ kind: 'join', callId })),
  }
}

import type { PhoneLine } from '../../../shared/calls/phone-line'
import { openCalls } from '../../../shared/calls/line-state'
import type { SteeringBody } from '../../../shared/floor/floor-signal'
import type { WhyNot } from '../../../shared/floor/obeyed'
import type { Clock } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import { isBetweenCalls, type AgentEvent, type NextState } from '../../../shared/queue/agent-state'
import type { Seat } from '../seat/seat'
import { isCaller, liveCall } from '../seat/seat-store'
import { showToast, type ViewStore } from './view-store'

/** What a lead asks of a seat from the wall, and by whose name or, behind a lock, from which seat. */
interface SteeringSignal {
  readonly id: string
  readonly body: SteeringBody
  readonly from: { readonly name: string }
}

/** How this seat is left for good. */
export interface LeaveSeat {
  /** Whether everything that was typed is on the disk. */
  save(): Promise<boolean>
  /** Whether nobody sits here any more. @param by whose word it was: whoever comes next reads it */
  signOut(by: string): Promise<boolean>
}

export interface ObeyParts {
  readonly seat: Pick<Seat, 'store' | 'tell' | 'transfer'>
  readonly line: Pick<PhoneLine, 'snapshot'>
  readonly view: ViewStore
  readonly clock: Clock
  readonly leave: LeaveSeat
  /** A lead has ended the rest after a RED call. */
  onRestEnded(by: string): void
  /** Resolves when the desk has it, or never will. */
  answer(signalId: string, done: boolean, why: WhyNot | null): Promise<unknown>
}

/** Does at this seat what a lead asks of it, says to the agent by whom, and to the lead what became of it. */
export function createObedience({ seat, line, view, clock, leave, onRestEnded, answer }: ObeyParts): { hear(signal: SteeringSignal): void } {
  /** Whoever wants the agent to go waits until nothing of a call is left to do. */
  let leaving: SteeringSignal | null = null
  let isLeaving = false
  const warn = (key: string, { from: { name } }: SteeringSignal) => showToast(view, 'warn', key, { name })

  function enter(signal: SteeringSignal, next: NextState | null): void {
    if (next === null) return void answer(signal.id, false, 'no-such-state')
    leaving = null
    seat.tell({ kind: 'state-chosen', next, at: clock.now() })
    warn('floor.stateForced', signal)
    const { agent } = seat.store.getState()
    void answer(signal.id, true, agent.kind === next.kind ? null : agent.kind === 'red-rest' ? 'after-rest' : 'after-call')
  }

  function end(signal: SteeringSignal, event: AgentEvent, words: string): void {
    const before = seat.store.getState().agent
    seat.tell(event)
    if (seat.store.getState().agent === before) return void answer(signal.id, false, 'nothing-to-end')
    warn(words, signal)
    void answer(signal.id, true, null)
  }

  function askToLeave(signal: SteeringSignal): void {
    leaving = signal
    warn('floor.signedOut', signal)
    // From now on nothing is offered any more.
    seat.tell({ kind: 'state-chosen', next: { kind: 'signed-out' }, at: clock.now() })
    if (!isFree()) void answer(signal.id, false, 'after-call')
    void leaveWhenFree()
  }

  const isFree = () => isBetweenCalls(seat.store.getState().agent) && openCalls(line.snapshot()).length === 0

  async function leaveWhenFree(): Promise<void> {
    if (leaving === null || isLeaving || !isFree()) return
    isLeaving = true
    const signal = leaving
    leaving = null
    const why = await tryToLeave(signal)
    isLeaving = false
    if (why === null) return
    void answer(signal.id, false, why)
    warn('floor.notSignedOut', signal)
  }

  async function tryToLeave({ id, from: { name } }: SteeringSignal): Promise<WhyNot | null> {
    if (!(await leave.save())) return 'not-saved'
    // Behind the sign-out nothing can be said any more.
    await answer(id, true, null)
    return (await leave.signOut(name)) ? null : 'not-free'
  }

  async function putThrough(signal: SteeringSignal, extension: string): Promise<void> {
    const call = liveCall(line.snapshot())
    if (call === null || !isCaller(call)) return void answer(signal.id, false, 'no-call')
    warn('floor.takenOver', signal)
    const put: Result<unknown, unknown> = await seat.transfer(extension)
    if (!put.ok) warn('floor.notTakenOver', signal)
    void answer(signal.id, put.ok, put.ok ? null : 'not-put-through')
  }

  seat.store.subscribe(() => void leaveWhenFree())

  return {
    hear(signal) {
      const { body } = signal
      switch (body.kind) {
        case 'state-forced':
          return enter(signal, wishOf(body.state, body.reason))
        case 'wrap-up-ended':
          return end(signal, { kind: 'wrap-up-done', at: clock.now() }, 'floor.wrapUpEnded')
        case 'rest-ended':
          if (seat.store.getState().agent.kind === 'red-rest') onRestEnded(signal.from.name)
          return end(signal, { kind: 'rest-ended', at: clock.now() }, 'floor.restEnded')
        case 'signed-out':
          return askToLeave(signal)
        case 'call-taken-over':
          return void putThrough(signal, body.extension)
      }
    },
  }
}

/** What a lead may put a seat into. */
function wishOf(state: string, reason: string | null): NextState | null {
  switch (state) {
    case 'ready':
    case 'signed-out':
      return { kind: state }
    case 'break':
    case 'meeting':
    case 'training':
    case 'busy':
      return reason === null ? null : { kind: state, reason }
    default:
      return null
  }
}

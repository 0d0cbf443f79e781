import type { Call, CallId } from '../../../shared/calls/call'
import type { SteadyMs, Timers } from '../../../shared/lib/clock'
import { wantsCalls, wrapUpOf } from '../../../shared/queue/agent-state'
import type { Settings } from '../../../shared/settings/settings'
import type { Seat } from './seat'
import { deadAfterRingMs } from './seat-commands'
import { callById, liveCalls, ringingCall } from './seat-store'

/** The ring is heard at least this long before a call is answered by itself: it is the warning. */
export const heardFirstMs = 1_500
/** Nobody is put on the line before the last caller's words have sunk in. */
export const afterWrapUpMs = 2_000

export interface AutoAnswerPorts {
  readonly steadyMs: SteadyMs
  readonly timers: Timers
  policy(): Settings['autoAnswer']
  /** Asked for here, by a key: answered as soon as it rings, whatever the settings say of callers. */
  isAskedFor(call: Call): boolean
  onAnswered(): void
}

/**
 * Answers by itself where the settings say so: every call, or those whose INVITE asks for it (`Call-Info: answer-after=`, `Alert-Info`).
 * Never beside another call, never during a wrap-up or a break; the screen and the focus stay where they are. Returns the way to stop.
 */
export function runAutoAnswer(seat: Pick<Seat, 'store' | 'answer'>, ports: AutoAnswerPorts): () => void {
  let armed: { readonly callId: CallId; readonly timer: { cancel(): void } } | null = null
  let ring: { readonly callId: CallId; readonly since: number } | null = null
  let freeSince = Number.NEGATIVE_INFINITY
  let wasBusy = false

  function dueAt(): { readonly callId: CallId; readonly at: number } | null {
    const { line, agent } = seat.store.getState()
    const policy = ports.policy()
    const call = ringingCall(line)
    if (call?.state !== 'ringing' || ring?.callId !== call.id || liveCalls(line).length > 0) return null
    if (ports.isAskedFor(call)) return { callId: call.id, at: ring.since + deadAfterRingMs }
    if (policy === 'never' || call.offer.supervises !== null) return null
    if (agent.kind !== 'ringing' || !wantsCalls(agent)) return null
    const { answerAfterSeconds } = call.offer
    if (policy === 'when-asked' && answerAfterSeconds === null) return null
    return { callId: call.id, at: Math.max(ring.since + Math.max(heardFirstMs, (answerAfterSeconds ?? 0) * 1000), freeSince + afterWrapUpMs) }
  }

  function follow(): void {
    const { agent, line } = seat.store.getState()
    const callId = ringingCall(line)?.id ?? null
    if (ring?.callId !== callId) ring = callId === null ? null : { callId, since: ports.steadyMs() }
    // A call that rings into a wrap-up does not end it.
    const isBusy = agent.kind === 'talking' || wrapUpOf(agent) !== null
    if (wasBusy && !isBusy) freeSince = ports.steadyMs()
    wasBusy = isBusy
    const due = dueAt()
    if (due?.callId === armed?.callId) return
    armed?.timer.cancel()
    armed = due === null ? null : { callId: due.callId, timer: ports.timers.after(Math.max(0, due.at - ports.steadyMs()), () => void answer(due.callId)) }
  }

  async function answer(callId: CallId): Promise<void> {
    // What was true when the ring began need not be now.
    const call = callById(seat.store.getState().line, callId)
    if (dueAt()?.callId !== callId || call?.state !== 'ringing') return
    const wasAskedFor = ports.isAskedFor(call)
    const answered = await seat.answer()
    if (answered.ok && !wasAskedFor) ports.onAnswered()
  }

  const unsubscribe = seat.store.subscribe(follow)
  follow()
  return () => {
    unsubscribe()
    armed?.timer.cancel()
  }
}

import type { Call, CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { EpochMs } from '../../../shared/lib/clock'
import { callAtWork, nextAgentState, type AgentEvent, type AgentState } from '../../../shared/queue/agent-state'
import type { WrapUpPolicy } from '../../../shared/queue/wrap-up-policy'
import { callerCall } from './seat-store'

/** What follows a call of that queue; null = it came through none. */
export type WrapUpPolicyOf = (queue: string | null) => WrapUpPolicy

/** The agent's state after everything that the line's calls say. */
export function followCalls(agent: AgentState, latest: LineSnapshot, at: EpochMs, policyOf: WrapUpPolicyOf): AgentState {
  const over = latest.calls.reduce((state, call) => {
    const event = agentEventOf(call, state, at, policyOf)
    return event === null ? state : nextAgentState(state, event)
  }, agent)
  const caller = callerCall(latest, callAtWork(over))
  if (caller === null) return over
  const isHeld = caller.state === 'live' && caller.hold === 'held'
  return nextAgentState(nextAgentState(over, { kind: 'answered', callId: caller.id, at }), { kind: isHeld ? 'held' : 'resumed', callId: caller.id, at })
}

/** What a call means by itself; which of those that go on is at work is told by all of them together. */
function agentEventOf(call: Call, agent: AgentState, at: EpochMs, policyOf: WrapUpPolicyOf): AgentEvent | null {
  if (call.state === 'live' || call.state === 'dialling') return null
  if (call.state !== 'ended') return { kind: 'rang', callId: call.id, at }
  const wasTalking = agent.kind === 'talking' && agent.callId === call.id
  // What was only heard leaves nothing to finish.
  const policy = call.offer.supervises === null ? policyOf(call.offer.queue) : 'optional'
  return wasTalking ? { kind: 'call-ended', callId: call.id, policy, at } : { kind: 'ring-ended', callId: call.id, at }
}

/** Whoever is asked, or was brought into a room, may be on the line for longer than the caller: that call is written down in the caller's draft. */
export function withConsulted(draftOfCall: ReadonlyMap<CallId, string>, { calls, consultation }: Pick<LineSnapshot, 'calls' | 'consultation'>): ReadonlyMap<CallId, string> {
  const ofRooms = calls.flatMap((call) => (call.state === 'live' && call.room?.after != null ? [[call.id, call.room.after] as const] : []))
  const asked = consultation === null ? [] : [[consultation.consultId, consultation.callId] as const]
  return [...ofRooms, ...asked].reduce<ReadonlyMap<CallId, string>>((so, [other, caller]) => {
    const draftId = so.get(caller)
    return draftId === undefined || so.has(other) ? so : new Map(so).set(other, draftId)
  }, draftOfCall)
}

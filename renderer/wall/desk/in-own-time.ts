import type { QueueState } from '../../../shared/queue/queue-state'

/** The same state in this computer's own time, so that a wait is as long as it is. */
export function inOwnTime(state: QueueState, aheadMs: number): QueueState {
  if (aheadMs === 0) return state
  const own = (at: number) => at - aheadMs
  return {
    ...state,
    waiting: state.waiting.map((call) => ({ ...call, enteredAt: own(call.enteredAt) })),
    calls: state.calls.map((call) => ({ ...call, answeredAt: own(call.answeredAt), heldSince: call.heldSince === null ? null : own(call.heldSince) })),
    members: state.members.map((member) => ({ ...member, since: own(member.since) })),
  }
}

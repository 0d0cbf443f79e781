import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { EpochMs } from '../../../shared/lib/clock'
import type { AgentState } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'
import { callerCall } from './seat-store'

/**
 * What the agent was doing when this page was lost, told from what outlives it: the phone's calls, what the queue was
 * told of the seat, the unfinished drafts, and the calls whose draft was dealt with before they ended. Null when nothing of
 * that says anything but "ready".
 */
export function agentFound(line: LineSnapshot, unfinished: readonly Draft[], dealtWith: ReadonlySet<CallId>): AgentState | null {
  const live = callerCall(line, null)
  if (live?.state === 'live') return { kind: 'talking', since: live.answeredAt, callId: live.id, next: 'ready' }
  const { membership } = line
  if (membership.state === 'paused' && membership.reason !== 'wrap-up') return { kind: 'break', since: membership.since }
  // A wrap-up that is over was told to the queue, and one whose order was submitted has left no draft.
  return membership.state === 'ready' ? null : wrapUpOf(line, unfinished, dealtWith)
}

/** Whether the phone has said anything yet that the agent's state can be told from. */
export function hasWord(line: LineSnapshot): boolean {
  return line.calls.length > 0 || line.membership.state === 'ready' || line.membership.state === 'paused'
}

function wrapUpOf(line: LineSnapshot, unfinished: readonly Draft[], dealtWith: ReadonlySet<CallId>): AgentState | null {
  const calls = new Set(unfinished.map((draft) => draft.call.callId))
  const ended = line.calls.findLast((call) => call.state === 'ended' && call.answeredAt !== null && (calls.has(call.id) || dealtWith.has(call.id)))
  if (ended?.state === 'ended') {
    return calls.has(ended.id) ? { kind: 'wrap-up', since: ended.endedAt, callId: ended.id, next: 'ready' } : null
  }
  // The phone forgets a call a minute after its end; the draft does not.
  if (line.membership.state !== 'paused') return null
  const [last] = unfinished.flatMap(({ call }) => (call.endedAt === null ? [] : [call])).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return last?.endedAt == null ? null : { kind: 'wrap-up', since: last.endedAt as EpochMs, callId: last.callId as CallId, next: 'ready' }
}

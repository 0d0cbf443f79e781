import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { EpochMs } from '../../../shared/lib/clock'
import type { AgentState } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'
import { isUnwritten, type EarlierCalls } from './call-log-line'
import { callerCall } from './seat-store'

/**
 * What the agent was doing when this page was lost, told from what outlives it: the phone's calls, what the queue was
 * told of the seat, the unfinished drafts, and this seat's list of calls. Null when nothing of that says anything but "ready".
 */
export type FindAgent = (line: LineSnapshot, unfinished: readonly Draft[], earlier: EarlierCalls, now: EpochMs) => AgentState | null

export const agentFound: FindAgent = (line, unfinished, earlier, now) => {
  const live = callerCall(line, null)
  if (live?.state === 'live') return { kind: 'talking', since: live.answeredAt, callId: live.id, next: 'ready' }
  const unwritten = line.calls.findLast((call) => isUnwritten(call, earlier))
  // There was no page to write it down in before this one.
  if (unwritten !== undefined) return { kind: 'wrap-up', since: now, callId: unwritten.id, next: 'ready' }
  const { membership } = line
  if (membership.state === 'paused' && membership.reason !== 'wrap-up') return { kind: 'break', since: membership.since }
  // A wrap-up that is over was told to the queue, and one whose order was submitted has left no draft.
  return membership.state === 'ready' ? null : wrapUpOf(line, unfinished, earlier)
}

/**
 * The same at a seat that was locked at `since` and knows of no draft: what the queue was told counts, and calls that have ended
 * after that. A wrap-up stays one, and the queue paused, until somebody is there to end it.
 */
export function agentFoundLocked(since: EpochMs): FindAgent {
  return (line, unfinished, earlier, now) => {
    const calls = line.calls.filter((call) => call.state !== 'ended' || call.endedAt >= since)
    const found = agentFound({ ...line, calls }, unfinished, earlier, now)
    const { membership } = line
    if (found !== null || membership.state !== 'paused') return found
    return { kind: 'wrap-up', since: membership.since, callId: beforeTheLock, next: 'ready' }
  }
}

const beforeTheLock = 'before-the-lock' as CallId

/** Whether the phone has said anything yet that the agent's state can be told from. */
export function hasWord(line: LineSnapshot): boolean {
  return line.calls.length > 0 || line.membership.state === 'ready' || line.membership.state === 'paused'
}

function wrapUpOf(line: LineSnapshot, unfinished: readonly Draft[], { dealtWith }: EarlierCalls): AgentState | null {
  const calls = new Set(unfinished.map((draft) => draft.call.callId))
  const ended = line.calls.findLast((call) => call.state === 'ended' && call.answeredAt !== null && (calls.has(call.id) || dealtWith.has(call.id)))
  if (ended?.state === 'ended') {
    return calls.has(ended.id) ? { kind: 'wrap-up', since: ended.endedAt, callId: ended.id, next: 'ready' } : null
  }
  // The phone forgets a call a minute after its end; the draft does not.
  if (line.membership.state !== 'paused') return null
  const [last] = unfinished.flatMap(({ call }) => (call.endedAt === null || call.manual !== undefined ? [] : [call])).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return last?.endedAt == null ? null : { kind: 'wrap-up', since: last.endedAt as EpochMs, callId: last.callId as CallId, next: 'ready' }
}

import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot, QueueMembership } from '../../../shared/calls/phone-line'
import type { EpochMs } from '../../../shared/lib/clock'
import { callAtWork, readyNext, type AgentState } from '../../../shared/queue/agent-state'
import { usualReason } from '../../../shared/queue/state-reasons'
import type { Draft } from '../../../shared/tickets/draft'
import { isUnwritten, type EarlierCalls } from './call-log-line'
import { callerCall, type LiveCall } from './seat-store'

/**
 * What the agent was doing when this page was lost, told from what outlives it: the phone's calls, what the queue was
 * told of the seat, the unfinished drafts, and this seat's list of calls. Null when nothing of that says anything but "ready".
 */
export type FindAgent = (line: LineSnapshot, unfinished: readonly Draft[], earlier: EarlierCalls, now: EpochMs) => AgentState | null

export const agentFound: FindAgent = (line, unfinished, earlier, now) => {
  const live = callerCall(line, null)
  if (live?.state === 'live') return talkingOn(live)
  const unwritten = line.calls.findLast((call) => isUnwritten(call, earlier))
  // There was no page to write it down in before this one.
  if (unwritten !== undefined) return wrappingUp(unwritten.id, now)
  const { membership } = line
  if (membership.state === 'paused' && membership.reason !== 'wrap-up') return awayAs(membership)
  // A wrap-up that is over was told to the queue, and one whose order was submitted has left no draft.
  return membership.state === 'ready' ? null : wrapUpOf(line, unfinished, earlier)
}

/** The same before a shift has begun: whoever has no call in hand is not ready until they have seen what there is to see. */
export function whileHeld(find: FindAgent, isHeld: () => boolean): FindAgent {
  return (line, unfinished, earlier, now) => {
    const found = find(line, unfinished, earlier, now)
    if (!isHeld() || (found !== null && (callAtWork(found) !== null || found.kind === 'red-rest'))) return found
    return { kind: 'signed-out', since: now }
  }
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
    return wrappingUp(beforeTheLock, membership.since)
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
    return calls.has(ended.id) ? wrappingUp(ended.id, ended.endedAt) : null
  }
  // The phone forgets a call a minute after its end; the draft does not.
  if (line.membership.state !== 'paused') return null
  const [last] = unfinished.flatMap(({ call }) => (call.endedAt === null || call.manual !== undefined ? [] : [call])).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return last?.endedAt == null ? null : wrappingUp(last.callId as CallId, last.endedAt as EpochMs)
}

function talkingOn({ id, answeredAt }: LiveCall): AgentState {
  return { kind: 'talking', since: answeredAt, callId: id, heldSince: null, wantsWrapUp: false, next: readyNext, owesRest: false }
}

function wrappingUp(callId: CallId, since: EpochMs): AgentState {
  return { kind: 'wrap-up', since, callId, next: readyNext, owesRest: false }
}

/** The queue knows the kind, not the reason; see `rememberAgent`. */
function awayAs({ reason, since }: Extract<QueueMembership, { state: 'paused' }>): AgentState {
  if (reason === 'red-rest') return { kind: 'red-rest', since, next: readyNext }
  const kind = reason === 'wrap-up' ? 'break' : reason
  return { kind, since, reason: usualReason(kind) }
}

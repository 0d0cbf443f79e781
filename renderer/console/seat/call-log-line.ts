import type { Call, CallId } from '../../../shared/calls/call'
import type { CallLine, CallLogEntry } from '../../../shared/calls/call-log'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import type { Draft } from '../../../shared/tickets/draft'

/** The line that an ended call leaves in this seat's list of calls. */
export function callLogLine(call: Extract<Call, { state: 'ended' }>, { number }: CallerIdentity, practice: boolean): CallLine {
  return {
    callId: call.id,
    queueCallId: call.offer.queueCallId,
    direction: call.direction,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    outcome: call.outcome.kind,
    queue: call.offer.queue,
    numberDisplay: number.display,
    historyKey: number.key,
    practice,
  }
}

/** The line of a call as its draft knows it: how it ended is not among that. Only incoming calls have drafts. */
export function lineOfDraft({ call, practice }: Draft): CallLine {
  const { callId, queueCallId, startedAt, answeredAt, endedAt, queue, numberDisplay, historyKey } = call
  return { callId, queueCallId, direction: 'incoming', startedAt, answeredAt, endedAt, outcome: null, queue, numberDisplay, historyKey, practice }
}

/** Calls whose draft was submitted or discarded before they ended: that is when a line without an outcome is written. */
export function callsDealtWith(entries: readonly CallLogEntry[]): ReadonlySet<CallId> {
  return new Set(entries.filter(({ outcome }) => outcome === null).map(({ callId }) => callId as CallId))
}

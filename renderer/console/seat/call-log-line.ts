import type { Call } from '../../../shared/calls/call'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'

/** The line that an ended call leaves in this seat's list of calls; no order has come of it yet. */
export function callLogLine(call: Extract<Call, { state: 'ended' }>, { number }: CallerIdentity, practice: boolean): CallLogEntry {
  return {
    callId: call.id,
    direction: call.direction,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    outcome: call.outcome.kind,
    queue: call.offer.queue,
    numberDisplay: number.display,
    historyKey: number.key,
    practice,
    ticketNumber: null,
  }
}

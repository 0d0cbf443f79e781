import type { RecordedCall } from '../calls/recorded-call'
import type { Author, TicketEventOf } from './ticket-event'
import { uuidOfText } from './uuid-of-text'

/**
 * The record of a call, as an event of an order that it was about. All of it follows from order and call, so that whoever tells it again
 * tells the same, and the desk has it once.
 */
export function callRecordedEvent(ticketId: string, call: RecordedCall, author: Author): TicketEventOf<'call-recorded'> {
  const at = call.endedAt ?? call.answeredAt ?? call.startedAt
  return { id: callRecordedId(ticketId, call.callId), ticketId, author, happenedAt: at, recordedAt: at, basedOn: 0, personal: null, type: 'call-recorded', data: call }
}

export function callRecordedId(ticketId: string, callId: string): string {
  return uuidOfText(`call ${callId} recorded on order ${ticketId}`)
}

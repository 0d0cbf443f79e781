import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'

/** The line of the audit for an event that has one: a look at what is masked, and a lead's decision. Null for every other event. */
export function orderAudit(event: TicketEvent, by: AuditEntry['by']): AuditEntry | null {
  const { ticketId, id: eventId } = event
  if (event.type === 'personal-revealed') return { by, act: { kind: 'personal-revealed', ticketId, eventId, facts: event.data } }
  if (event.type === 'approval-decided') return { by, act: { kind: 'approval-decided', ticketId, what: event.data.wish.kind, granted: event.data.granted } }
  return null
}

import type { TicketEvent, TicketEventType } from '../tickets/ticket-event'
import { may, type Action } from './permissions'
import type { Role } from './role'

/** For each kind of event the actions of which one is needed; none: the desk itself makes it. */
const needed = {
  opened: ['write-orders'],
  'caller-identified': ['write-orders'],
  'facts-recorded': ['write-orders', 'report-facts'],
  'emotions-recorded': ['set-tags'],
  'risk-confirmed': ['set-tags', 'report-facts', 'add-to-orders'],
  'risk-lowered': ['set-tags', 'approve'],
  'risk-refused': ['set-tags'],
  'no-risk-stated': ['set-tags'],
  'action-done': ['set-tags', 'add-to-orders'],
  'answered-directly': ['answer-directly'],
  'sent-for-dispatch': ['send-to-dispatch'],
  'passed-on': ['write-orders'],
  'closed-without-content': ['write-orders'],
  chased: ['chase'],
  'personal-revealed': ['reveal'],
  'help-step': ['take-calls', 'accept-red'],
  'approval-asked': ['ask-approval'],
  'approval-decided': ['approve'],
  'report-signed': ['add-to-orders'],
  imported: ['import-history'],
  'codes-mapped': [],
} as const satisfies Record<TicketEventType, readonly Action[]>

/**
 * Whether somebody with these roles may add this event; whether the order takes it is another question. SECURITY: where leads sign in,
 * the name of one that an agent has typed takes no RED or ORANGE down.
 */
export function mayMakeEvent(roles: readonly Role[], event: Pick<TicketEvent, 'type' | 'data'>): boolean {
  if (needsLead(event)) return may(roles, 'approve')
  return needed[event.type].some((action) => may(roles, action))
}

function needsLead({ type, data }: Pick<TicketEvent, 'type' | 'data'>): boolean {
  return type === 'risk-lowered' && 'from' in data && (data.from === 'RED' || data.from === 'ORANGE')
}

import type { TicketEvent, TicketEventType } from '../tickets/ticket-event'
import { rolesOn, type Standing } from './own-unit'
import { may, type Action } from './permissions'

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
  'help-step': ['work-by-phone'],
  /** Of a call that this person has had: taken, or dialled from the order. */
  'call-recorded': ['work-by-phone', 'write-orders', 'contact-caller'],
  'approval-asked': ['ask-approval'],
  'approval-decided': ['approve'],
  'report-signed': ['add-to-orders'],
  imported: ['import-history'],
  'codes-mapped': [],
} as const satisfies Record<TicketEventType, readonly Action[]>

/**
 * Whether this person may add this event to an order that was sent to these units; whether the order takes it is another question. SECURITY: where leads sign in,
 * the name of one that an agent has typed takes no RED or ORANGE down.
 */
export function mayMakeEvent(who: Standing, event: Pick<TicketEvent, 'type' | 'data'>, order: { readonly sentTo: readonly string[] }): boolean {
  const roles = rolesOn(who, order)
  if (needsLead(event)) return may(roles, 'approve')
  return needed[event.type].some((action) => may(roles, action))
}

function needsLead({ type, data }: Pick<TicketEvent, 'type' | 'data'>): boolean {
  return type === 'risk-lowered' && 'from' in data && (data.from === 'RED' || data.from === 'ORANGE')
}

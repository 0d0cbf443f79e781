import type { AuditEntry } from '../../../shared/desk-api/audit'
import { mayMakeEvent } from '../../../shared/people/event-rights'
import { isHeldToUnit, may, mayOn, type Action } from '../../../shared/people/permissions'
import type { Role } from '../../../shared/people/role'
import type { Author, TicketEvent } from '../../../shared/tickets/ticket-event'
import type { LiveSession } from '../store/sessions-table'

/** Who stands behind a request, and what that person may do. */
export interface Caller {
  readonly session: LiveSession
  readonly roles: readonly Role[]
  readonly author: Author
  readonly by: AuditEntry['by']
  may(action: Action): boolean
  /** Which orders this person reads. `of-unit`: those that were ever sent to that unit; to null, none. */
  readonly reads: { readonly kind: 'all' } | { readonly kind: 'of-unit'; readonly unit: string | null }
  mayMake(event: TicketEvent, order: { readonly sentTo: readonly string[] }): boolean
  maySeeIdentityOf(order: { readonly writtenBy: readonly string[] }): boolean
}

export function callerOf(session: LiveSession): Caller {
  const { personId, name, seatCode, roles, unit } = session
  return {
    session,
    roles,
    author: { kind: 'agent', id: personId, name, seat: seatCode },
    by: { kind: 'person', id: personId, seat: seatCode },
    may: (action) => may(roles, action),
    reads: isHeldToUnit(roles, 'read-orders') ? { kind: 'of-unit', unit } : { kind: 'all' },
    mayMake: (event, order) => mayMakeEvent({ roles, unit }, event, order),
    // No role that is held to a unit gives it.
    maySeeIdentityOf: ({ writtenBy }) => mayOn({ id: personId, roles, unit }, 'see-secret-identity', { writtenBy, sentTo: [] }),
  }
}

import type { AuditEntry } from '../../../shared/desk-api/audit'
import { mayMakeEvent } from '../../../shared/people/event-rights'
import { may, mayOn, type Action } from '../../../shared/people/permissions'
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
  mayMake(event: TicketEvent): boolean
  maySeeIdentityOf(order: { readonly writtenBy: readonly string[] }): boolean
}

export function callerOf(session: LiveSession): Caller {
  const { personId, name, seatCode, roles } = session
  return {
    session,
    roles,
    author: { kind: 'agent', id: personId, name, seat: seatCode },
    by: { kind: 'person', id: personId, seat: seatCode },
    may: (action) => may(roles, action),
    mayMake: (event) => mayMakeEvent(roles, event),
    maySeeIdentityOf: (order) => mayOn({ id: personId, roles }, 'see-secret-identity', order),
  }
}

import type { TicketEvent } from '../../shared/tickets/ticket-event'
import type { LoggedEvent } from './store/desk-store'

/**
 * Whether an event that came again says what it said the first time. Author and due time are left out: the desk had put
 * its own there. Personal values that retention has erased can't be compared any more and count as the same.
 */
export function saysTheSame(logged: LoggedEvent, sent: TicketEvent): boolean {
  const isErased = logged.hadPersonal && logged.event.personal === null
  return canonicalJson(content(logged.event, isErased)) === canonicalJson(content(sent, isErased))
}

function content(event: TicketEvent, withoutPersonal: boolean): unknown {
  const { author: _author, personal, ...facts } = withoutDue(event)
  return withoutPersonal ? facts : { ...facts, personal }
}

function withoutDue(event: TicketEvent): TicketEvent {
  if (event.type !== 'sent-for-dispatch') return event
  return { ...event, data: { proposal: { ...event.data.proposal, handleDueAt: null } } }
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

import { foldEvents } from '../../../shared/tickets/ticket'
import { isOpen } from '../../../shared/tickets/ticket-rules'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskStore } from '../store/desk-store'
import type { RiskOf } from './waiting-caller'

/** Of a number with more than these, the oldest say nothing any more. */
const lastTickets = 20

/** The highest level of the open orders under a number, as far as a wall may know it. */
export function knownRisk(store: Pick<DeskStore, 'changesOfHistory'>): RiskOf {
  return async (key) => {
    const changes = await store.changesOfHistory(key, lastTickets)
    const byTicket = new Map<string, TicketEvent[]>()
    for (const { event } of changes) byTicket.set(event.ticketId, [...(byTicket.get(event.ticketId) ?? []), event])
    const levels = [...byTicket.values()].flatMap((events) => {
      const ticket = foldEvents(events)
      return ticket !== null && isOpen(ticket.state) ? ticket.risks.map(({ severity }) => severity) : []
    })
    return levels.includes('RED') ? 'RED' : levels.includes('ORANGE') ? 'ORANGE' : null
  }
}

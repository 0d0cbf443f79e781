import type { EpochMs } from '../lib/clock'
import { cleanTexts } from './fields/clean-text'
import type { RevealFacts } from './reveal'
import type { Ticket } from './ticket'
import type { Author, TicketEvent } from './ticket-event'

/** The audit entry of an order, as one of its events. */
export function revealEvent(ticket: Pick<Ticket, 'id' | 'version'>, facts: RevealFacts, made: { readonly id: string; readonly author: Author; readonly at: EpochMs }): TicketEvent {
  const { id, author, at } = made
  return cleanTexts<TicketEvent>({
    id, ticketId: ticket.id, author, happenedAt: at, recordedAt: at, basedOn: ticket.version, personal: null,
    type: 'personal-revealed', data: { ...facts, parts: [...facts.parts] },
  })
}

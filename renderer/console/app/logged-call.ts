import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Ticket } from '../../../shared/tickets/ticket'

/** A call of the log with the orders that came of it, as far as this seat has them. */
export interface LoggedCall {
  readonly entry: CallLogEntry
  readonly tickets: readonly Ticket[]
}

export function withTickets(entries: readonly CallLogEntry[], cache: Pick<CallerCache, 'lookupTicket'>): Promise<readonly LoggedCall[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const found = await Promise.all(entry.ticketNumbers.map((number) => cache.lookupTicket(number)))
      return { entry, tickets: found.flatMap(([first]) => (first === undefined ? [] : [first.ticket])) }
    }),
  )
}

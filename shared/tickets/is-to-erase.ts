import type { Ticket } from './ticket'
import { isOpen } from './ticket-rules'

/** Of an order that is open, or was opened again, nothing is erased, however old it is. */
export function isToErase({ state, changedAt }: Pick<Ticket, 'state' | 'changedAt'>, before: number): boolean {
  return !isOpen(state) && changedAt < before
}

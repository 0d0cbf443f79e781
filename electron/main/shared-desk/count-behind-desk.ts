import type { Session } from '../../../shared/desk-api/sessions'
import type { TicketCounter } from '../counter-file'

/** The counter of a seat whose code another PC may have had before today: it begins behind the orders that the desk had at the sign-in. */
export function countBehindDesk(counter: TicketCounter, numbered: () => Session['numbered']): Pick<TicketCounter, 'next'> {
  return {
    next(seatCode, date) {
      const known = numbered()
      return counter.next(seatCode, date, known?.date === date ? known.counter : 0)
    },
  }
}

import type { PageApi } from '../../../shared/ipc/page-api'
import { epochMs } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { formatTicketNumber } from '../../../shared/tickets/ticket-number'

/** The next number for life of this seat, by the local day of `at`. Rejects when main could not make it durable. */
export function nextTicketNumber(lingxi: PageApi<'console'>, isPractice: boolean): (at: number) => Promise<string> {
  return async (at) => {
    const date = localDateOf(epochMs(at))
    const next = await lingxi.nextTicketCounter({ date: date.replaceAll('-', '') })
    if (!next.ok) throw new Error(next.error.code)
    return formatTicketNumber({ date, seat: next.value.seatCode, counter: next.value.counter, practice: isPractice })
  }
}

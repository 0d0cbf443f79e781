import { epochMs } from '../../shared/lib/clock'
import { localDateOf } from '../../shared/tickets/deadlines/local-time'
import type { Ticket } from '../../shared/tickets/ticket'

/** Limits against guessing; tries of every kind count, a right answer clears those of its code. */
export interface QueryLimits {
  readonly windowMs: number
  readonly perCode: number
  readonly together: number
}

const hourMs = 3_600_000

export const usualQueryLimits: QueryLimits = { windowMs: hourMs, perCode: 5, together: 300 }

/** Whether what the caller said beside the code fits: the last three digits of the phone, or the day of the call (`yyyymmdd`). */
export function fitsSecondFactor(ticket: Ticket, second: string): boolean {
  if (second.length === 8) return localDateOf(epochMs(ticket.createdAt)).replaceAll('-', '') === second
  const numbers = [ticket.caller?.historyKey ?? '', ticket.values.callback_number ?? '']
  return numbers.some((number) => number.replace(/\D/g, '').endsWith(second))
}

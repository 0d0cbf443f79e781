import { epochMs } from '../lib/clock'
import { isWorkingDay } from '../tickets/deadlines/calendar'
import { countedDays } from '../tickets/deadlines/handling-clock'
import { addDays, atMinute, localDateOf } from '../tickets/deadlines/local-time'
import type { DeadlineData } from '../tickets/deadlines/shipped'

/** A working day is put down as eight hours, so that a part of one stays a whole number. */
export const MINUTES_OF_WORKING_DAY = 480

/**
 * How long an order was handled: whole working days after the day of dispatch, parked ones left out, and of the last day the hours
 * worked, as parts of eight. In minutes of working days.
 */
export function handlingMinutes(dispatchedAt: number, acceptedAt: number, parked: readonly { readonly from: number; readonly to: number | null }[], data: DeadlineData): number {
  const first = localDateOf(epochMs(dispatchedAt))
  const last = localDateOf(epochMs(acceptedAt))
  const pauses = parked.map(({ from, to }) => ({ why: 'parked' as const, from: epochMs(from), to: to === null ? null : epochMs(to) }))
  const whole = last > first ? countedDays(first, addDays(last, -1), pauses, data.calendar) : 0
  if (!isWorkingDay(last, data.calendar)) return whole * MINUTES_OF_WORKING_DAY
  const worked = data.limits.workingHours.reduce((ms, { from, to }) => {
    const opens = Math.max(atMinute(last, from), dispatchedAt)
    return ms + Math.max(0, Math.min(atMinute(last, to), acceptedAt) - opens)
  }, 0)
  return whole * MINUTES_OF_WORKING_DAY + Math.min(MINUTES_OF_WORKING_DAY, Math.floor(worked / 60_000))
}

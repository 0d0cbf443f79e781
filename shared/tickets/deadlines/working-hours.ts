import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'
import { isWorkingDay } from './calendar'
import type { WorkCalendar } from './calendar'
import { addDays, atMinute, localDateOf } from './local-time'
import type { MinuteOfDay } from './local-time'
import { missingYears } from './working-days'
import type { Due } from './working-days'

/** A stretch of the working day, `from` inclusive, `to` exclusive. */
export interface DayStretch {
  readonly from: MinuteOfDay
  readonly to: MinuteOfDay
}

/**
 * When `hours` of working time have passed since `start`. Outside the stretches and on days off the timer stands
 * still; a limit that is used up exactly at the end of a stretch falls due there, not at the next opening.
 */
export function dueAfterWorkingHours(
  start: EpochMs,
  hours: number,
  calendar: WorkCalendar,
  stretches: readonly DayStretch[],
): Due {
  let leftMs = hours * 3_600_000
  const first = localDateOf(start)
  for (let date = first, walked = 0; walked < 3660; date = addDays(date, 1), walked += 1) {
    if (!isWorkingDay(date, calendar)) continue
    for (const stretch of stretches) {
      const opensAt = Math.max(start, atMinute(date, stretch.from))
      const openMs = atMinute(date, stretch.to) - opensAt
      if (openMs <= 0) continue
      if (leftMs <= openMs) return { dueAt: epochMs(opensAt + leftMs), warnings: missingYears(first, date, calendar) }
      leftMs -= openMs
    }
  }
  throw new Error('the calendar has no working hours')
}

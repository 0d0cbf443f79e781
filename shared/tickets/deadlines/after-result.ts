import type { EpochMs } from '../../lib/clock'
import { addDays, daysBetween, localDateOf, minuteOfDayOf, startOfDay } from './local-time'
import type { LocalDate } from './local-time'
import type { DeadlineData } from './shipped'
import { dueAfterWorkingDays } from './working-days'
import type { Due } from './working-days'

/** By when the caller has to be rung back after the result was approved. */
export function callbackDue(approvedAt: EpochMs, data: DeadlineData): Due {
  return dueAfterWorkingDays(approvedAt, data.limits.callback.workingDays, data.calendar)
}

/**
 * Whether enough was tried to close an order as 未接通: three tries in three different hours of the day, on at least
 * two dates. Three rings in a row are one try. Such an order is left out of the satisfaction base.
 */
export function areCallbackTriesUsedUp(triedAt: readonly EpochMs[], data: DeadlineData): boolean {
  const hours = new Set(triedAt.map((at) => Math.floor(minuteOfDayOf(at) / 60)))
  const dates = new Set(triedAt.map(localDateOf))
  return hours.size >= data.limits.callback.tries && dates.size >= data.limits.callback.triesOnDays
}

/** The limit of a rework (不满意重办), counted from the moment it was ordered. */
export function reworkDue(orderedAt: EpochMs, data: DeadlineData): Due {
  return dueAfterWorkingDays(orderedAt, data.limits.rework.workingDays, data.calendar)
}

/** After so many reworks the lead decides: handled one level up (提级办理) or concluded (终结). */
export function areReworksUsedUp(reworks: number, data: DeadlineData): boolean {
  return reworks >= data.limits.rework.max
}

/**
 * From when a closed order may be archived: when the seventh working day after closing is over, and not before thirty
 * days after the last dated promise; a promise outlives the closing.
 */
export function archiveFrom(closedAt: EpochMs, lastPromiseOn: LocalDate | null, data: DeadlineData): Due {
  const { afterWorkingDays, afterPromiseDays } = data.limits.archive
  const closing = dueAfterWorkingDays(closedAt, afterWorkingDays, data.calendar)
  if (lastPromiseOn === null) return closing
  const kept = startOfDay(addDays(lastPromiseOn, afterPromiseDays))
  return kept > closing.dueAt ? { dueAt: kept, warnings: closing.warnings } : closing
}

/** A closed order is restarted for new facts within thirty days of its closing; later only from the archive. */
export function isWithinRestartTime(closedAt: EpochMs, now: EpochMs, data: DeadlineData): boolean {
  return daysBetween(localDateOf(closedAt), localDateOf(now)) <= data.limits.restart.withinDays
}

import { assertNever } from '../../lib/assert-never'
import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'
import type { Span } from './limit-table'
import type { DeadlineData } from './shipped'
import { dueAfterWorkingDays } from './working-days'
import type { Due } from './working-days'
import { dueAfterWorkingHours } from './working-hours'

/** When a span that starts at `start` is over. `duty-minutes` expect a start that `dutyStart` has already moved. */
export function dueAfterSpan(start: EpochMs, span: Span, data: DeadlineData): Due {
  switch (span.kind) {
    case 'duty-minutes':
      return { dueAt: epochMs(start + span.amount * 60_000), warnings: [] }
    case 'clock-hours':
      return { dueAt: epochMs(start + span.amount * 3_600_000), warnings: [] }
    case 'working-hours':
      return dueAfterWorkingHours(start, span.amount, data.calendar, data.limits.workingHours)
    case 'working-days':
      return dueAfterWorkingDays(start, span.amount, data.calendar)
    default:
      return assertNever(span.kind)
  }
}

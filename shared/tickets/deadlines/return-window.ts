import type { EpochMs } from '../../lib/clock'
import type { Complexity } from './limit-table'
import { isPast } from './local-time'
import type { DeadlineData } from './shipped'
import { dueAfterWorkingDays } from './working-days'
import type { Due } from './working-days'

/** Until when a unit that signed may say "not mine"; past it the unit keeps the order. */
export function returnWindow(signedAt: EpochMs, complexity: Complexity, data: DeadlineData): Due {
  return dueAfterWorkingDays(signedAt, data.limits.returnWindowWorkingDays[complexity], data.calendar)
}

/** The window opens with the dispatch and closes so many working days after the signing. */
export function isReturnWindowOpen(
  facts: { readonly signedAt: EpochMs | null; readonly complexity: Complexity; readonly now: EpochMs },
  data: DeadlineData,
): boolean {
  return facts.signedAt === null || !isPast(returnWindow(facts.signedAt, facts.complexity, data).dueAt, facts.now)
}

/** After so many dispatches without a taker the lead names the unit (指定承办), and a return is no longer granted. */
export function mustLeadNameUnit(dispatches: number, data: DeadlineData): boolean {
  return dispatches >= data.limits.maxDispatchesBeforeNamed
}

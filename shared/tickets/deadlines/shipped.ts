import { once } from '../../lib/once'
import calendarData from './calendar.json'
import limitData from './limits.json'
import { parseCalendar } from './calendar'
import type { WorkCalendar } from './calendar'
import { LimitTableSchema } from './limit-table'
import type { LimitTable } from './limit-table'

/** Everything that the deadline rules need to know about the world. */
export interface DeadlineData {
  readonly calendar: WorkCalendar
  readonly limits: LimitTable
}

/** The data as shipped; what an administrator changes replaces it. Throws when the shipped files are broken. */
export const shippedDeadlineData = once((): DeadlineData => {
  const calendar = parseCalendar(calendarData)
  if (!calendar.ok) throw new Error(`shipped calendar: ${JSON.stringify(calendar.error)}`)
  return { calendar: calendar.value, limits: LimitTableSchema.parse(limitData) }
})

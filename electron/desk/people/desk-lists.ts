import { calendarOfYears, calendarRecordSchema } from '../../../shared/desk-api/desk-records'
import type { Clock } from '../../../shared/lib/clock'
import shippedCalendar from '../../../shared/tickets/deadlines/calendar.json'
import { LimitTableSchema } from '../../../shared/tickets/deadlines/limit-table'
import { shippedDeadlineData, type DeadlineData } from '../../../shared/tickets/deadlines/shipped'
import { shippedRetiredCodes } from '../../../shared/tickets/map-codes'
import type { DeskLists } from '../decide-batch'
import type { Records } from '../store/records-table'

/** How long what was read is gone by; a change of an administrator's counts everywhere after that. */
const goodForMs = 5_000

/** What the desk reckons by: limits and calendar as an administrator has set them, as shipped where nobody has. */
export function createDeskLists({ records, clock }: { readonly records: Pick<Records, 'ofKind'>; readonly clock: Clock }): () => Promise<DeskLists> {
  const shipped = shippedDeadlineData()
  const codes = shippedRetiredCodes()
  let read: { readonly at: number; readonly lists: Promise<DeskLists> } | null = null

  async function readLists(): Promise<DeskLists> {
    const [limits, years] = await Promise.all([records.ofKind('limits'), records.ofKind('calendar')])
    const table = LimitTableSchema.safeParse(limits.find(({ key, isActive }) => key === 'table' && isActive)?.value)
    return { codes, deadlines: { limits: table.success ? table.data : shipped.limits, calendar: calendarWith(years, shipped) } }
  }

  return () => {
    const now = clock.now()
    if (read === null || now - read.at >= goodForMs || now < read.at) {
      const lists = readLists()
      read = { at: now, lists }
      lists.catch(() => (read = null))
    }
    return read.lists
  }
}

/** A year that somebody has put in stands for the one that was shipped. */
function calendarWith(records: Awaited<ReturnType<Records['ofKind']>>, shipped: DeadlineData): DeadlineData['calendar'] {
  const set = records.flatMap(({ key, isActive, value }) => {
    const days = calendarRecordSchema.safeParse(value)
    return isActive && days.success ? [{ ...days.data, year: Number(key) }] : []
  })
  if (set.length === 0) return shipped.calendar
  const own = new Set(set.map(({ year }) => year))
  return calendarOfYears([...shippedCalendar.years.filter(({ year }) => !own.has(year)), ...set]) ?? shipped.calendar
}

import type { EpochMs } from '../../lib/clock'
import { isWorkingDay } from './calendar'
import type { CalendarWarning, WorkCalendar } from './calendar'
import { addDays, localDateOf, weekdayOf } from './local-time'
import type { LocalDate } from './local-time'
import { nthWorkingDay } from './working-days'
import { isPausedOn } from './handling-clock'
import type { Pause } from './handling-clock'

/** One cell of the strip: a day that counts, or a run of days off (one 休) or of days on which the clock stood. */
export type StripCell =
  | {
      readonly kind: 'working'
      readonly date: LocalDate
      /** 1 for the first day counted. */
      readonly ordinal: number
      readonly isDue: boolean
      /** A Saturday or Sunday that is worked (调休): worth a mark, since nobody expects it. */
      readonly isMakeUp: boolean
    }
  | { readonly kind: 'off' | 'paused'; readonly from: LocalDate; readonly to: LocalDate }

export interface DueStrip {
  readonly cells: readonly StripCell[]
  readonly warnings: readonly CalendarWarning[]
}

/** The days between the start (left out) and the due day (last cell) of a limit in working days. */
export function dueStrip(
  start: EpochMs,
  workingDays: number,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): DueStrip {
  const isPaused = (date: LocalDate) => isPausedOn(date, pauses)
  const from = localDateOf(start)
  const due = nthWorkingDay(from, workingDays, calendar, isPaused)
  const cells: StripCell[] = []
  let ordinal = 0
  for (let date = addDays(from, 1); date <= due.date; date = addDays(date, 1)) {
    if (!isWorkingDay(date, calendar)) lengthen(cells, 'off', date)
    else if (isPaused(date)) lengthen(cells, 'paused', date)
    else {
      ordinal += 1
      const isMakeUp = weekdayOf(date) % 6 === 0
      cells.push({ kind: 'working', date, ordinal, isDue: date === due.date, isMakeUp })
    }
  }
  return { cells, warnings: due.warnings }
}

function lengthen(cells: StripCell[], kind: 'off' | 'paused', date: LocalDate): void {
  const last = cells.at(-1)
  if (last === undefined || last.kind !== kind) cells.push({ kind, from: date, to: date })
  else cells[cells.length - 1] = { kind, from: last.from, to: date }
}

import { DAY_MS } from '../callers/local-day'
import type { Figures } from './figures'
import { dayWindow, HALF_HOUR_MS, halfHoursIn } from './half-hours'

export interface CurveColumn {
  readonly from: number
  /** `running`: not over yet, so that its count says nothing about the half hour. `ahead`: has not begun. */
  readonly stage: 'over' | 'running' | 'ahead'
  /** Calls that entered, those that still wait among them. */
  readonly entered: number
  readonly answeredInTime: number
  /** Service level by the chosen formula, percent; null while nothing is settled. */
  readonly level: number | null
  /** What enters on that weekday at that time: the mean of the last four. Null where nothing is known of any. */
  readonly usual: { readonly entered: number; readonly ofDays: number } | null
}

const sameWeekdays = [7, 14, 21, 28]

/**
 * The day by half hours. A day on which no call at all is known was not counted (the desk was not there), rather than silent: it is left
 * out of the mean, and `ofDays` says how many are in it.
 */
export function halfHourCurve(figures: Pick<Figures, 'figure' | 'sumOf'>, now: number, queue: string | null = null): CurveColumn[] {
  const day = dayWindow(now)
  const knownDays = sameWeekdays.filter((days) => figures.sumOf('entered', { from: day.from - days * DAY_MS, to: day.to - days * DAY_MS }).above > 0)
  const enteredIn = (from: number) => figures.sumOf('entered', { from, to: from + HALF_HOUR_MS }, queue).above
  return halfHoursIn(day).map((from) => {
    const window = { from, to: from + HALF_HOUR_MS }
    const before = knownDays.map((days) => enteredIn(from - days * DAY_MS))
    return {
      from,
      stage: window.to <= now ? 'over' : from <= now ? 'running' : 'ahead',
      entered: enteredIn(from),
      answeredInTime: figures.sumOf('level-of-offered', window, queue).above,
      level: figures.figure({ code: 'SL15', window, queue }).value,
      usual: before.length === 0 ? null : { entered: before.reduce((sum, each) => sum + each, 0) / before.length, ofDays: before.length },
    }
  })
}

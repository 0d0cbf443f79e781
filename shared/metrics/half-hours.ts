import { DAY_MS, localDay, startOfLocalDay } from '../callers/local-day'
import { epochMs } from '../lib/clock'
import type { FigureWindow } from './figure'

/** Everything is kept by half hours; Asia/Shanghai lies a whole number of them from UTC, so that a local day has 48. */
export const HALF_HOUR_MS = 1_800_000

/** Where the half hour begins in which a moment lies. */
export function halfHourOf(at: number): number {
  return Math.floor(at / HALF_HOUR_MS) * HALF_HOUR_MS
}

/** From local midnight to the next: every day has 24 hours, for there has been no daylight saving since 1991. */
export function dayWindow(at: number): FigureWindow {
  const from = startOfLocalDay(localDay(epochMs(at)))
  return { from, to: from + DAY_MS }
}

/** A stretch widened to whole half hours. */
export function wholeHalfHours({ from, to }: FigureWindow): FigureWindow {
  const start = halfHourOf(from)
  return { from: start, to: Math.max(start, Math.ceil(to / HALF_HOUR_MS) * HALF_HOUR_MS) }
}

/** Beginnings of the half hours in a window, the earliest first. */
export function halfHoursIn({ from, to }: FigureWindow): number[] {
  const starts: number[] = []
  for (let start = halfHourOf(from); start < to; start += HALF_HOUR_MS) starts.push(start)
  return starts
}

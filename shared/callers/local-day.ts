import { type EpochMs, epochMs } from '../lib/clock'

/** Asia/Shanghai has been UTC+8 all year since 1992, so a day is arithmetic. */
const OFFSET_MS = 8 * 3_600_000
export const DAY_MS = 86_400_000

/** Number of the local calendar day, counted from 1970-01-01. */
export function localDay(at: EpochMs): number {
  return Math.floor((at + OFFSET_MS) / DAY_MS)
}

/** Local midnight at which that day begins, UTC. */
export function startOfLocalDay(day: number): EpochMs {
  return epochMs(day * DAY_MS - OFFSET_MS)
}

/** Local day of a `yyyy-mm-dd`. Throws on anything else: dates come through a schema first. */
export function localDayOfIso(iso: string): number {
  return localDay(epochMs(Date.parse(`${iso}T00:00:00+08:00`)))
}

/** Calendar days from then to now, as people count: yesterday evening is one day ago. */
export function daysAgo(then: EpochMs, now: EpochMs): number {
  return localDay(now) - localDay(then)
}

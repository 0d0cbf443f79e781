import { epochMs, type EpochMs } from '../lib/clock'
import { localDateOf, minuteOfDayOf } from './deadlines/local-time'

/**
 * How long the personal data of an order that has ended is kept (PIPL art. 47). The law gives no number, the house does; until it has,
 * nothing is erased. Shorter than the audit's six months nobody could say any more whose data was looked at.
 */
export const retentionBounds = { min: 6, max: 240 } as const
export const keptForEver = 0

/** At this hour in Chongqing, or as soon afterwards as the desk is there. */
const hour = 3

/** The same time of the same day so many months before, or the last day of a month that has no such day. UTC ms. */
export function monthsBefore(at: number, months: number): number {
  const day = new Date(at)
  const date = day.getUTCDate()
  day.setUTCMonth(day.getUTCMonth() - months)
  // February has no 31st: what is counted on into March would be erased days too early.
  return day.getUTCDate() === date ? day.getTime() : day.setUTCDate(0)
}

/** Orders that ended and changed last before this are erased; null: none ever. UTC ms. */
export function erasedBefore(now: number, months: number): number | null {
  return months === keptForEver ? null : monthsBefore(now, months)
}

/**
 * Whether today's run is due. A policy counts from the night after it was set: whoever has typed a wrong number has the rest of the day
 * to see it.
 */
export function isErasureDue(now: EpochMs, setAt: number): boolean {
  return minuteOfDayOf(now) >= hour * 60 && localDateOf(epochMs(setAt)) < localDateOf(now)
}

import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'
import { addDays, atMinute, localDateOf, minuteOfDayOf } from './local-time'
import type { MinuteOfDay } from './local-time'

/** When a unit's duty desk is manned, every day of the year. `daily` may cross midnight (20:00 to 08:00). */
export type UnitDuty =
  | { readonly kind: '24h' }
  | { readonly kind: 'daily'; readonly from: MinuteOfDay; readonly to: MinuteOfDay }

/**
 * Where the clock of a RED or ORANGE limit starts. Inside duty hours that is the dispatch itself, and the limit then
 * runs on past their end; outside them it is the next opening, and the lead has to phone the unit's duty officer.
 */
export interface DutyStart {
  readonly startsAt: EpochMs
  /** `due` = the lead has to phone and tick 已电话通知; the tick changes no limit, its absence must be seen. */
  readonly phoneCall: 'not-needed' | 'due' | 'done'
}

export function dutyStart(dispatchedAt: EpochMs, duty: UnitDuty, phoned: boolean): DutyStart {
  if (duty.kind === '24h' || isInside(minuteOfDayOf(dispatchedAt), duty)) {
    return { startsAt: dispatchedAt, phoneCall: 'not-needed' }
  }
  const today = localDateOf(dispatchedAt)
  const opening = atMinute(today, duty.from)
  const startsAt = opening >= dispatchedAt ? opening : atMinute(addDays(today, 1), duty.from)
  return { startsAt: epochMs(startsAt), phoneCall: phoned ? 'done' : 'due' }
}

function isInside(minute: number, duty: { readonly from: MinuteOfDay; readonly to: MinuteOfDay }): boolean {
  if (duty.from <= duty.to) return minute >= duty.from && minute < duty.to
  return minute >= duty.from || minute < duty.to
}

import { z } from 'zod'
import { DAY_MS } from '../callers/local-day'
import { epochMs, type EpochMs } from '../lib/clock'
import { err, ok, type Result } from '../lib/result'
import { atMinute, localDateOf, parseLocalDate, parseMinuteOfDay, minuteOfDayOf } from './deadlines/local-time'

/**
 * How a caller was met whose call no line of this seat has carried (手工登记): on the hotline's mobile telephone while the
 * exchange is away, in person, or otherwise.
 */
export const manualChannels = ['mobile', 'in-person', 'other'] as const
export const manualChannelSchema = z.enum(manualChannels)
export type ManualChannel = z.infer<typeof manualChannelSchema>

/** A start before this is a slip of the hand: paper notes are entered within days. */
export const oldestManualDays = 30

export type ManualStartProblem = 'malformed' | 'in-future' | 'too-old'

/**
 * When the call began, as typed in the hotline's local time (`YYYY-MM-DDTHH:mm`, what a date-time input gives): the deadlines of its order are
 * counted from it. The minute that runs now is not the future.
 */
export function manualStart(typed: string, now: EpochMs): Result<EpochMs, ManualStartProblem> {
  const [day = '', minute = ''] = typed.split('T')
  const date = parseLocalDate(day)
  const at = parseMinuteOfDay(minute.slice(0, 5))
  if (date === null || at === null || at === 1440) return err('malformed')
  const start = atMinute(date, at)
  if (start > now) return err('in-future')
  return now - start > oldestManualDays * DAY_MS ? err('too-old') : ok(start)
}

/** The same the other way round, for the input. */
export function typedStart(at: number): string {
  const minutes = Math.floor(minuteOfDayOf(epochMs(at)))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${localDateOf(epochMs(at))}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

import type { EpochMs } from '../../../../shared/lib/clock'
import { addDays, localDate, localDateOf, parseLocalDate, startOfDay, weekdayOf, type LocalDate } from '../../../../shared/tickets/deadlines/local-time'

/** Days from the first to the last, both with them. */
export interface ExportDays {
  readonly first: string
  readonly last: string
}

export const spanPresets = ['today', 'week', 'month'] as const
export type SpanPreset = (typeof spanPresets)[number]

/** Up to today; a week begins on Monday. */
export function daysOf(preset: SpanPreset, now: EpochMs): ExportDays {
  const today = localDateOf(now)
  return { first: firstOf(preset, today), last: today }
}

function firstOf(preset: SpanPreset, today: LocalDate): LocalDate {
  if (preset === 'today') return today
  return preset === 'week' ? addDays(today, -((weekdayOf(today) + 6) % 7)) : localDate(`${today.slice(0, 8)}01`)
}

/** From the midnight before the first to the one behind the last; null for what is no span. */
export function spanOf({ first, last }: ExportDays): { readonly from: number; readonly to: number } | null {
  const [from, to] = [parseLocalDate(first), parseLocalDate(last)]
  return from === null || to === null || from > to ? null : { from: startOfDay(from), to: startOfDay(addDays(to, 1)) }
}

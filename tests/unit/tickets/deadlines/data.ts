import { epochMs } from '../../../../shared/lib/clock'
import type { EpochMs } from '../../../../shared/lib/clock'
import { parseMinuteOfDay } from '../../../../shared/tickets/deadlines/local-time'
import type { MinuteOfDay } from '../../../../shared/tickets/deadlines/local-time'
import { shippedDeadlineData } from '../../../../shared/tickets/deadlines/shipped'
import type { UnitDuty } from '../../../../shared/tickets/deadlines/unit-duty'

export const data = shippedDeadlineData()

/** `2026-11-24 02:00` in Shanghai. */
export function at(text: string): EpochMs {
  return epochMs(Date.parse(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+08:00`))
}

export function shown(instant: EpochMs): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

export const officeHours: UnitDuty = { kind: 'daily', from: minute('08:30'), to: minute('18:00') }
export const aroundTheClock: UnitDuty = { kind: '24h' }

export function minute(text: string): MinuteOfDay {
  const parsed = parseMinuteOfDay(text)
  if (parsed === null) throw new Error(text)
  return parsed
}

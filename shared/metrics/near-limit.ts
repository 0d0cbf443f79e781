import { epochMs } from '../lib/clock'
import { limitsOf } from '../tickets/deadlines/limits'
import { isPast, localDateOf } from '../tickets/deadlines/local-time'
import { usedPercent } from '../tickets/deadlines/progress'
import type { DeadlineData } from '../tickets/deadlines/shipped'
import { workingDaysBetween } from '../tickets/deadlines/working-days'
import { isSecretTicket } from '../tickets/history-item'
import { factsOf } from '../tickets/lifecycle/states'
import { REQUEST_TYPES } from '../tickets/taxonomy'
import type { Ticket } from '../tickets/ticket'
import { isOpen } from '../tickets/ticket-rules'

export interface NearLimit {
  readonly ticketId: string
  readonly number: string
  readonly isSecret: boolean
  readonly district: string | null
  readonly leadUnit: string | null
  readonly dueAt: number
  /** `yellow`: close to it. `red`: over. */
  readonly light: 'yellow' | 'red'
  /** Whole working days until the day on which it is due, today left out; 0 = due today, or over. */
  readonly workingDaysLeft: number
}

/** Open orders whose handling limit is over or close, the one that is latest first. Parked ones and results under review stand still. */
export function nearLimits(tickets: readonly Ticket[], data: DeadlineData, now: number): NearLimit[] {
  return tickets.flatMap((ticket) => nearLimitOf(ticket, data, now) ?? []).sort((one, other) => one.dueAt - other.dueAt || (one.number < other.number ? -1 : 1))
}

/** The handling limit of an order while it runs; null of one that is over, parked, under review or being rung back, and of practice. */
export function runningLimitOf({ practice, dueAt, state }: Ticket): number | null {
  return practice || state === 'CALL_RECORD' || !isOpen(state) || standsStill.has(factsOf(state).clock) ? null : dueAt
}

function nearLimitOf(ticket: Ticket, data: DeadlineData, now: number): NearLimit | null {
  const dueAt = runningLimitOf(ticket)
  if (dueAt === null) return null
  const light = lightOf(ticket, dueAt, data, now)
  if (light === null) return null
  const isSecret = isSecretTicket(ticket)
  return {
    ticketId: ticket.id,
    number: ticket.number,
    isSecret,
    district: isSecret ? null : (ticket.values.work_district ?? null),
    leadUnit: isSecret ? null : ticket.leadUnit,
    dueAt,
    light,
    workingDaysLeft: workingDaysBetween(localDateOf(epochMs(now)), localDateOf(epochMs(dueAt)), data.calendar),
  }
}

const standsStill: ReadonlySet<string> = new Set(['paused', 'stopped', 'callback'])

/** As a unit is warned: yellow from 80 % of the limit on, or a working day before it where the limit is longer than that. */
function lightOf(ticket: Ticket, dueAt: number, data: DeadlineData, now: number): NearLimit['light'] | null {
  if (isPast(epochMs(dueAt), epochMs(now))) return 'red'
  const type = REQUEST_TYPES.find((each) => each === ticket.values.request_type)
  const workingDays = type === undefined ? null : limitsOf({ type, level: null, complexity: 'GENERAL' }, data.limits).handlingWorkingDays
  if (workingDays === null) return null
  const { workingDaysBeforeDue } = data.limits.warnings
  const left = workingDaysBetween(localDateOf(epochMs(now)), localDateOf(epochMs(dueAt)), data.calendar)
  if (workingDays > workingDaysBeforeDue && left <= workingDaysBeforeDue) return 'yellow'
  const used = usedPercent({ startsAt: epochMs(ticket.createdAt), workingDays, extensions: [], pauses: [] }, epochMs(now), data.calendar)
  return used >= data.limits.warnings.yellowFromPercent ? 'yellow' : null
}

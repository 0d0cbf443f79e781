import type { EpochMs } from '../../lib/clock'
import { dueStrip } from './due-strip'
import type { StripCell } from './due-strip'
import type { CalendarWarning } from './calendar'
import { limitsOf } from './limits'
import type { LimitQuestion, OrderLimits } from './limits'
import { localDateOf } from './local-time'
import type { DeadlineData } from './shipped'
import { signDue } from './sign-limit'
import type { SignDue } from './sign-limit'
import type { UnitDuty } from './unit-duty'
import { dueAfterWorkingDays } from './working-days'

export interface PreviewQuestion extends LimitQuestion {
  /** Where the handling limit starts: see `startOfOrder`. */
  readonly startsAt: EpochMs
  readonly dispatchedAt: EpochMs
  readonly duty: UnitDuty
  readonly phoned: boolean
}

/** What the console shows while an order is being written: lengths, moments, and the strip of working days. */
export interface DeadlinePreview {
  readonly limits: OrderLimits
  readonly sign: SignDue
  /** Null when there is no limit (praise) or no order (no content). */
  readonly handling: {
    readonly workingDays: number
    /** The call where its day and that of the dispatch differ. */
    readonly countedFrom: 'dispatch' | 'call'
    readonly dueAt: EpochMs
    readonly strip: readonly StripCell[]
  } | null
  /** Each missing year once, whichever limit ran into it. */
  readonly warnings: readonly CalendarWarning[]
}

/** All limits of an order that would be dispatched at `dispatchedAt`. The desk's own reckoning decides. */
export function previewDeadlines(question: PreviewQuestion, data: DeadlineData): DeadlinePreview {
  const limits = limitsOf(question, data.limits)
  const sign = signDue(question, data)
  const days = limits.handlingWorkingDays
  if (days === null) return { limits, sign, handling: null, warnings: sign.warnings }
  const due = dueAfterWorkingDays(question.startsAt, days, data.calendar)
  const { cells } = dueStrip(question.startsAt, days, data.calendar)
  const years = new Set([...sign.warnings, ...due.warnings].map((warning) => warning.year))
  return {
    limits,
    sign,
    handling: { workingDays: days, countedFrom: localDateOf(question.startsAt) < localDateOf(question.dispatchedAt) ? 'call' : 'dispatch', dueAt: due.dueAt, strip: cells },
    warnings: [...years].map((year) => ({ code: 'calendar-missing', year })),
  }
}

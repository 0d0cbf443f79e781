import { addDays, daysBetween, type LocalDate } from '../deadlines/local-time'
import type { FieldKey, FieldValues } from './field-values'
import { firstDay, isKnown, oneYearAfter } from './loose-date'

/** A limit of the law that runs from a date in the form. */
export interface DayCounter {
  readonly key: FieldKey
  /** `arbitration`: 劳动争议调解仲裁法 art. 27. `employer-report`, `own-report`: 工伤保险条例 art. 17. */
  readonly code: 'arbitration' | 'employer-report' | 'own-report'
  readonly lastDay: LocalDate
  /** 0 on the last day, negative when it has passed. */
  readonly daysLeft: number
  /** Only the month is known; counted from its first day, to be on the safe side. */
  readonly isEstimate: boolean
}

/**
 * Days left: one year for arbitration after the employment ended; 30 days for the employer and one year for the worker
 * to report an injury. Interruptions and extensions are for a lawyer to say, never for the screen.
 */
export function dayCounters(values: FieldValues, today: LocalDate): DayCounter[] {
  const { dismissed_on: dismissed, injured_on: injured } = values
  const left = isKnown(dismissed) ? firstDay(dismissed) : null
  const hurt = isKnown(injured) ? firstDay(injured) : null
  const counter = (key: FieldKey, code: DayCounter['code'], lastDay: LocalDate, date: string): DayCounter => ({
    key,
    code,
    lastDay,
    daysLeft: daysBetween(today, lastDay),
    isEstimate: date.length === 7,
  })
  return [
    ...(left !== null && isKnown(dismissed) ? [counter('dismissed_on', 'arbitration', oneYearAfter(left), dismissed)] : []),
    ...(hurt !== null && isKnown(injured)
      ? [
          counter('injured_on', 'employer-report', addDays(hurt, 30), injured),
          counter('injured_on', 'own-report', oneYearAfter(hurt), injured),
        ]
      : []),
  ]
}

import type { z } from 'zod'
import type { severitySchema } from '../ticket-event'

/** The four colours of a risk; no tag at all is `null`, never a fifth colour. */
export type Severity = z.infer<typeof severitySchema>

const ascending = ['BLUE', 'YELLOW', 'ORANGE', 'RED'] as const satisfies readonly Severity[]

/** 0 for no tag, BLUE 1 to RED 4. */
export function severityRank(severity: Severity | null): number {
  return severity === null ? 0 : ascending.indexOf(severity) + 1
}

export function isAtLeast(severity: Severity | null, floor: Severity): boolean {
  return severityRank(severity) >= severityRank(floor)
}

export function higherSeverity(one: Severity, other: Severity | null): Severity
export function higherSeverity(one: Severity | null, other: Severity | null): Severity | null
export function higherSeverity(one: Severity | null, other: Severity | null): Severity | null {
  return severityRank(one) >= severityRank(other) ? one : other
}

export function lowerSeverity(one: Severity, other: Severity): Severity {
  return severityRank(one) <= severityRank(other) ? one : other
}

/** One level up; RED stays. */
export function oneUp(severity: Severity): Severity {
  return ascending[Math.min(ascending.indexOf(severity) + 1, ascending.length - 1)] ?? severity
}

/** One level down; BLUE stays. */
export function oneDown(severity: Severity): Severity {
  return ascending[Math.max(ascending.indexOf(severity) - 1, 0)] ?? severity
}

/** The level that a count or a sum reaches in a table of lower bounds, whatever the order of its rows. */
export function levelReached(
  value: number,
  table: readonly { readonly from: number; readonly level: Severity }[],
): Severity | null {
  return table.reduce<Severity | null>(
    (level, row) => (value >= row.from ? higherSeverity(row.level, level) : level),
    null,
  )
}

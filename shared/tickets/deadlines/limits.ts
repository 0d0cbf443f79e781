import type { RequestTypeCode } from '../taxonomy'
import { rowOf } from './limit-table'
import type { ActionLevel, Complexity, LimitTable, Span } from './limit-table'

export interface LimitQuestion {
  readonly type: RequestTypeCode
  readonly level: ActionLevel
  readonly complexity: Complexity
}

/** What an order of that kind may take. Lengths only; `preview.ts` and `handling-clock.ts` make moments of them. */
export interface OrderLimits {
  /** Working days from dispatch to the accepted result; null = no limit (praise), or no order at all (no content). */
  readonly handlingWorkingDays: number | null
  readonly sign: Span
  readonly firstContact: { readonly countedFrom: 'dispatch' | 'sign'; readonly span: Span }
  /** The longest single extension in working days; null = none may be asked for (RED, or nothing to extend). */
  readonly longestExtension: number | null
  readonly canBeParked: boolean
  readonly returnWindowWorkingDays: number
}

/** The limits of an order: complexity, once set by dispatcher or lead, replaces the limit of the type. */
export function limitsOf(question: LimitQuestion, limits: LimitTable): OrderLimits {
  const byType = limits.handling.byType[question.type]
  const handling = byType === null ? null : (limits.handling.byComplexity[question.complexity] ?? byType)
  const isRed = question.level === 'RED'
  return {
    handlingWorkingDays: handling,
    sign: rowOf(limits.sign, question.level),
    firstContact: rowOf(limits.firstContact, question.level),
    longestExtension: isRed || handling === null ? null : Math.min(handling, limits.extension.maxWorkingDays),
    canBeParked: !isRed,
    returnWindowWorkingDays: limits.returnWindowWorkingDays[question.complexity],
  }
}

import { epochMs } from '../lib/clock'
import { isPast } from '../tickets/deadlines/local-time'
import { compulsoryActions, levelReachedAt } from '../tickets/tags/actions'
import { recordedEmotions } from '../tickets/tags/review-tags'
import { severityOf } from '../tickets/tags/severity'
import type { TagData } from '../tickets/tags/tag-data'
import type { FigureSettings } from './figure-settings'
import { share, type Line } from './line'
import type { OrderRecord } from './order-record'

interface RiskContext {
  readonly settings: FigureSettings
  readonly tags: TagData
  readonly now: number
}

interface RiskLimits {
  /** When the level of now was reached. */
  readonly since: number
  readonly limits: readonly { readonly dueAt: number; readonly doneAt: number | null }[]
}

/**
 * RED and ORANGE by what has to be done for it: AMOUNT and REPEAT alone make none. Counted when it is decided: all limits were kept,
 * or one of them was not; the limit of signing joins them with the dispatch. Filed under the moment at which the level was reached.
 */
export function riskLines(order: OrderRecord, context: RiskContext): Line[] {
  const judged = riskLimitsOf(order, context)
  if (judged === null) return []
  const { since, limits } = judged
  if (limits.some(({ dueAt, doneAt }) => isPast(epochMs(dueAt), epochMs(doneAt ?? context.now)))) return [share('risk-limits-met', since, false)]
  return limits.every(({ doneAt }) => doneAt !== null) ? [share('risk-limits-met', since, true)] : []
}

/** Null for an order that is neither RED nor ORANGE. */
export function riskLimitsOf(order: OrderRecord, { settings, tags }: RiskContext): RiskLimits | null {
  if (order.risks.length === 0) return null
  const emotions = recordedEmotions(order)
  const grading = severityOf(order.risks, emotions, tags)
  if (grading.actionLevel !== 'RED' && grading.actionLevel !== 'ORANGE') return null
  const since = levelReachedAt(order.risks, emotions, tags) ?? order.callAt
  const steps = compulsoryActions({ grading, risks: order.risks, since, isConfidential: false, done: order.stepsDone }, tags)
  const timed = steps.flatMap(({ code, due, doneAt, isOptional }) => (due === null || isOptional || !settings.riskSteps.includes(code) ? [] : [{ dueAt: due, doneAt }]))
  const signing = order.signDueAt === null ? [] : [{ dueAt: order.signDueAt, doneAt: order.signedAt }]
  return { since, limits: [...timed, ...signing] }
}

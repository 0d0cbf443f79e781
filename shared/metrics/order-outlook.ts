import type { TagData } from '../tickets/tags/tag-data'
import type { FigureSettings } from './figure-settings'
import type { OrderRecord } from './order-record'
import { riskLimitsOf } from './risk-lines'

/** Orders of one caller about one category are compared with each other; null where the caller is nobody known, or nothing was said. */
export function matterOf({ practice, gone, fromCall, decided, callerKey, category }: OrderRecord): string | null {
  const hasContent = decided !== null && decided !== 'no-content'
  if (practice || gone === 'void' || !fromCall || !hasContent || callerKey === null || category === null) return null
  return `${callerKey} ${category}`
}

/** When time alone next changes what an order counts for: a limit that has not been kept yet is over. Null: no longer by itself. */
export function nextLimitOf(order: OrderRecord, { settings, tags, now }: { readonly settings: FigureSettings; readonly tags: TagData; readonly now: number }): number | null {
  if (order.practice || order.gone !== null) return null
  const open = [
    order.signedAt === null ? order.signDueAt : null,
    order.acceptedAt === null ? order.dueAt : null,
    ...(riskLimitsOf(order, { settings, tags, now })?.limits ?? []).map(({ dueAt, doneAt }) => (doneAt === null ? dueAt : null)),
  ]
  // A due moment is a whole second, and that second is still in time.
  const over = open.flatMap((dueAt) => (dueAt === null ? [] : [Math.floor(dueAt / 1_000) * 1_000 + 1_000]))
  const ahead = over.filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

import type { FigureWindow } from './figure'
import type { Figures } from './figures'
import type { OrderRecord } from './order-record'

/** One line of the day's intake; `code` null: not said yet. */
export interface IntakeRow {
  readonly code: string | null
  readonly orderIds: readonly string[]
}

/** Orders whose call lies in the window, by what they are about or by where the work is; most first. */
export function intakeBy(by: 'category' | 'district', figures: Pick<Figures, 'intakeIn'>, window: FigureWindow): IntakeRow[] {
  const rows = new Map<string | null, string[]>()
  for (const order of figures.intakeIn(window)) {
    const code = codeOf(by, order)
    const ids = rows.get(code)
    if (ids === undefined) rows.set(code, [order.orderId])
    else ids.push(order.orderId)
  }
  return [...rows]
    .map(([code, orderIds]) => ({ code, orderIds }))
    .sort((one, other) => other.orderIds.length - one.orderIds.length || byCode(one.code, other.code))
}

function codeOf(by: 'category' | 'district', { category, district }: OrderRecord): string | null {
  return by === 'category' ? category : district
}

/** What nobody has said comes behind what somebody has. */
function byCode(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
  return one < other ? -1 : 1
}

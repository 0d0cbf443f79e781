import type { ShiftAnswer } from './shift-api'

/** How much waits for a lead. */
export function approvalsWaiting({ orders, draftAsks }: Pick<ShiftAnswer, 'orders' | 'draftAsks'>): number {
  return orders.reduce((sum, { asks }) => sum + asks.length, 0) + draftAsks.filter(({ decision }) => decision === null).length
}

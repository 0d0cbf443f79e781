import type { DueOnWall, RiskOnWall } from '../../../shared/desk-api/wall-api'
import type { DueOrder, NextStep, OpenRisk, WallFacts } from '../wall-port'
import type { DeskOrders } from './desk-orders'

type OrderFacts = Pick<WallFacts, 'intake' | 'queueNames' | 'categoryNames' | 'risks' | 'dues' | 'withLimit'>

/** Where nothing of orders has been heard. */
export const noOrders: OrderFacts = {
  intake: { from: 0, total: 0, secret: 0, late: 0, byCategory: [], byDistrict: [], restated: [] }, queueNames: {}, categoryNames: {}, risks: [], dues: [], withLimit: null,
}

/** What the desk tells of its orders, in this computer's own time; `noOrders` itself before it has told anything. */
export function orderFacts(orders: Pick<DeskOrders, 'heard' | 'aheadMs' | 'queueNames' | 'categoryNames'>): OrderFacts {
  const heard = orders.heard()
  if (heard === null) return noOrders
  const own = (at: number) => at - orders.aheadMs()
  return {
    intake: { ...heard.intake, from: own(heard.intake.from) },
    queueNames: orders.queueNames(),
    categoryNames: orders.categoryNames(),
    risks: heard.risks.map((risk) => riskOf(risk, own)),
    dues: heard.dues.map((due) => dueOf(due, own)),
    withLimit: heard.withLimit,
  }
}

function riskOf({ id, number, severity, isSecret, risks, maskedName, district, next, reports }: RiskOnWall, own: (at: number) => number): OpenRisk {
  return {
    id, number, severity, isSecret, risks, maskedName, district,
    next: next?.code ?? null,
    dueAt: next === null || next.dueAt === null ? null : own(next.dueAt),
    reports: reports.map(({ code, dueAt, signedAt }) => ({ code, dueAt: own(dueAt), signedAt: signedAt === null ? null : own(signedAt) })),
  }
}

/** What the state of an order asks of whoever has it. */
const stepOf: Readonly<Record<string, NextStep>> = { ACCEPTED: 'dispatch', REVIEWING: 'dispatch', DISPATCHED: 'sign', RETURN_REQUESTED: 'dispatch', SIGNED: 'contact' }

function dueOf({ id, number, isSecret, category, district, state, dueAt }: DueOnWall, own: (at: number) => number): DueOrder {
  return { id, number, isSecret, category, district, next: stepOf[state] ?? 'close', dueAt: own(dueAt) }
}

import { callEventKey, foldCall, lateOfCall, type CallFact, type CallRecord } from '../../../shared/metrics/call-record'
import { linesOfCall } from '../../../shared/metrics/call-lines'
import type { Fact, LateFact, SeatFact } from '../../../shared/metrics/fact'
import type { Figure } from '../../../shared/metrics/figure'
import { figureTable, perUnitOf } from '../../../shared/metrics/figure-table'
import type { FigureQuestion, FigureRules } from '../../../shared/metrics/figures'
import type { Line } from '../../../shared/metrics/line'
import type { OrderFact } from '../../../shared/metrics/order-fact'
import { linesOfOrder } from '../../../shared/metrics/order-lines'
import { foldOrder, type OrderRecord } from '../../../shared/metrics/order-record'
import { matterOf } from '../../../shared/metrics/order-outlook'

interface Row {
  readonly id: string | null
  readonly of: 'calls' | 'orders' | 'time'
  readonly queue: string
  readonly asOf: number
  late(code: string): readonly LateFact[]
  readonly lines: readonly Line[]
}

/** Every figure reckoned from nothing, with all facts at hand: no sums kept, no half hours, nothing that could be left over. */
export function figuresAnew(facts: readonly Fact[], rules: FigureRules, now: number): (question: Required<FigureQuestion>) => Figure {
  const seats = stretchesOf(facts.filter((fact) => fact.kind === 'seat'))
  const orders = ordersOf(facts.filter((fact) => fact.kind === 'order'), rules)
  const rows = [...callRows(facts, orders, seats, rules), ...orderRows(orders, rules, now), ...seatRows(seats)]
  const seatsAsOf = facts.reduce<number | null>((latest, fact) => (fact.kind === 'seat' ? Math.max(latest ?? 0, fact.heardAt) : latest), null)
  const placed = new Map<string, { readonly row: Row; readonly line: Line }[]>()
  for (const row of rows) for (const line of row.lines) placed.set(line.code, [...(placed.get(line.code) ?? []), { row, line }])
  return ({ code, formula, window, queue: asked }) => {
    const { of, unit, beside } = figureTable[code]
    const queue = of === 'calls' ? asked : null
    const inWindow = ({ at }: Line) => at >= window.from && at < window.to
    const under = (lineCode: string) => (placed.get(lineCode) ?? []).filter(({ row, line }) => row.of === of && (queue === null || row.queue === queue) && inWindow(line))
    const counted = under(formula)
    const sum = (line: 'above' | 'below') => counted.reduce((total, each) => total + (each.line[line] ?? 0), 0)
    const ids = (line: 'above' | 'below') => counted.flatMap(({ row, line: each }) => (row.id === null || each[line] === null ? [] : [row.id]))
    const numerator = sum('above') / perUnitOf(code, formula)
    const denominator = sum('below') / (of === 'time' ? perUnitOf(code, formula) : 1)
    return {
      code, formula, unit, numerator, denominator, window, queue,
      value: denominator === 0 ? null : ((unit === 'percent' ? 100 : 1) * numerator) / denominator,
      asOf: of === 'time' ? seatsAsOf : counted.length === 0 ? null : Math.max(...counted.map(({ row }) => row.asOf)),
      restated: of !== 'time' && counted.some(({ row }) => row.late(formula).some(({ at, knownAt }) => at < window.to && knownAt >= window.to)),
      beside: beside.map((what) => ({ what, count: under(what).length })),
      counted: { of, above: ids('above').sort(), below: ids('below').sort(), complete: of !== 'time' },
    }
  }
}

interface Stretch {
  readonly fact: SeatFact
  readonly until: number
}

function stretchesOf(facts: readonly SeatFact[]): Stretch[] {
  return [...new Set(facts.map(({ seat }) => seat))].flatMap((seat) => {
    const own = facts.filter((fact) => fact.seat === seat)
    const heardAt = Math.max(...own.map((fact) => fact.heardAt))
    const moments = [...new Set(own.map(({ since }) => since))].sort((one, other) => one - other)
    return moments.map((since, n): Stretch => {
      const said = own.filter((fact) => fact.since === since).sort((one, other) => one.heardAt - other.heardAt || (one.state < other.state ? -1 : 1))
      return { fact: said.at(-1)!, until: Math.min(moments[n + 1] ?? Math.max(since, heardAt), since + 86_400_000) }
    })
  })
}

function ordersOf(facts: readonly OrderFact[], { settings }: FigureRules): OrderRecord[] {
  return [...new Set(facts.map(({ orderId }) => orderId))].flatMap((orderId) => {
    const own = new Map<string, OrderFact>()
    for (const fact of facts) {
      if (fact.orderId === orderId && !((own.get(fact.id)?.heardAt ?? Infinity) <= fact.heardAt)) own.set(fact.id, fact)
    }
    return foldOrder([...own.values()], settings.orderLateAfterMs) ?? []
  })
}

function callRows(facts: readonly Fact[], orders: readonly OrderRecord[], seats: readonly Stretch[], { settings }: FigureRules): Row[] {
  const byCall = new Map<string, CallFact[]>()
  const add = (id: string, fact: CallFact) => byCall.set(id, [...(byCall.get(id) ?? []), fact])
  const seen = new Map<string, Extract<Fact, { kind: 'queue' }>>()
  for (const fact of facts) {
    if (fact.kind !== 'queue' || !isCallEvent(fact.event.kind)) continue
    const key = `${(fact.event as { queueCallId: string }).queueCallId} ${callEventKey(fact.event as Parameters<typeof callEventKey>[0])} ${fact.drill}`
    if (!((seen.get(key)?.heardAt ?? Infinity) <= fact.heardAt)) seen.set(key, fact)
  }
  for (const { event, heardAt, drill } of seen.values()) {
    const known = event as Extract<CallFact, { what: 'event' }>['event']
    add(known.queueCallId, { what: 'event', event: known, at: event.at, heardAt })
    if (drill) add(known.queueCallId, { what: 'drill', at: event.at, heardAt })
  }
  for (const { fact, until } of seats) {
    if (fact.queueCallId === null || fact.drill) continue
    add(fact.queueCallId, { what: 'wrap-up', fromSeat: fact.seat, at: fact.since, ms: fact.state === 'wrap-up' ? until - fact.since : 0, heardAt: fact.heardAt })
  }
  for (const { orderId, decided, practice, queueCallId, callAt, asOf, late } of orders) {
    if (queueCallId !== null) add(queueCallId, { what: 'outcome', orderId, practice, hasContent: decided === null ? null : decided !== 'no-content', late, at: callAt, heardAt: asOf })
  }
  return [...byCall].flatMap(([id, known]) => {
    const call: CallRecord | null = foldCall(known, settings.lateAfterMs)
    return call === null ? [] : [{ id, of: 'calls' as const, queue: call.queue, asOf: call.asOf, late: (code: string) => lateOfCall(call, code), lines: linesOfCall(call, settings) }]
  })
}

function isCallEvent(kind: string): boolean {
  return ['entered', 'answered', 'left', 'completed', 'held'].includes(kind)
}

function orderRows(orders: readonly OrderRecord[], rules: FigureRules, now: number): Row[] {
  return orders.map((order) => {
    const matter = matterOf(order)
    const others = matter === null ? [] : orders.filter((other) => matterOf(other) === matter).sort((one, other) => one.callAt - other.callAt || (one.orderId < other.orderId ? -1 : 1))
    const place = others.indexOf(order)
    const neighbours = matter === null ? null : { previousAt: others[place - 1]?.callAt ?? null, nextAt: others[place + 1]?.callAt ?? null }
    return { id: order.orderId, of: 'orders', queue: '', asOf: order.asOf, late: () => order.late, lines: linesOfOrder(order, { ...rules, now, neighbours }) }
  })
}

/** Second by second of the wall clock would be the same; half hours are cut by hand here. */
function seatRows(seats: readonly Stretch[]): Row[] {
  return seats.flatMap(({ fact: { state, since, drill, heardAt }, until }) => {
    if (drill || ['signed-out', 'break', 'red-rest'].includes(state)) return []
    const isWork = ['ringing', 'talking', 'on-hold', 'wrap-up'].includes(state)
    const lines: Line[] = []
    let at = since
    while (at < until) {
      const end = Math.min(until, (Math.floor(at / 1_800_000) + 1) * 1_800_000)
      lines.push({ code: 'occupancy', at, above: isWork ? end - at : null, below: end - at })
      at = end
    }
    return [{ id: null, of: 'time', queue: '', asOf: heardAt, late: () => [], lines }]
  })
}

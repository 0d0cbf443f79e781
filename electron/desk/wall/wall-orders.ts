import { silentWithinMs } from '../../../shared/alarms/alarm-readings'
import { mostIntakeRows, type DueOnWall, type IntakeOnWall, type IntakeRows, type RiskOnWall, type WallOrders } from '../../../shared/desk-api/wall-api'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { isPersonal, numberOfStoredKey } from '../../../shared/callers/phone-number'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import type { FigureSettings } from '../../../shared/metrics/figure-settings'
import { dayWindow } from '../../../shared/metrics/half-hours'
import { nearLimits } from '../../../shared/metrics/near-limit'
import { openRisks } from '../../../shared/metrics/open-risks'
import { reportsDue } from '../../../shared/tickets/report/reports-due'
import { isSecretTicket } from '../../../shared/tickets/history-item'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import { findCategory, type Taxonomy } from '../../../shared/tickets/taxonomy'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import type { IntakeOrder, OrderOutlooks, OutlookPlace } from '../store/order-outlooks'

export interface WallOrdersOptions {
  readonly outlooks: OrderOutlooks
  readonly lists: () => Promise<Pick<BookInUse, 'deadlines' | 'dispatch' | 'house'>>
  readonly clock: Clock
  /** Keyed, the same in every process of the desk: whose number it is cannot be read from it. */
  readonly keyOf: (historyKey: string) => string
}

export interface DeskWallOrders {
  now(): Promise<Omit<WallOrders, 'lostCalls'>>
  intakeRows(by: 'category' | 'district', code: string | null): Promise<IntakeRows>
}

/** More than these nobody reads from a wall. */
const mostRisks = 200
const mostDues = 300
/** The longest limit, 30 working days, is yellow for its last fifth; with the longest holidays in it, within so many days. */
const dueAheadMs = 24 * 86_400_000
const mostKept = 2_000

/** The orders of a shared desk as its walls show them. Orders that have not changed are folded once. */
export function createWallOrders({ outlooks, lists, clock, keyOf }: WallOrdersOptions): DeskWallOrders {
  const tags = shippedTagData()
  const folded = new Map<string, Ticket>()

  async function ticketsAt(places: readonly OutlookPlace[]): Promise<Ticket[]> {
    const unknown = places.filter(({ ticketId, version }) => folded.get(ticketId)?.version !== version).map(({ ticketId }) => ticketId)
    const events = await outlooks.eventsOf(unknown)
    const fresh = [...events.values()].flatMap((each) => foldEvents(each) ?? [])
    const tickets = new Map([...folded, ...fresh.map((ticket) => [ticket.id, ticket] as const)])
    for (const ticket of fresh) folded.set(ticket.id, ticket)
    for (const [oldest] of folded) {
      if (folded.size <= mostKept) break
      folded.delete(oldest)
    }
    return places.flatMap(({ ticketId }) => tickets.get(ticketId) ?? [])
  }

  const groupOf = (code: string | null, taxonomy: Taxonomy) => (code === null ? null : (findCategory(code, taxonomy)?.group.code ?? code))
  const isLate = ({ callAt, heardAt }: IntakeOrder, { orderLateAfterMs }: FigureSettings) => heardAt - callAt > orderLateAfterMs

  async function intake(now: number, taxonomy: Taxonomy, settings: FigureSettings): Promise<IntakeOnWall> {
    const { from, to } = dayWindow(now)
    const [orders, late] = await Promise.all([outlooks.intakeIn(from, to), outlooks.cameLateIn(from, to)])
    const told = orders.filter(({ isSecret }) => !isSecret)
    return {
      from, to,
      total: orders.length,
      secret: orders.length - told.length,
      late: orders.filter((order) => isLate(order, settings)).length,
      byCategory: counted(told.map(({ category }) => groupOf(category, taxonomy))),
      byDistrict: counted(told.map(({ district }) => district)),
      restated: counted(late.map(({ callAt }) => localDateOf(epochMs(callAt)))).map(({ code, count }) => ({ day: code, count })).sort((one, other) => (one.day < other.day ? 1 : -1)),
    }
  }

  /** Calls in which nobody said a word; of a withheld or a shared number nobody can say that it was the same caller. */
  async function silentCalls(since: number): Promise<WallOrders['silentCalls']> {
    return (await ticketsAt(await outlooks.uncountedSince(since))).flatMap((ticket) => {
      const number = numberOfStoredKey(ticket.caller?.historyKey)
      if (ticket.practice || ticket.noContent !== 'silent' || number === null || !isPersonal(number)) return []
      return [{ callerKey: keyOf(number.key), maskedNumber: isSecretTicket(ticket) ? '' : maskPhone(number).slice(0, 40), at: ticket.createdAt }]
    })
  }

  return {
    async now() {
      const now = clock.now()
      const [{ deadlines, dispatch: { taxonomy }, house }, riskPlaces, duePlaces, withLimit] = await Promise.all([
        lists(), outlooks.openRisks(mostRisks), outlooks.dueBefore(now + dueAheadMs, mostDues), outlooks.countWithLimit(),
      ])
      const [today, silent] = await Promise.all([intake(now, taxonomy, house.figures), silentCalls(now - silentWithinMs)])
      const risky = await ticketsAt(riskPlaces)
      const due = await ticketsAt(duePlaces)
      const byId = new Map([...risky, ...due].map((ticket) => [ticket.id, ticket]))
      const of = (ticketId: string) => byId.get(ticketId)
      return {
        at: now,
        risks: openRisks(risky, tags, now).map(({ ticketId, number, level, isSecret, district, risks, since, next }): RiskOnWall => ({
          id: ticketId, number, severity: level, isSecret, district, risks: [...risks], since,
          maskedName: isSecret ? null : maskedNameOf(of(ticketId)),
          next: next === null ? null : { code: next.code, dueAt: next.dueAt },
          reports: reportsOf(of(ticketId)),
        })),
        dues: nearLimits(due, deadlines, now).map(({ ticketId, number, isSecret, district, dueAt, light }): DueOnWall => {
          const ticket = of(ticketId)
          return { id: ticketId, number, isSecret, district, dueAt, light, category: isSecret ? null : groupOf(ticket?.values.category ?? null, taxonomy), state: ticket?.state ?? '' }
        }),
        withLimit,
        intake: today,
        silentCalls: silent,
      }
    },

    async intakeRows(by, code) {
      const { from, to } = dayWindow(clock.now())
      const { dispatch: { taxonomy }, house } = await lists()
      const orders = (await outlooks.intakeIn(from, to)).filter((order) => !order.isSecret && (by === 'category' ? groupOf(order.category, taxonomy) : order.district) === code)
      return {
        rows: orders.slice(0, mostIntakeRows).map((order) => ({ number: order.number, callAt: order.callAt, category: order.category, district: order.district, isLate: isLate(order, house.figures) })),
        more: Math.max(0, orders.length - mostIntakeRows),
      }
    },
  }

  function reportsOf(ticket: Ticket | undefined): RiskOnWall['reports'] {
    return ticket === undefined ? [] : [...reportsDue(ticket, tags)]
  }
}

function maskedNameOf(ticket: Ticket | undefined): string | null {
  const masked = maskName(ticket?.values.caller_name ?? '')
  return masked === '' ? null : masked
}

/** Most first; what nobody has said comes behind what somebody has. */
function counted<T extends string | null>(codes: readonly T[]): { code: T; count: number }[] {
  const counts = new Map<T, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count })).sort((one, other) => Number(one.code === null) - Number(other.code === null) || other.count - one.count || ((one.code ?? '') < (other.code ?? '') ? -1 : 1))
}

import type { EpochMs } from '../lib/clock'
import { type CallerLimits, DEFAULT_CALLER_LIMITS } from './caller-limits'
import { daysAgo } from './local-day'
import { maskName } from './masking'
import { nuisanceOf, type NumberMarks } from './number-marks'
import {
  type CallItem,
  type CallerNotes,
  type HistoryItem,
  isOpenOrder,
  isOrder,
  isOverdue,
  isSecret,
  isSecretPerson,
  type KnownPerson,
  type OrderItem,
  type PersonId,
  type PromiseMade,
} from './person'

/** Everything the card of one person shows, in the order it is read. Plain data; what is secret is not in it. */
export interface CallerCard {
  readonly personId: PersonId
  /** Masked when the person has a secret order; null when no name was ever told. */
  readonly name: string | null
  readonly isNameMasked: boolean
  readonly notes: CallerNotes
  /** Overdue first, then by limit. No second order is opened while one of the same matter is here. */
  readonly openOrders: readonly OrderLine[]
  /** Everything else, newest first, at most `maxItems` together with the open orders. */
  readonly timeline: readonly HistoryItem[]
  readonly hiddenItems: number
  /** Orders in all, secret ones left out. */
  readonly orders: number
  readonly overdue: number
  readonly supervised: number
  /** Call-backs answered with 不满意. */
  readonly unsatisfied: number
  /** Those without a category are left out: nobody knows whether they were the same. */
  readonly repeats: readonly RepeatedMatter[]
  /** Risk tags of earlier orders, each where it was confirmed last, newest first. */
  readonly risks: readonly { readonly risk: string; readonly at: EpochMs }[]
  /** "A secret order exists": how many, and nothing else about them. */
  readonly secretOrders: number
  readonly nuisance: NumberMarks['nuisance']
  /** Promises not yet known to be kept, the next due first. */
  readonly promises: readonly PromiseOfOrder[]
  /** Employers named so far, the latest first. */
  readonly employers: readonly string[]
}

export interface OrderLine {
  readonly order: OrderItem
  readonly isOverdue: boolean
}

/** The same category within the window: this call would be number `earlier + 1`. */
export interface RepeatedMatter {
  readonly category: string
  readonly earlier: number
  readonly openOrderNo: string | null
}

interface PromiseOfOrder extends PromiseMade {
  readonly orderNo: string
}

export interface CardOptions {
  readonly limits?: CallerLimits
  /** Longest list on the card. */
  readonly maxItems?: number
  /** Calls of the person's number that no order tells of. */
  readonly logged?: readonly CallItem[]
}

/** Calls without an order on the card: who rings without end must not push the orders off it. */
const loggedShown = 5

/** The card of `person` as of `now`. Pure and linear in the history apart from sorting it. */
export function callerCard(person: KnownPerson, now: EpochMs, options: CardOptions = {}): CallerCard {
  const { limits = DEFAULT_CALLER_LIMITS, maxItems = 20, logged = [] } = options
  const open = person.history.filter((item) => !isSecret(item))
  const told = [...open, ...[...logged].sort((a, b) => b.at - a.at).slice(0, loggedShown)].sort((a, b) => b.at - a.at)
  const orders = told.filter(isOrder)
  const openOrders = orders.filter(isOpenOrder).map((order) => ({ order, isOverdue: isOverdue(order, now) }))
  const timeline = told.filter((item) => !isOpenOrder(item))
  const shown = timeline.slice(0, Math.max(0, maxItems - openOrders.length))
  const isNameMasked = person.name !== null && isSecretPerson(person)
  return {
    personId: person.id,
    name: person.name !== null && isNameMasked ? maskName(person.name) : person.name,
    isNameMasked,
    notes: person.notes,
    openOrders: openOrders.sort(mostPressing),
    timeline: shown,
    hiddenItems: timeline.length - shown.length,
    orders: orders.length,
    overdue: openOrders.filter((line) => line.isOverdue).length,
    supervised: orders.filter((order) => isOpenOrder(order) && order.supervised === true).length,
    unsatisfied: orders.filter((order) => order.satisfaction === 'unsatisfied').length,
    repeats: repeatedMatters(person, now, limits).filter(({ category }) => category !== ''),
    risks: risksOf(orders),
    secretOrders: person.history.length - open.length,
    nuisance: nuisanceOf(told, now, limits),
    promises: promisesOf(orders),
    employers: [...new Set(orders.flatMap((order) => (order.employer === '' ? [] : order.employer)))],
  }
}

/** Categories this person has already called about within the window, the most frequent first. */
export function repeatedMatters(
  person: KnownPerson,
  now: EpochMs,
  limits: CallerLimits = DEFAULT_CALLER_LIMITS,
): readonly RepeatedMatter[] {
  const matters = new Map<string, RepeatedMatter>()
  const newestFirst = person.history.filter(isOrder).sort((a, b) => b.at - a.at)
  for (const order of newestFirst) {
    if (isSecret(order) || order.at > now || daysAgo(order.at, now) > limits.repeatDays) continue
    const known = matters.get(order.category)
    const openOrderNo = known?.openOrderNo ?? (isOpenOrder(order) ? order.orderNo : null)
    matters.set(order.category, { category: order.category, earlier: (known?.earlier ?? 0) + 1, openOrderNo })
  }
  return [...matters.values()].sort((a, b) => b.earlier - a.earlier)
}

function mostPressing(a: OrderLine, b: OrderLine): number {
  if (a.isOverdue !== b.isOverdue) return a.isOverdue ? -1 : 1
  return (a.order.dueAt ?? Infinity) - (b.order.dueAt ?? Infinity) || b.order.at - a.order.at
}

/** `orders` newest first. */
function risksOf(orders: readonly OrderItem[]): CallerCard['risks'] {
  const last = new Map<string, EpochMs>()
  for (const { risks = [], at } of orders) for (const risk of risks) if (!last.has(risk)) last.set(risk, at)
  return [...last].map(([risk, at]) => ({ risk, at }))
}

function promisesOf(orders: readonly OrderItem[]): readonly PromiseOfOrder[] {
  const made = orders.flatMap((order) =>
    (order.promises ?? []).map((promise) => ({ ...promise, orderNo: order.orderNo })),
  )
  return made.filter((promise) => promise.kept !== true).sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))
}

import type { EpochMs } from '../lib/clock'
import { isAskedAfter, type Delivery } from './delivery'

/** What the order of sending depends on; a lane is a ticket, and its entries leave in the order they were written. */
export interface QueuedDelivery {
  readonly id: string
  readonly ticketId: string
  /** Grows with every entry of this outbox. */
  readonly order: number
  readonly delivery: Delivery
  /** Left out where what is written behind it may depend on it. */
  readonly mayBePassed?: true
}

/**
 * The entries that may be sent now: the first unsettled one of each lane, if its pause is over and it is not parked.
 * A parked or pausing lane holds back nothing but itself, and what may be passed, once parked, nothing at all. Oldest first, and last what the
 * desk has had before; at most `limit`.
 */
export function readyToSend<Q extends QueuedDelivery>(queue: readonly Q[], now: EpochMs, limit: number): Q[] {
  return laneHeads(queue)
    .filter(({ delivery }) => delivery.state === 'waiting' && delivery.notBefore <= now)
    .sort((one, other) => Number(isAskedAfter(one.delivery)) - Number(isAskedAfter(other.delivery)))
    .slice(0, Math.max(0, limit))
}

/** When the next pause ends; null when nothing waits for a time. */
export function nextTryAt(queue: readonly QueuedDelivery[]): EpochMs | null {
  const pauses = laneHeads(queue).flatMap(({ delivery }) => (delivery.state === 'waiting' ? [delivery.notBefore] : []))
  return pauses.length === 0 ? null : (Math.min(...pauses) as EpochMs)
}

/** For each entry that waits behind a parked one of its lane: the first of those. Nothing else holds it back. */
export function parkedAhead<Q extends QueuedDelivery>(queue: readonly Q[]): ReadonlyMap<string, Q> {
  const parked = new Map<string, Q>()
  for (const entry of queue) {
    const first = parked.get(entry.ticketId)
    if (entry.delivery.state === 'refused' && !isPassed(entry) && (first === undefined || entry.order < first.order)) parked.set(entry.ticketId, entry)
  }
  const ahead = new Map<string, Q>()
  for (const { id, ticketId, order, delivery } of queue) {
    const first = parked.get(ticketId)
    if (first !== undefined && delivery.state === 'waiting' && order > first.order) ahead.set(id, first)
  }
  return ahead
}

function isPassed({ mayBePassed, delivery }: QueuedDelivery): boolean {
  return mayBePassed === true && delivery.state === 'refused'
}

function laneHeads<Q extends QueuedDelivery>(queue: readonly Q[]): Q[] {
  const heads = new Map<string, Q>()
  for (const entry of queue) {
    if (entry.delivery.state === 'accepted' || isPassed(entry)) continue
    const head = heads.get(entry.ticketId)
    if (head === undefined || entry.order < head.order) heads.set(entry.ticketId, entry)
  }
  return [...heads.values()].sort((a, b) => a.order - b.order)
}

import { assertNever } from '../lib/assert-never'
import type { EpochMs } from '../lib/clock'
import type { DeliveryRefusal } from './delivery-refusal'

/**
 * Why a try came to nothing and is worth another one. After `timed-out`, `bad-answer` and `interrupted` nobody knows whether
 * the desk has it ("sent without receipt"); it is sent again under the same ids, so that does not matter.
 */
export type DeliveryFailure = 'unreachable' | 'timed-out' | 'not-ready' | 'unauthorized' | 'desk-error' | 'bad-answer' | 'interrupted'

/**
 * One outbox entry on its way to the desk, moved by `nextDelivery` alone. Nothing is ever dropped: what the desk refuses
 * is parked until a person has repaired or discarded it.
 *
 * ```
 *            +------------------- failed (tries again at notBefore) ---+
 *            v                                                         |
 *  enqueued: waiting --claimed--> sending --accepted--> accepted       |
 *            ^  ^                    |  |                              |
 *            |  +--page-restarted----+  +------------------------------+
 *            |                       +--refused--> refused (parked, its lane waits behind it)
 *            +--released-------------------------------+
 * ```
 *
 * `accepted --owed-again--> waiting`: whether the desk's log still has it is asked by sending it once more.
 */
export type Delivery =
  | {
      readonly state: 'waiting'
      /** Tries so far. */
      readonly tries: number
      readonly notBefore: EpochMs
      readonly lastFailure: DeliveryFailure | null
      /** The desk has accepted it before: it is asked after, and nobody waits for that. */
      readonly isAgain?: true
    }
  | { readonly state: 'sending'; readonly tries: number; readonly since: EpochMs; readonly isAgain?: true }
  /** `position` is the newest log position of its events: once the cache has come that far, the entry may go. */
  | { readonly state: 'accepted'; readonly at: EpochMs; readonly position: number }
  | { readonly state: 'refused'; readonly tries: number; readonly at: EpochMs; readonly refusal: DeliveryRefusal }

export type DeliveryEvent =
  | { readonly kind: 'claimed'; readonly at: EpochMs }
  | { readonly kind: 'accepted'; readonly at: EpochMs; readonly position: number }
  | { readonly kind: 'refused'; readonly at: EpochMs; readonly refusal: DeliveryRefusal }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure; readonly tryAgainAt: EpochMs }
  /** The page that was sending is gone. */
  | { readonly kind: 'page-restarted'; readonly at: EpochMs }
  /** The desk answers again: no reason to wait out the pause. */
  | { readonly kind: 'desk-back'; readonly at: EpochMs }
  /** An agent asks for another try of what was refused. */
  | { readonly kind: 'released'; readonly at: EpochMs }
  /** The log may be another one than that in which it was accepted. */
  | { readonly kind: 'owed-again'; readonly at: EpochMs }

/** An event that can't happen in the delivery's state: two senders, or a screen that offers what it must not. */
export class IllegalDeliveryTransition extends Error {
  constructor(readonly state: Delivery['state'], readonly event: DeliveryEvent['kind']) {
    super(`delivery in state "${state}" cannot take "${event}"`)
    this.name = 'IllegalDeliveryTransition'
  }
}

/** What the desk has said that it has, and is only asked after. */
export function isAskedAfter(delivery: Delivery): boolean {
  return (delivery.state === 'waiting' || delivery.state === 'sending') && delivery.isAgain === true
}

export function newDelivery(at: EpochMs): Extract<Delivery, { state: 'waiting' }> {
  return { state: 'waiting', tries: 0, notBefore: at, lastFailure: null }
}

/**
 * The one transition of a delivery. After `accepted` everything but `owed-again` is a no-op that returns the same object: an answer may
 * come late, after a second try has already been taken.
 *
 * @throws {IllegalDeliveryTransition} for an event that no sender of ours may produce there.
 */
export function nextDelivery(delivery: Delivery, event: DeliveryEvent): Delivery {
  switch (delivery.state) {
    case 'accepted':
      return event.kind === 'owed-again' ? { ...newDelivery(event.at), isAgain: true } : delivery
    case 'waiting':
      if (event.kind === 'claimed') return { state: 'sending', tries: delivery.tries + 1, since: event.at, ...again(delivery) }
      if (event.kind === 'desk-back') return { ...delivery, notBefore: event.at < delivery.notBefore ? event.at : delivery.notBefore }
      if (event.kind === 'page-restarted') return delivery
      break
    case 'sending':
      return nextSending(delivery, event)
    case 'refused':
      if (event.kind === 'released') return { state: 'waiting', tries: delivery.tries, notBefore: event.at, lastFailure: null }
      if (event.kind === 'desk-back' || event.kind === 'page-restarted') return delivery
      break
    default:
      return assertNever(delivery)
  }
  throw new IllegalDeliveryTransition(delivery.state, event.kind)
}

function again({ isAgain }: { readonly isAgain?: true }): { readonly isAgain?: true } {
  return isAgain === true ? { isAgain } : {}
}

function nextSending(delivery: Extract<Delivery, { state: 'sending' }>, event: DeliveryEvent): Delivery {
  const { tries } = delivery
  switch (event.kind) {
    case 'accepted':
      return { state: 'accepted', at: event.at, position: event.position }
    case 'refused':
      return { state: 'refused', tries, at: event.at, refusal: event.refusal }
    case 'failed':
      return { state: 'waiting', tries, notBefore: event.tryAgainAt, lastFailure: event.failure, ...again(delivery) }
    case 'page-restarted':
      return { state: 'waiting', tries, notBefore: event.at, lastFailure: 'interrupted', ...again(delivery) }
    case 'desk-back':
      return delivery
    case 'claimed':
    case 'released':
    case 'owed-again':
      throw new IllegalDeliveryTransition(delivery.state, event.kind)
    default:
      return assertNever(event)
  }
}

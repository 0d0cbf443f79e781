import type { Ticket } from '../tickets/ticket'
import { isOpen } from '../tickets/ticket-rules'
import type { DeliveryRefusal } from './delivery-refusal'
import type { Wanted } from './wanted'

/** An order that still takes facts. */
export interface OpenOrder {
  readonly id: string
  readonly number: string
}

/** What an agent may do with an order that came back, the nearest first. */
export type WayOn =
  /** Open its draft, mend it and submit it again. */
  | { readonly kind: 'repair' }
  /** The same once more: what stood in the way may have changed. */
  | { readonly kind: 'send-again' }
  /** The order that it was to be added to takes nothing any more: an order of its own. */
  | { readonly kind: 'own-order' }
  /** Add what was said to an order that still runs. */
  | { readonly kind: 'add-to'; readonly order: OpenOrder }
  | { readonly kind: 'discard' }

export interface RefusedOrder {
  readonly refusal: DeliveryRefusal
  readonly wanted: Wanted
  /** Its draft is kept; whether it can be read shows when it is opened. */
  readonly hasDraft: boolean
  /** The order that it is about as the desk has it; null when it has none. */
  readonly now: Ticket | null
  /** Other orders of that caller. */
  readonly others: readonly OpenOrder[]
}

const hopelessCodes: ReadonlySet<DeliveryRefusal['code']> = new Set<DeliveryRefusal['code']>(['too-large', 'event-id-reused'])

/** Refusals that the same content meets again, however often it is sent. */
function isHopeless({ code, reason }: DeliveryRefusal): boolean {
  return hopelessCodes.has(code) || reason === 'number-taken'
}

export function waysOn({ refusal, wanted, hasDraft, now, others }: RefusedOrder): readonly WayOn[] {
  const isAdded = wanted.what === 'chased'
  const isAbout = now !== null && isOpen(now.state) ? [{ id: now.id, number: now.number }] : []
  const survivors = [...(isAdded ? [] : isAbout), ...others.filter(({ id }) => id !== now?.id)]
  return [
    ...(hasDraft ? [{ kind: 'repair' } as const] : []),
    ...(hasDraft && isAdded && isAbout.length === 0 ? [{ kind: 'own-order' } as const] : []),
    ...(hasDraft && refusal.code === 'refused' ? survivors.map((order) => ({ kind: 'add-to', order }) as const) : []),
    ...(isHopeless(refusal) ? [] : [{ kind: 'send-again' } as const]),
    { kind: 'discard' },
  ]
}

import type { QueueEvent } from '../queue/queue-event'
import type { SeatStateKind } from '../queue/seat-state'
import type { OrderFact } from './order-fact'

/** What the PBX told. `heardAt`: the desk's time. Practice and drill calls come with `drill`, and count nowhere. */
export interface QueueFact {
  readonly kind: 'queue'
  readonly event: QueueEvent
  readonly heardAt: number
  readonly drill: boolean
}

/**
 * A seat is in a state since then. `seat` tells apart whose times follow on each other and is shown to nobody. Told again with the
 * same `since`, it says that the seat is still heard of: time that nobody vouches for counts nowhere.
 */
export interface SeatFact {
  readonly kind: 'seat'
  readonly seat: string
  readonly state: SeatStateKind
  readonly since: number
  /** The call that is talked on or written down, as the PBX names it. */
  readonly queueCallId: string | null
  readonly heardAt: number
  readonly drill: boolean
}

export type Fact = QueueFact | SeatFact | OrderFact

/** Something that came late: when it happened, and when it was known. */
export interface LateFact {
  readonly at: number
  readonly knownAt: number
}

/** Those of the facts that were heard of more than `lateAfterMs` after they happened. */
export function lateOnes(facts: readonly { readonly at: number; readonly heardAt: number }[], lateAfterMs: number): LateFact[] {
  return facts.filter((fact) => fact.heardAt - fact.at > lateAfterMs).map((fact) => ({ at: fact.at, knownAt: fact.heardAt }))
}

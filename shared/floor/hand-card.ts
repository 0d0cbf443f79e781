import type { HandAnswer } from '../help/silent-help'
import type { FloorPerson } from './red-card'
import type { FloorSignal } from './floor-signal'

/**
 * A raised hand on a lead's console.
 *
 * ```
 * raised --seen--> seen --answered--> answered --done | withdrawn--> gone
 *    |  +--answered----------------------^
 *    +--done | withdrawn (also from seen)--> gone
 * ```
 *
 * A further answer takes the place of the first.
 */
export type HandCard = Raised & (
  | { readonly kind: 'raised' }
  | { readonly kind: 'seen'; readonly by: string }
  | { readonly kind: 'answered'; readonly by: string; readonly answer: HandAnswer }
)

interface Raised {
  readonly handId: string
  readonly from: FloorPerson
  /** A code of `handKinds`; what a newer console sends is shown as it is. */
  readonly for: string
  /** When it went up, by this console's clock. */
  readonly since: number
  readonly queueCallId: string | null
  /** Masked; empty outside of a call. */
  readonly number: string
  readonly callSince: number | null
}

/** Oldest first. */
export type HandCards = readonly HandCard[]

/** @param at when it was said, by this console's clock */
export function nextHandCards(cards: HandCards, { body, from }: FloorSignal, at: number): HandCards {
  switch (body.kind) {
    case 'hand-raised': {
      if (cards.some(({ handId }) => handId === body.handId)) return cards
      const { handId, queueCallId, number, callSince } = body
      // Of one seat there is one hand: what its console lost track of is gone with it.
      return [...cards.filter((card) => card.from.personId !== from.personId), { kind: 'raised', handId, from, for: body.for, since: at, queueCallId, number, callSince }]
    }
    case 'hand-seen':
      return cards.map((card) => (card.handId === body.handId && card.kind === 'raised' ? { ...card, kind: 'seen', by: from.name } : card))
    case 'hand-answered':
      return cards.map((card) => (card.handId === body.handId ? { ...card, kind: 'answered', by: from.name, answer: body.answer } : card))
    case 'hand-done':
    case 'hand-withdrawn':
      return cards.filter(({ handId }) => handId !== body.handId)
    default:
      return cards
  }
}

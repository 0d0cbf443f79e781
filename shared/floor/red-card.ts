import { assertNever } from '../lib/assert-never'
import type { RedKindCode } from '../tickets/tags/tag-data'
import type { FloorSignal } from './floor-signal'

/** Somebody on the floor, as whoever reads a card has to know them. */
export interface FloorPerson {
  readonly personId: string
  readonly name: string
  readonly seat: string
}

/**
 * One call for help on a lead's console.
 *
 * ```
 * (pressed | dropped) --> calling --accepted--> accepted --closed--> over
 *                           |  |                    +--undone within 5 s--> over
 *                           |  +--closed--> over
 *                           +--undone (误按)--> over
 * ```
 *
 * The first acceptance in the desk's order counts, whoever else has sent one. Facts and words go on as long as it is not over. A call that
 * drops rings anew only where nobody has accepted it.
 */
export type RedCard = RedFacts & (
  | { readonly kind: 'calling' }
  | { readonly kind: 'accepted'; readonly by: FloorPerson; readonly acceptedAt: number }
  | { readonly kind: 'over'; readonly how: 'undone' | 'closed'; readonly overAt: number; readonly by: FloorPerson | null }
)

interface RedFacts {
  readonly redId: string
  readonly from: FloorPerson
  readonly drill: boolean
  /** When this console was asked, by its own clock. */
  readonly since: number
  readonly queueCallId: string | null
  readonly redKind: RedKindCode | null
  /** Empty: nobody knows. */
  readonly place: string
  readonly number: string
  readonly who: string
  readonly text: string
  /** When the call ended without anybody's will; null while it goes on, as far as is known. */
  readonly droppedAt: number | null
  /** Whom leads have rung by hand, in order. */
  readonly rung: readonly { readonly name: string; readonly by: string; readonly byId: string; readonly at: number }[]
}

/** Oldest first; a further one never takes the place of another. */
export type RedCards = readonly RedCard[]

/** @param at when it was said, by this console's clock */
export function nextRedCards(cards: RedCards, signal: FloorSignal, at: number): RedCards {
  const { body, from } = signal
  switch (body.kind) {
    case 'red-pressed': {
      if (cards.some(({ redId }) => redId === body.redId)) return cards
      const { redId, drill, queueCallId, redKind, place, number, who } = body
      return [...cards, { kind: 'calling', redId, from, drill, since: at, queueCallId, redKind, place, number, who, text: '', droppedAt: null, rung: [] }]
    }
    case 'red-dropped': {
      const { redId, drill, queueCallId, redKind, place, number, who } = body
      if (!cards.some((card) => card.redId === redId)) {
        return [...cards, { kind: 'calling', redId, from, drill, since: at, queueCallId, redKind, place, number, who, text: '', droppedAt: at, rung: [] }]
      }
      return change(cards, redId, (card) => (card.kind === 'over' || card.droppedAt !== null ? card : { ...card, droppedAt: at }))
    }
    case 'red-words':
      return change(cards, body.redId, (card) => {
        if (card.kind === 'over') return card
        const { text, place, number, who, redKind } = body
        // A number that was known is not lost with the line it came over.
        return { ...card, text, place: place || card.place, number: number || card.number, who: who || card.who, redKind: redKind ?? card.redKind }
      })
    case 'red-accepted':
      return change(cards, body.redId, (card) => (card.kind === 'calling' ? { ...card, kind: 'accepted', by: from, acceptedAt: at } : card))
    case 'red-rung':
      return change(cards, body.redId, (card) => (card.rung.some((rung) => isSameRing(rung, body.name, from.personId)) ? card : { ...card, rung: [...card.rung, { name: body.name, by: from.name, byId: from.personId, at }] }))
    case 'red-undone':
    case 'red-closed':
      return change(cards, body.redId, (card) =>
        (card.kind === 'over' ? card : { ...card, kind: 'over', how: body.kind === 'red-undone' ? 'undone' : 'closed', overAt: at, by: card.kind === 'accepted' ? card.by : null }))
    case 'message':
    case 'message-read':
    case 'state-forced':
    case 'wrap-up-ended':
    case 'rest-ended':
    case 'signed-out':
    case 'call-taken-over':
    case 'hand-seen':
    case 'hand-answered':
    case 'hand-done':
    case 'hand-raised':
    case 'hand-withdrawn':
    case 'break':
    case 'listening':
    case 'obeyed':
    case 'alarm-acknowledged':
    case 'alarm-escalated':
    case 'alarm-passed-on':
      return cards
    default:
      return assertNever(body)
  }
}

/** Stands in place of a name where a lead rings 110 or 120; the same in every language. */
export const emergencyRung = '110/120'

/** Nobody of the duty list is rung twice; each lead who rings 110 or 120 stands there. */
function isSameRing(rung: RedCard['rung'][number], name: string, byId: string): boolean {
  return rung.name === name && (name !== emergencyRung || rung.byId === byId)
}

/** Whether that lead acts on it, and so sees who calls in full: has accepted it, or rings 110 or 120. */
export function actsOn(card: RedCard, personId: string): boolean {
  const hasAccepted = card.kind === 'accepted' && card.by.personId === personId
  return hasAccepted || card.rung.some(({ name, byId }) => name === emergencyRung && byId === personId)
}

/** Whether the console rings for it. */
export function isCalling(card: RedCard): boolean {
  return card.kind === 'calling'
}

/** Puts a card away that nobody waits for any more; one that still calls stays, whatever is pressed. */
export function withoutCard(cards: RedCards, redId: string): RedCards {
  return cards.filter((card) => card.redId !== redId || card.kind === 'calling')
}

function change(cards: RedCards, redId: string, next: (card: RedCard) => RedCard): RedCards {
  let hasChanged = false
  const changed = cards.map((card) => {
    if (card.redId !== redId) return card
    const now = next(card)
    hasChanged ||= now !== card
    return now
  })
  return hasChanged ? changed : cards
}

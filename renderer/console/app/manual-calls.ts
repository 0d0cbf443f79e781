import type { Clock } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { Author } from '../../../shared/tickets/ticket-event'
import type { DraftKeeper } from '../seat/draft-keeper'
import { manualCallAt, newDraft } from '../seat/new-draft'
import type { Seat } from '../seat/seat'

/** Calls that no line of this seat has carried: by mobile telephone, in person. Neither the exchange nor the desk is needed for them. */
export interface ManualCalls {
  /** An empty draft with a number of its own, on the stage. False when no number could be had, which has been said then. */
  open(): Promise<boolean>
  /** Whether the caller of that draft is still being spoken with, as far as one can tell: it has not left the stage since it was begun. */
  isInHand(draftId: string): boolean
}

interface ManualCallPorts {
  readonly keeper: Pick<DraftKeeper, 'open' | 'get'>
  readonly seat: Pick<Seat, 'store' | 'showDraft'>
  readonly clock: Clock
  readonly newId: NewId
  readonly author: Author
  readonly practice: boolean
  /** As that of the seat: durable before it is given. */
  nextNumber(at: number): Promise<string>
  onProblem(code: string): void
}

export function createManualCalls({ keeper, seat, clock, newId, author, practice, nextNumber, onProblem }: ManualCallPorts): ManualCalls {
  let inHand: string | null = null
  seat.store.subscribe(({ draftOnStage }) => {
    if (draftOnStage !== inHand) inHand = null
  })
  return {
    async open() {
      const empty = inHand === null ? null : keeper.get(inHand)
      // The key pressed once more: the one that nothing stands in yet serves.
      if (empty !== null && !empty.draft.touched) return true
      const at = clock.now()
      const number = await nextNumber(at).catch(() => null)
      if (number === null) {
        onProblem('no-ticket-number')
        return false
      }
      const draft = newDraft(manualCallAt(at, newId()), { id: newId(), ticketId: newId(), number, practice, author, at })
      keeper.open(draft)
      inHand = draft.id
      seat.showDraft(draft.id)
      return true
    },
    isInHand: (draftId) => draftId === inHand,
  }
}

import type { Call, CallId } from '../../../shared/calls/call'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import type { Draft } from '../../../shared/tickets/draft'
import { callOfDraft, newDraft } from './new-draft'
import type { SeatPorts } from './seat'

/** The drafts of this seat's calls: a call has as many as there are matters in it. */
export interface CallDrafts {
  /** An empty draft with a number of its own, in the keeper's hands. Null when no number could be had (`onProblem`). */
  open(call: Call, identity: CallerIdentity): Promise<Draft | null>
  /**
   * As `open`, for a further matter of the same caller: who that is has been settled already. The line forgets a call soon
   * after its end, the draft that is there does not.
   */
  openAnother(callId: CallId, call: Call | null, identity: CallerIdentity | null): Promise<Draft | null>
  /** What the line says of the call, which is nothing that anybody has written. */
  stamp(callId: CallId, times: Partial<Pick<Draft['call'], 'answeredAt' | 'endedAt'>>): void
  /** The drafts of the call that are to be finished now, the latest first. */
  inHand(callId: CallId): readonly Draft[]
  /** Whether that draft is to be finished now. */
  isInHand(draftId: string): boolean
  /** The agent comes back to this draft later; until then its call has nothing to be wrapped up. */
  putAway(draftId: string): void
  takeUp(draftId: string): void
}

export function createCallDrafts(ports: Pick<SeatPorts, 'keeper' | 'clock' | 'nextNumber' | 'newId' | 'practice' | 'author' | 'onProblem'>): CallDrafts {
  const { keeper } = ports
  const later = new Set<string>()
  const ofCall = (callId: CallId) =>
    keeper.all().map(({ draft }) => draft).filter((draft) => draft.call.callId === callId).sort((one, other) => other.createdAt - one.createdAt)

  async function openFor(call: Draft['call'], known: Pick<Draft, 'caller' | 'values'> | null): Promise<Draft | null> {
    const at = ports.clock.now()
    let number: string
    try {
      number = await ports.nextNumber(at)
    } catch {
      ports.onProblem('no-ticket-number')
      return null
    }
    const { practice, author } = ports
    const draft = { ...newDraft(call, { id: ports.newId(), ticketId: ports.newId(), number, practice, author, at }), ...known }
    keeper.open(draft)
    return draft
  }

  return {
    open: (call, identity) => openFor(callOfDraft(call, identity), null),
    openAnother(callId, call, identity) {
      const [last] = ofCall(callId)
      if (last !== undefined) {
        const { caller_name: name } = last.values
        return openFor(last.call, { caller: last.caller, values: name === undefined ? {} : { caller_name: name } })
      }
      return call === null || identity === null ? Promise.resolve(null) : openFor(callOfDraft(call, identity), null)
    },
    stamp(callId, times) {
      for (const { id } of ofCall(callId)) keeper.change(id, (draft) => ({ ...draft, call: { ...draft.call, ...times } }))
    },
    inHand: (callId) => ofCall(callId).filter(({ id }) => !later.has(id)),
    isInHand: (draftId) => keeper.get(draftId) !== null && !later.has(draftId),
    putAway(draftId) {
      // One that was submitted or discarded is in nobody's hands already.
      if (keeper.get(draftId) !== null) later.add(draftId)
    },
    takeUp: (draftId) => void later.delete(draftId),
  }
}

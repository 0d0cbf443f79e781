import type { AuditEntry } from '../../../shared/desk-api/audit'
import { eventBatchSchema, type DeskError, type EventBatchAnswer } from '../../../shared/desk-api/desk-api'
import type { ParcelAnswer, SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { mayMakeEvent } from '../../../shared/people/event-rights'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { DeskLists } from '../decide-batch'
import { createDesk, type Desk } from '../desk'
import { errorFacts, type DeskLog } from '../desk-log'
import { isDatabaseAway, parseInput } from '../http/desk-errors'
import type { SharedStore } from '../store/shared-store'
import type { Caller } from './caller'
import { openParcel } from './recovery-key'
import { orderAudit } from './order-audit'
import { hashOfToken } from './session-token'

export interface ParcelOptions {
  readonly store: SharedStore
  readonly clock: Clock
  readonly lists: () => Promise<DeskLists>
  /** PEM. */
  readonly privateKey: string
  readonly log: DeskLog
}

/**
 * Takes in what somebody else has left at a seat. Every submission stands for itself. The events keep their author, whoever has
 * left the hotline meanwhile as well; who brought them stands beside them and in the audit, and answers for an author that no token proves.
 *
 * SECURITY: a token that the desk does not know, of a sign-in since the backup that was restored, proves as little as none, and gives
 * no more than none does. One of somebody else is a claim that is known to be false.
 */
export function createParcelDelivery({ store, clock, lists, privateKey, log }: ParcelOptions) {
  return async (parcel: SealedParcel, bearer: Caller): Promise<Result<ParcelAnswer, DeskError>> => {
    const opened = openParcel(parcel, privateKey)
    if (!opened.ok) return err({ code: 'refused', reason: opened.error })
    const { author: { personId, seat }, token, submissions } = opened.value
    const author = await store.people.byId(personId)
    const ofToken = token === null ? null : await store.sessions.personOfToken(hashOfToken(token))
    if (author === null || (ofToken !== null && ofToken !== personId)) return err({ code: 'refused', reason: 'parcel-author' })

    const auditOf = (events: number): AuditEntry => ({
      by: bearer.by,
      act: { kind: 'work-delivered', parcelId: parcel.id, authorId: personId, events, proven: ofToken !== null },
    })
    const ofAuthor = store.logFor(
      (event) => orderAudit(event, { kind: 'person', id: personId, seat }),
      { parcelId: parcel.id, deliveredBy: bearer.session.personId, auditOf },
    )
    const desk = createDesk({
      store: ofAuthor, clock, lists, practice: false,
      author: { kind: 'agent', id: personId, name: author.name, seat },
      mayMake: (event, order) => mayMakeEvent(author, event, order),
    })
    const results: ParcelAnswer['results'] = []
    for (const { id, events } of submissions) {
      const taken = await take(desk, events)
      results.push(taken.ok ? { kind: 'accepted', id, receipts: taken.value.receipts } : { kind: 'refused', id, error: taken.error })
    }
    return ok({ results })
  }

  /** With what its author would be told of it; what fails for a reason of its own keeps no other back. */
  async function take(desk: Desk, events: readonly TicketEvent[]): Promise<Result<EventBatchAnswer, DeskError>> {
    const batch = parseInput(eventBatchSchema, { events })
    if (!batch.ok) return batch
    try {
      return await desk.accept(batch.value)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      log({ event: 'parcel-part-failed', ...errorFacts(error) })
      return err({ code: 'internal' })
    }
  }
}

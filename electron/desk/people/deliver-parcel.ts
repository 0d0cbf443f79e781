import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { ParcelAnswer, SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { mayMakeEvent } from '../../../shared/people/event-rights'
import type { DeskLists } from '../decide-batch'
import { createDesk } from '../desk'
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
}

/**
 * Takes in what somebody else has left at a seat. Every submission stands for itself. The events keep their author, whoever has
 * left the hotline meanwhile as well; who brought them stands beside them and in the audit, and answers for an author that no token proves.
 */
export function createParcelDelivery({ store, clock, lists, privateKey }: ParcelOptions) {
  return async (parcel: SealedParcel, bearer: Caller): Promise<Result<ParcelAnswer, DeskError>> => {
    const opened = openParcel(parcel, privateKey)
    if (!opened.ok) return err({ code: 'refused', reason: opened.error })
    const { author: { personId, seat }, token, submissions } = opened.value
    const author = await store.people.byId(personId)
    const ofToken = token === null ? null : await store.sessions.personOfToken(hashOfToken(token))
    if (author === null || (token !== null && ofToken !== personId)) return err({ code: 'refused', reason: 'parcel-author' })

    const auditOf = (events: number): AuditEntry => ({
      by: bearer.by,
      act: { kind: 'work-delivered', parcelId: parcel.id, authorId: personId, events, proven: token !== null },
    })
    const log = store.logFor(
      (event) => orderAudit(event, { kind: 'person', id: personId, seat }),
      { parcelId: parcel.id, deliveredBy: bearer.session.personId, auditOf },
    )
    const desk = createDesk({
      store: log, clock, lists, practice: false,
      author: { kind: 'agent', id: personId, name: author.name, seat },
      mayMake: (event, order) => mayMakeEvent(author, event, order),
    })
    const results: ParcelAnswer['results'] = []
    for (const { id, events } of submissions) {
      const taken = await desk.accept({ events })
      results.push(taken.ok ? { kind: 'accepted', id, receipts: taken.value.receipts } : { kind: 'refused', id, error: taken.error })
    }
    return ok({ results })
  }
}

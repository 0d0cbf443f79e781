import type { Clock } from '../../shared/lib/clock'
import { newDelivery, type Delivery } from '../../shared/outbox/delivery'
import { deliverySchema } from '../../shared/outbox/delivery-schema'
import type { EnqueueError, QueuedWork, Submission } from '../../shared/outbox/outbox'
import { callLogRow, markCall, markRecorded } from './call-log-store'
import { draftRow, type WorkStoreDeps } from './draft-store'
import { placeOf } from './places'
import { storageFailure } from './storage-failure'
import type { OutboxRow, WorkDatabase } from './work-database'

/** What the database knew of a submission before it was written. */
export interface BeforeSubmission {
  readonly entry: OutboxRow | undefined
}

export interface WrittenSubmission {
  readonly order: number
  readonly delivery: Delivery
}

/** Finds what stands in the way of a submission; asked before anything is written, since the journal is not told twice. */
export async function lookUp({ outbox, drafts }: WorkDatabase, { id, draft }: Submission): Promise<EnqueueError | BeforeSubmission> {
  const entry = await outbox.where('id').equals(id).first()
  const revision = draft?.revision ?? null
  const isSame = entry !== undefined && entry.draftRevision === revision
  if (entry !== undefined && !isSame && !isRepaired(entry, revision)) return { code: 'already-submitted' }
  const stored = draft === null || isSame ? undefined : await drafts.get(draft.id)
  if (stored && stored.revision > (revision ?? 0)) return { code: 'stale-revision', stored: stored.revision }
  return { entry }
}

/** What is known of the order of a lane without any clock: ids of what was queued about the same ticket. */
export interface LanePlace {
  readonly ahead: ReadonlySet<string>
  readonly behind: ReadonlySet<string>
}

/**
 * The entry, its draft's mark and the call's line, in one transaction. `place`: behind everything, or, for what comes back from the
 * journal, before what was queued after it. `draftRevision`: what its draft had, where that is gone.
 */
export async function writeSubmission(
  deps: WorkStoreDeps, work: QueuedWork, place: 'last' | LanePlace = 'last', draftRevision: number | null = work.draft?.revision ?? null,
): Promise<EnqueueError | WrittenSubmission> {
  const { database, seal, clock } = deps
  const { drafts, outbox, callLog } = database
  const { id, ticketId, enqueuedAt, draft, call, events } = work
  const delivery = deliveryOf(work, clock)
  try {
    const submitted = draft === null ? null : await draftRow(seal, draft, 'submitted')
    const line = call === null ? null : await callLogRow(deps, call.line)
    const sealed = await seal.seal(placeOf.outbox({ id, draftRevision }), events)
    const fresh: OutboxRow = { id, ticketId, enqueuedAt, draftId: draft?.id ?? null, draftRevision, delivery, sealed }
    return await database.transaction('rw', drafts, outbox, callLog, async () => {
      const before = await lookUp(database, work)
      if ('code' in before) return before
      if (before.entry?.order !== undefined && before.entry.draftRevision === fresh.draftRevision) return { order: before.entry.order, delivery }
      if (submitted !== null) await drafts.put(submitted)
      if (line !== null && call !== null) await markCall(callLog, line, id, call.ticketNumber)
      await markRecorded(callLog, events, true)
      const known = before.entry?.order ?? (place === 'last' ? null : await orderAmong(outbox, enqueuedAt, place))
      const order = (await outbox.put(known === null ? fresh : { ...fresh, order: known })) as number
      return { order, delivery }
    })
  } catch (error) {
    return storageFailure(error)
  }
}

/** Due at once, whatever the clock said that it was queued by: that of another computer, or this one's before it was set right. */
export function deliveryOf({ enqueuedAt }: Pick<QueuedWork, 'enqueuedAt'>, clock: Clock): Delivery {
  const now = clock.now()
  return newDelivery(enqueuedAt < now ? enqueuedAt : now)
}

/**
 * Between its neighbours of the lane, and as far as these leave it open between those of other lanes by time, which a clock that was set
 * may have wrong. No whole number: the database gives those to others. Null = behind everything.
 */
async function orderAmong(outbox: WorkDatabase['outbox'], enqueuedAt: number, { ahead, behind }: LanePlace): Promise<number | null> {
  const rows = await outbox.orderBy('order').toArray()
  const from = rows.findLastIndex(({ id }) => ahead.has(id)) + 1
  const next = rows.findIndex(({ id, enqueuedAt: at }, index) => index >= from && (behind.has(id) || at > enqueuedAt))
  return next === -1 ? null : ((rows[next - 1]?.order ?? 0) + (rows[next]?.order ?? 0)) / 2
}

/** It is not submitted after all: what it replaced stands in its place again, and its draft is the agent's. */
export async function takeSubmissionBack(deps: WorkStoreDeps, { id, draft, call, events }: QueuedWork, { entry }: BeforeSubmission): Promise<void> {
  const { database, seal } = deps
  const { drafts, outbox, callLog } = database
  const again = draft === null ? null : await draftRow(seal, draft, 'unfinished')
  const line = call === null ? null : await callLogRow(deps, call.line)
  const replaced = entry !== undefined && entry.draftRevision !== (draft?.revision ?? null) ? entry : null
  await database.transaction('rw', drafts, outbox, callLog, async () => {
    if (replaced === null) await outbox.where('id').equals(id).delete()
    else await outbox.put(replaced)
    if (again !== null) await drafts.put(again)
    if (replaced !== null) return
    if (line !== null) await markCall(callLog, line, id, null)
    await markRecorded(callLog, events, false)
  })
}

/** Only what the desk has refused may be replaced, and only by a later revision of the same draft. */
function isRepaired(before: OutboxRow, revision: number | null): boolean {
  const delivery = deliverySchema.safeParse(before.delivery)
  return delivery.data?.state === 'refused' && before.draftRevision !== null && revision !== null && revision > before.draftRevision
}

import { z } from 'zod'
import { epochMs, type EpochMs } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import { nextDelivery, type Delivery } from '../../shared/outbox/delivery'
import { deliverySchema } from '../../shared/outbox/delivery-schema'
import { passing, type Outbox, type OutboxEntry, type QueuedWork, type Submission } from '../../shared/outbox/outbox'
import { countOutbox, emptyOutbox } from '../../shared/outbox/outbox-counts'
import { draftSchema, type Draft } from '../../shared/tickets/draft'
import { ticketEventSchema } from '../../shared/tickets/ticket-event'
import { callLogRow, markCall } from './call-log-store'
import { draftRow, type WorkStoreDeps } from './draft-store'
import { placeOf } from './places'
import { deliveryOf, lookUp, takeSubmissionBack, writeSubmission } from './submission-rows'
import { misfits, openRecord, putAside } from './set-aside'
import { storageFailure } from './storage-failure'
import type { CallLogRow, OutboxRow } from './work-database'
import { openQueuedRecord } from './work-journal'

const eventsSchema = z.array(ticketEventSchema).min(1)
/** What a restart reads back of a submission, and the desk takes. */
const submittedSchema = z.object({ events: eventsSchema, draft: draftSchema.nullable() })

/**
 * Opens the outbox and reads what an earlier page has left; whatever that was sending will be sent again. `onlyInJournal`: what the
 * database found no room for is sent from memory, behind the rest.
 */
export async function openOutbox(deps: WorkStoreDeps, onlyInJournal: readonly QueuedWork[] = []): Promise<Outbox> {
  const { database, seal, clock, journal, takeBacks } = deps
  const { drafts, outbox, callLog } = database
  const held = new Map<string, OutboxEntry>()
  const listeners = new Set<() => void>()
  let entries: readonly OutboxEntry[] = []
  let counts = emptyOutbox
  /** The same objects until something changes: screens compare them by identity. */
  const refresh = () => {
    entries = [...held.values()].sort((a, b) => a.order - b.order)
    counts = countOutbox(entries)
  }
  const tell = () => {
    refresh()
    listeners.forEach((listener) => listener())
  }

  for (const row of await outbox.orderBy('order').toArray()) {
    const found = await readRow(deps, row)
    if (found !== null) held.set(found.id, found)
  }
  const last = Math.max(0, ...[...held.values()].map(({ order }) => order))
  // Below the next whole number, which the database gives to others.
  const room = Math.floor(last) + 1 - last
  for (const [index, work] of onlyInJournal.entries()) held.set(work.id, heldInMemory(work, last + (room * (index + 1)) / (onlyInJournal.length + 1), deliveryOf(work, clock)))
  refresh()

  async function enqueue(submission: Submission): ReturnType<Outbox['enqueue']> {
    const { id, ticketId, draft, events } = submission
    const fit = submittedSchema.safeParse(submission)
    if (!fit.success) return err({ code: 'malformed', paths: misfits(fit.error) })
    const takenBack = await takeBacks.finish(id)
    if (!takenBack.ok) return takenBack
    // A refusal that found no room to be written down is written now: without it the repaired order would pass for one that is on its way.
    const parked = held.get(id)
    if (parked?.delivery.state === 'refused') await writeDelivery(parked)
    const before = await lookUp(database, submission).catch(storageFailure)
    if ('code' in before) return err(before)
    const draftRevision = draft?.revision ?? null
    const known = () => (held.get(id)?.draftRevision === draftRevision ? held.get(id) : undefined)
    const earlier = known()
    if (earlier !== undefined) return ok(earlier)
    const work: QueuedWork = { ...submission, enqueuedAt: epochMs(before.entry?.enqueuedAt ?? submission.enqueuedAt ?? clock.now()) }
    const [written, journaled] = await Promise.all([writeSubmission(deps, work), journal.queue(work)])
    // The same submission, asked for twice at once.
    const other = known()
    if (other !== undefined) return ok(other)
    if ('code' in written) {
      if (journaled.ok) await takeBacks.add(id, () => journal.takeBack(work))
      return err(written)
    }
    if (!journaled.ok) {
      await takeBacks.add(id, () => takeSubmissionBack(deps, work, before).then(() => ok(undefined), (error: unknown) => err(storageFailure(error))))
      return journaled
    }
    const { order, delivery } = written
    const entry: OutboxEntry = { id, ticketId, order, enqueuedAt: work.enqueuedAt, draftId: draft?.id ?? null, draftRevision, events, delivery, ...passing(events) }
    held.set(id, entry)
    tell()
    return ok(entry)
  }

  async function forget(id: string, line: CallLogRow | null): Promise<'on-its-way' | 'draft-only' | 'all'> {
    // From memory: a refusal may be one that could not be written down.
    const entry = held.get(id)
    const isParked = entry?.delivery.state === 'refused'
    return database.transaction('rw', drafts, outbox, callLog, async () => {
      if (!isParked && (await drafts.get(id))?.state === 'submitted') return 'on-its-way'
      await drafts.delete(id)
      if (entry !== undefined && !isParked) return 'draft-only'
      if (entry !== undefined) await outbox.delete(entry.order)
      if (line !== null) await markCall(callLog, line, id, null)
      return 'all'
    })
  }

  /** As it was submitted: from the database, or else from the journal. */
  async function submittedDraft(id: string, revision: number): Promise<Draft | null> {
    const row = await drafts.get(id).catch(() => undefined)
    const opened = row === undefined || row.revision < revision ? null : await openRecord(seal, draftSchema, placeOf.drafts(row), row.sealed)
    if (row !== undefined && opened?.ok) return { ...opened.value, revision: row.revision }
    const found = await journal.read()
    const record = found.ok ? found.value.records.find((each) => each.kind === 'submission-queued' && each.id === id) : undefined
    const queued = record === undefined ? null : await openQueuedRecord(seal, record)
    const draft = queued?.ok ? queued.value.draft : null
    return draft === null ? null : { ...draft, revision: Math.max(draft.revision, row?.revision ?? 0) }
  }

  /** A delivery that could not be written down is sent once more after the next start, under the same ids. */
  async function writeDelivery({ id, order, draftId, draftRevision, delivery }: OutboxEntry): Promise<void> {
    await database.transaction('rw', drafts, outbox, async () => {
      await outbox.update(order, { delivery, draftId })
      if (delivery.state !== 'accepted' || draftId === null) return
      // One that is no later than what was accepted is no draft any more, whatever found no room to say so.
      await drafts.where('id').equals(draftId).and((row) => row.state === 'submitted' || row.revision <= (draftRevision ?? 0)).delete()
    }).catch(() => undefined)
    if (delivery.state === 'accepted') await journal.settle(id, draftRevision ?? 0)
  }

  const move: Outbox['move'] = async (id, event) => {
    const found = held.get(id)
    if (found === undefined) return null
    const delivery = nextDelivery(found.delivery, event)
    if (delivery === found.delivery) return found
    // Its draft went when it was accepted: there is none to repair.
    const entry = { ...found, delivery, draftId: event.kind === 'owed-again' ? null : found.draftId }
    held.set(id, entry)
    tell()
    await Promise.all([writeDelivery(entry), event.kind === 'owed-again' ? journalAgain(entry) : null])
    return entry
  }

  /** As the revision that was settled there: an earlier one would count for nothing. */
  function journalAgain({ id, ticketId, enqueuedAt, events, draftRevision }: OutboxEntry): ReturnType<typeof journal.queue> {
    return journal.queue({ id, ticketId, enqueuedAt, events, draft: null, call: null }, draftRevision ?? 0)
  }

  return {
    enqueue,
    entries: () => entries,
    counts: () => counts,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async reopen(id) {
      const entry = held.get(id)
      if (entry?.delivery.state !== 'refused') return err({ code: 'not-refused' })
      try {
        const submitted = entry.draftId === null ? null : await submittedDraft(entry.draftId, entry.draftRevision ?? 0)
        if (submitted === null) return err({ code: 'no-draft' })
        const draft = { ...submitted, revision: submitted.revision + 1 }
        const reopened = await draftRow(seal, draft, 'unfinished')
        const [journaled] = await Promise.all([journal.saveDraft(draft), drafts.put(reopened)])
        return journaled.ok ? ok(draft) : err({ code: 'storage-failed' })
      } catch {
        return err({ code: 'storage-failed' })
      }
    },
    async discard(id, line) {
      const takenBack = await takeBacks.finish(id)
      if (!takenBack.ok) return takenBack
      try {
        const refused = held.get(id)
        const end = await forget(id, line === null ? null : await callLogRow(deps, line))
        if (end === 'on-its-way') return ok(undefined)
        const journaled = await journal.forgetDraft(id)
        if (!journaled.ok || end === 'draft-only') return journaled
        const settled = refused === undefined ? journaled : await journal.settle(id, refused.draftRevision ?? 0)
        if (held.delete(id)) tell()
        return settled
      } catch (error) {
        return err(storageFailure(error))
      }
    },
    move,
    async oweAgain() {
      const accepted = entries.filter(({ delivery }) => delivery.state === 'accepted')
      await Promise.all(accepted.map(({ id }) => move(id, { kind: 'owed-again', at: clock.now() })))
    },
    owed: () =>
      Promise.all(
        entries.filter(({ delivery }) => delivery.state !== 'accepted').map(async ({ id, ticketId, enqueuedAt, events, draftId, draftRevision }) => {
          const draft = draftId === null ? null : await submittedDraft(draftId, draftRevision ?? 0)
          // It may be in the agent's hands again, in a later revision; it was queued in this one.
          return { id, ticketId, enqueuedAt, events, draft: draft === null || draftRevision === null ? null : { ...draft, revision: draftRevision }, call: null }
        }),
      ),
    async settle(cachePosition) {
      const settled = entries.filter((entry) => isSettled(entry.delivery, cachePosition))
      if (settled.length === 0) return
      for (const { id } of settled) held.delete(id)
      tell()
      await outbox.bulkDelete(settled.map(({ order }) => order)).catch(() => undefined)
    },
  }
}

function heldInMemory({ id, ticketId, enqueuedAt, events, draft }: QueuedWork, order: number, delivery: Delivery): OutboxEntry {
  return { id, ticketId, order, enqueuedAt, draftId: draft?.id ?? null, draftRevision: draft?.revision ?? null, events, delivery, ...passing(events) }
}

function isSettled(delivery: Delivery, cachePosition: number): boolean {
  return delivery.state === 'accepted' && delivery.position <= cachePosition
}

async function readRow(deps: WorkStoreDeps, row: OutboxRow): Promise<OutboxEntry | null> {
  const { order = 0, id, ticketId, draftId, draftRevision } = row
  const events = await openRecord(deps.seal, eventsSchema, placeOf.outbox(row), row.sealed)
  const delivery = deliverySchema.safeParse(row.delivery)
  if (!events.ok || !delivery.success) {
    await putAside(deps, 'outbox', order, row, events.ok ? { code: 'malformed', paths: ['delivery'] } : events.problem)
    return null
  }
  const found = nextDelivery(delivery.data, { kind: 'page-restarted', at: deps.clock.now() })
  return { id, ticketId, order, enqueuedAt: row.enqueuedAt as EpochMs, draftId, draftRevision, events: events.value, delivery: found, ...passing(events.value) }
}

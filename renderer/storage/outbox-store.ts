import { z } from 'zod'
import { epochMs, type EpochMs } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import { nextDelivery, type Delivery } from '../../shared/outbox/delivery'
import { deliverySchema } from '../../shared/outbox/delivery-schema'
import type { Outbox, OutboxEntry, Submission } from '../../shared/outbox/outbox'
import { countOutbox, emptyOutbox } from '../../shared/outbox/outbox-counts'
import { draftSchema } from '../../shared/tickets/draft'
import { ticketEventSchema } from '../../shared/tickets/ticket-event'
import { callLogRow, markCall } from './call-log-store'
import { draftRow, type WorkStoreDeps } from './draft-store'
import { placeOf } from './places'
import { lookUp, takeSubmissionBack, writeSubmission } from './submission-rows'
import { misfits, openRecord, putAside } from './set-aside'
import { storageFailure } from './storage-failure'
import type { CallLogRow, OutboxRow } from './work-database'
import type { QueuedWork } from './work-journal'

const eventsSchema = z.array(ticketEventSchema).min(1)
/** What a restart reads back of a submission, and the desk takes. */
const submittedSchema = z.object({ events: eventsSchema, draft: draftSchema.nullable() })

interface Held {
  entry: OutboxEntry
  draftRevision: number | null
}

/** Opens the outbox and reads what an earlier page has left; whatever that was sending will be sent again. */
export async function openOutbox(deps: WorkStoreDeps): Promise<Outbox> {
  const { database, seal, clock, journal, takeBacks } = deps
  const { drafts, outbox, callLog } = database
  const held = new Map<string, Held>()
  const listeners = new Set<() => void>()
  let entries: readonly OutboxEntry[] = []
  let counts = emptyOutbox
  /** The same objects until something changes: screens compare them by identity. */
  const refresh = () => {
    entries = [...held.values()].map(({ entry }) => entry).sort((a, b) => a.order - b.order)
    counts = countOutbox(entries)
  }
  const tell = () => {
    refresh()
    listeners.forEach((listener) => listener())
  }

  for (const row of await outbox.orderBy('order').toArray()) {
    const found = await readRow(deps, row)
    if (found !== null) held.set(found.entry.id, found)
  }
  refresh()

  async function enqueue(submission: Submission): ReturnType<Outbox['enqueue']> {
    const { id, ticketId, draft, events } = submission
    const fit = submittedSchema.safeParse(submission)
    if (!fit.success) return err({ code: 'malformed', paths: misfits(fit.error) })
    const takenBack = await takeBacks.finish(id)
    if (!takenBack.ok) return takenBack
    const before = await lookUp(database, submission).catch(storageFailure)
    if ('code' in before) return err(before)
    const draftRevision = draft?.revision ?? null
    const known = () => (held.get(id)?.draftRevision === draftRevision ? held.get(id)?.entry : undefined)
    const earlier = known()
    if (earlier !== undefined) return ok(earlier)
    const work: QueuedWork = { ...submission, enqueuedAt: epochMs(before.entry?.enqueuedAt ?? clock.now()) }
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
    const entry: OutboxEntry = { id, ticketId, order, enqueuedAt: work.enqueuedAt, draftId: draft?.id ?? null, events, delivery }
    held.set(id, { entry, draftRevision })
    tell()
    return ok(entry)
  }

  async function forget(draftId: string, line: CallLogRow): Promise<'on-its-way' | 'draft-only' | 'all'> {
    // From memory: a refusal may be one that could not be written down.
    const entry = held.get(draftId)?.entry
    return database.transaction('rw', drafts, outbox, callLog, async () => {
      if ((await drafts.get(draftId))?.state === 'submitted') return 'on-its-way'
      await drafts.delete(draftId)
      if (entry !== undefined && entry.delivery.state !== 'refused') return 'draft-only'
      if (entry !== undefined) await outbox.delete(entry.order)
      await markCall(callLog, line, draftId, null)
      return 'all'
    })
  }

  /** A delivery that could not be written down is sent once more after the next start, under the same ids. */
  async function writeDelivery({ entry, draftRevision }: Held): Promise<void> {
    const { order, draftId, delivery } = entry
    await database.transaction('rw', drafts, outbox, async () => {
      await outbox.update(order, { delivery })
      if (delivery.state !== 'accepted' || draftId === null) return
      await drafts.where('id').equals(draftId).and((row) => row.state === 'submitted').delete()
    }).catch(() => undefined)
    if (delivery.state === 'accepted') await journal.settle(entry.id, draftRevision ?? 0)
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
      const entry = held.get(id)?.entry
      if (entry?.delivery.state !== 'refused') return err({ code: 'not-refused' })
      const row = entry.draftId === null ? undefined : await drafts.get(entry.draftId)
      const opened = row === undefined ? null : await openRecord(seal, draftSchema, placeOf.drafts(row), row.sealed)
      if (row === undefined || opened === null || !opened.ok) return err({ code: 'no-draft' })
      try {
        const draft = { ...opened.value, revision: row.revision + 1 }
        const reopened = await draftRow(seal, draft, 'unfinished')
        const [journaled] = await Promise.all([journal.saveDraft(draft), drafts.put(reopened)])
        return journaled.ok ? ok(draft) : err({ code: 'storage-failed' })
      } catch {
        return err({ code: 'storage-failed' })
      }
    },
    async discard(draftId, line) {
      const takenBack = await takeBacks.finish(draftId)
      if (!takenBack.ok) return takenBack
      try {
        const refused = held.get(draftId)
        const end = await forget(draftId, await callLogRow(deps, line))
        if (end === 'on-its-way') return ok(undefined)
        const journaled = await journal.forgetDraft(draftId)
        if (!journaled.ok || end === 'draft-only') return journaled
        const settled = refused === undefined ? journaled : await journal.settle(draftId, refused.draftRevision ?? 0)
        if (held.delete(draftId)) tell()
        return settled
      } catch (error) {
        return err(storageFailure(error))
      }
    },
    async move(id, event) {
      const found = held.get(id)
      if (found === undefined) return null
      const delivery = nextDelivery(found.entry.delivery, event)
      if (delivery === found.entry.delivery) return found.entry
      const entry = { ...found.entry, delivery }
      const moved = { ...found, entry }
      held.set(id, moved)
      tell()
      await writeDelivery(moved)
      return entry
    },
    async settle(cachePosition) {
      const settled = entries.filter((entry) => isSettled(entry.delivery, cachePosition))
      if (settled.length === 0) return
      for (const { id } of settled) held.delete(id)
      tell()
      await outbox.bulkDelete(settled.map(({ order }) => order)).catch(() => undefined)
    },
  }
}

function isSettled(delivery: Delivery, cachePosition: number): boolean {
  return delivery.state === 'accepted' && delivery.position <= cachePosition
}

async function readRow(deps: WorkStoreDeps, row: OutboxRow): Promise<Held | null> {
  const { order = 0, id, ticketId, draftId, draftRevision } = row
  const events = await openRecord(deps.seal, eventsSchema, placeOf.outbox(row), row.sealed)
  const delivery = deliverySchema.safeParse(row.delivery)
  if (!events.ok || !delivery.success) {
    await putAside(deps, 'outbox', order, row, events.ok ? { code: 'malformed', paths: ['delivery'] } : events.problem)
    return null
  }
  const found = nextDelivery(delivery.data, { kind: 'page-restarted', at: deps.clock.now() })
  const entry = { id, ticketId, order, enqueuedAt: row.enqueuedAt as EpochMs, draftId, events: events.value, delivery: found }
  return { entry, draftRevision }
}

import { z } from 'zod'
import type { EpochMs } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import { newDelivery, nextDelivery, type Delivery } from '../../shared/outbox/delivery'
import { deliverySchema } from '../../shared/outbox/delivery-schema'
import type { EnqueueError, Outbox, OutboxEntry, Submission } from '../../shared/outbox/outbox'
import { countOutbox, emptyOutbox } from '../../shared/outbox/outbox-counts'
import { draftSchema } from '../../shared/tickets/draft'
import { ticketEventSchema } from '../../shared/tickets/ticket-event'
import { callLogRow, markCall } from './call-log-store'
import { draftRow, type WorkStoreDeps } from './draft-store'
import { misfits, openRecord, putAside } from './set-aside'
import { storageFailure } from './storage-failure'
import type { CallLogRow, OutboxRow } from './work-database'

const eventsSchema = z.array(ticketEventSchema).min(1)
/** What a restart reads back of a submission, and the desk takes. */
const submittedSchema = z.object({ events: eventsSchema, draft: draftSchema.nullable() })

interface Held {
  entry: OutboxEntry
  draftRevision: number | null
}

/** Opens the outbox and reads what an earlier page has left; whatever that was sending will be sent again. */
export async function openOutbox(deps: WorkStoreDeps): Promise<Outbox> {
  const { database, seal, clock } = deps
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

  async function write(submission: Submission, fresh: Omit<OutboxRow, 'order'>): Promise<EnqueueError | { order: number }> {
    const { draft, call } = submission
    const submitted = draft === null ? null : await draftRow(seal, draft, 'submitted')
    const line = call === null ? null : await callLogRow(seal, call.line)
    return database.transaction('rw', drafts, outbox, callLog, async () => {
      const before = await outbox.where('id').equals(submission.id).first()
      if (before?.order !== undefined && before.draftRevision === fresh.draftRevision) return { order: before.order }
      if (before && !isRepaired(before, fresh.draftRevision)) return { code: 'already-submitted' as const }
      const stored = draft === null ? undefined : await drafts.get(draft.id)
      if (stored && stored.revision > (draft?.revision ?? 0)) return { code: 'stale-revision' as const, stored: stored.revision }
      if (submitted !== null) await drafts.put(submitted)
      if (line !== null && call !== null) await markCall(callLog, line, submission.id, call.ticketNumber)
      const row = before?.order === undefined ? fresh : { ...fresh, order: before.order }
      return { order: (await outbox.put(row)) as number }
    })
  }

  async function enqueue(submission: Submission): ReturnType<Outbox['enqueue']> {
    const { id, ticketId, draft, events } = submission
    const fit = submittedSchema.safeParse(submission)
    if (!fit.success) return err({ code: 'malformed', paths: misfits(fit.error) })
    const enqueuedAt = clock.now()
    const draftRevision = draft?.revision ?? null
    const delivery = newDelivery(enqueuedAt)
    try {
      const sealed = await seal.seal(events)
      const written = await write(submission, { id, ticketId, enqueuedAt, draftId: draft?.id ?? null, draftRevision, delivery, sealed })
      if ('code' in written) return err(written)
      const known = held.get(id)
      if (known && known.draftRevision === draftRevision) return ok(known.entry)
      const entry: OutboxEntry = { id, ticketId, order: written.order, enqueuedAt, draftId: draft?.id ?? null, events, delivery }
      held.set(id, { entry, draftRevision })
      tell()
      return ok(entry)
    } catch (error) {
      return err(storageFailure(error))
    }
  }

  /** Tells whether nothing of the draft is owed to the desk any more. */
  async function forget(draftId: string, line: CallLogRow): Promise<boolean> {
    // From memory: a refusal may be one that could not be written down.
    const entry = held.get(draftId)?.entry
    return database.transaction('rw', drafts, outbox, callLog, async () => {
      if ((await drafts.get(draftId))?.state === 'submitted') return false
      await drafts.delete(draftId)
      if (entry !== undefined && entry.delivery.state !== 'refused') return false
      if (entry !== undefined) await outbox.delete(entry.order)
      await markCall(callLog, line, draftId, null)
      return true
    })
  }

  /** A delivery that could not be written down is sent once more after the next start, under the same ids. */
  async function writeDelivery(entry: OutboxEntry): Promise<void> {
    const { order, draftId, delivery } = entry
    await database.transaction('rw', drafts, outbox, async () => {
      await outbox.update(order, { delivery })
      if (delivery.state !== 'accepted' || draftId === null) return
      await drafts.where('id').equals(draftId).and((row) => row.state === 'submitted').delete()
    }).catch(() => undefined)
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
      const opened = row === undefined ? null : await openRecord(seal, draftSchema, row.sealed)
      if (row === undefined || opened === null || !opened.ok) return err({ code: 'no-draft' })
      try {
        const draft = { ...opened.value, revision: row.revision + 1 }
        await drafts.put(await draftRow(seal, draft, 'unfinished'))
        return ok(draft)
      } catch {
        return err({ code: 'storage-failed' })
      }
    },
    async discard(draftId, line) {
      try {
        const isForgotten = await forget(draftId, await callLogRow(seal, line))
        if (isForgotten && held.delete(draftId)) tell()
        return ok(undefined)
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
      held.set(id, { ...found, entry })
      tell()
      await writeDelivery(entry)
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

/** Only what the desk has refused may be replaced, and only by a later revision of the same draft. */
function isRepaired(before: OutboxRow, revision: number | null): boolean {
  const delivery = deliverySchema.safeParse(before.delivery)
  return delivery.data?.state === 'refused' && before.draftRevision !== null && revision !== null && revision > before.draftRevision
}

async function readRow(deps: WorkStoreDeps, row: OutboxRow): Promise<Held | null> {
  const { order = 0, id, ticketId, draftId, draftRevision } = row
  const events = await openRecord(deps.seal, eventsSchema, row.sealed)
  const delivery = deliverySchema.safeParse(row.delivery)
  if (!events.ok || !delivery.success) {
    await putAside(deps, 'outbox', order, row, events.ok ? { code: 'malformed', paths: ['delivery'] } : events.problem)
    return null
  }
  const found = nextDelivery(delivery.data, { kind: 'page-restarted', at: deps.clock.now() })
  const entry = { id, ticketId, order, enqueuedAt: row.enqueuedAt as EpochMs, draftId, events: events.value, delivery: found }
  return { entry, draftRevision }
}

import { z } from 'zod'
import { callRevealSchema } from '../../shared/desk-api/call-reveals'
import type { JournalContent, JournalRecord } from '../../shared/journal/journal-record'
import { epochMs } from '../../shared/lib/clock'
import type { RecordProblem } from '../../shared/lib/set-aside'
import { deliverySchema } from '../../shared/outbox/delivery-schema'
import type { QueuedWork } from '../../shared/outbox/outbox'
import { draftSchema, type Draft } from '../../shared/tickets/draft'
import { ticketEventSchema } from '../../shared/tickets/ticket-event'
import { draftRow, type WorkStoreDeps } from './draft-store'
import { owedRevealRow } from './owed-reveals'
import { placeOf } from './places'
import type { Sealed } from './seal'
import { openRecord, putAside } from './set-aside'
import { storageFailure } from './storage-failure'
import { writeSubmission, type LanePlace } from './submission-rows'
import type { OutboxRow } from './work-database'
import { openDraftRecord, openQueuedRecord, openRevealRecord, parseSealed, textOf, type JournalEnd, type JournalFill } from './work-journal'

const eventsSchema = z.array(ticketEventSchema).min(1)

/**
 * What the journal has and the database found no room for. It is worked with from memory; as long as the database lacks it the
 * journal keeps it, and the next start brings it again.
 */
export interface OnlyInJournal {
  readonly drafts: readonly Draft[]
  readonly submissions: readonly QueuedWork[]
}

interface Found<T> {
  readonly record: JournalRecord
  readonly value: T
}

/**
 * Makes the two media of unsent work equal at a start, by id and revision. What the journal has and the database lacks, or has in
 * an older revision, comes back: a draft at its last revision, a submission once and between those queued before and after it, a look that the
 * audit is owed. What only the database has is written to the journal. A record that does not open is set aside in the database, once, and stays
 * in the journal as well until the agent is done with it; a row that does not open is set aside first, so that it does not stand in the way of
 * what the journal has of it.
 */
export async function reconcile(deps: WorkStoreDeps, { records, damaged }: JournalContent): Promise<OnlyInJournal> {
  const { onSetAside } = deps
  for (let place = 0; place < damaged; place += 1) onSetAside({ table: 'journal', problem: { code: 'malformed', paths: [] } })
  const submissions: Found<QueuedWork>[] = []
  const drafts: Found<Draft>[] = []
  const readable: JournalRecord[] = []
  for (const record of records) {
    if (record.kind === 'reveal-owed') {
      if (await bringReveal(deps, record)) readable.push(record)
      continue
    }
    const isDraft = record.kind === 'draft-saved'
    const opened = isDraft ? await openDraftRecord(deps.seal, record) : await openQueuedRecord(deps.seal, record)
    if (!opened.ok) {
      await setRecordAside(deps, record, opened.problem)
      continue
    }
    readable.push(record)
    if (isDraft) drafts.push({ record, value: opened.value as Draft })
    else submissions.push({ record, value: opened.value as QueuedWork })
  }
  await setRowsAside(deps)
  const queued = inLaneOrder(submissions)
  const left = { drafts: [] as Draft[], submissions: [] as QueuedWork[] }
  for (const submission of queued) if (!(await bringSubmission(deps, submission, placeAmong(queued, submission)))) left.submissions.push(submission.value)
  for (const { value } of drafts) if (!(await isRoomFor(() => bringDraft(deps, value)))) left.drafts.push(value)
  await fillJournal(deps, readable)
  return left
}

/**
 * The order of the journal, whatever a clock that was set says. But an order that was repaired stands there behind what was queued after it:
 * nothing of a ticket comes before what opens it.
 */
function inLaneOrder(submissions: readonly Found<QueuedWork>[]): readonly Found<QueuedWork>[] {
  const opens = ({ value }: Found<QueuedWork>) => value.events.some(({ type }) => type === 'opened')
  return [...submissions.filter(opens), ...submissions.filter((each) => !opens(each))]
}

function placeAmong(queued: readonly Found<QueuedWork>[], submission: Found<QueuedWork>): LanePlace {
  const at = queued.indexOf(submission)
  const lane = (part: readonly Found<QueuedWork>[]) => new Set(part.flatMap(({ value }) => (value.ticketId === submission.value.ticketId ? [value.id] : [])))
  return { ahead: lane(queued.slice(0, at)), behind: lane(queued.slice(at + 1)) }
}

/** False: there was no room. */
async function isRoomFor(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (storageFailure(error).code === 'storage-full') return false
    throw error
  }
}

/**
 * As soon as a journal that was away takes a record again it gets what only the database has: its files may be gone. The other way
 * round has to wait for the next start, since a page that is open would not hear of a draft that comes back.
 */
export function fillJournalWhenBack(deps: WorkStoreDeps): void {
  deps.journal.whenBack(async () => {
    const found = await deps.journal.read()
    if (found.ok) await fillJournal(deps, found.value.records).catch(() => undefined)
  })
}

async function setRowsAside(deps: WorkStoreDeps): Promise<void> {
  const { drafts, outbox } = deps.database
  for (const row of await drafts.toArray()) {
    const opened = await openRecord(deps.seal, draftSchema, placeOf.drafts(row), row.sealed)
    if (!opened.ok) await putAside(deps, 'drafts', row.id, row, opened.problem)
  }
  for (const row of await outbox.toArray()) {
    const opened = await openRecord(deps.seal, eventsSchema, placeOf.outbox(row), row.sealed)
    if (!opened.ok) await putAside(deps, 'outbox', row.order ?? 0, row, opened.problem)
  }
}

/** False: it could not be read. What the database has no room for stays in the journal, for the next start. */
async function bringReveal(deps: WorkStoreDeps, record: JournalRecord): Promise<boolean> {
  const { owedReveals } = deps.database
  const opened = await openRevealRecord(deps.seal, record)
  if (!opened.ok) {
    await setRecordAside(deps, record, opened.problem)
    return false
  }
  const row = await owedRevealRow(deps.seal, opened.value)
  await isRoomFor(() => owedReveals.put(row))
  return true
}

/** False: there was no room. */
async function bringSubmission(deps: WorkStoreDeps, { record, value }: Found<QueuedWork>, place: LanePlace): Promise<boolean> {
  const row = await deps.database.outbox.where('id').equals(record.id).first()
  if (row !== undefined && (row.draftRevision ?? 0) >= record.revision) {
    // The desk had it, and the journal was not told any more.
    if (isAccepted(row)) await deps.journal.settle(record.id, record.revision)
    return true
  }
  // Without its draft: it was accepted before, and is owed again.
  const written = await writeSubmission(deps, value, place, value.draft?.revision ?? (record.revision || null))
  if (!('code' in written)) return true
  if (written.code === 'storage-full' || written.code === 'storage-failed') return false
  // A later revision is in the agent's hands, or went out already: this one never will. A full disk may refuse to put that down; then it
  // is owed before the draft is thrown away, or the next start would find an order that nobody wants.
  await deps.takeBacks.add(value.draft?.id ?? record.id, () => deps.journal.settle(record.id, record.revision))
  return true
}

/** A draft that the journal has. */
export async function bringDraft({ database, seal, journal }: WorkStoreDeps, draft: Draft): Promise<void> {
  const { drafts } = database
  const row = await draftRow(seal, draft, 'unfinished')
  const isOwed = await database.transaction('rw', drafts, async () => {
    const stored = await drafts.get(draft.id)
    if (stored !== undefined && stored.revision >= draft.revision) return stored.state === 'unfinished'
    // Beside a submission too: later words are those of a refused one that was being repaired.
    await drafts.put(row)
    return true
  })
  if (!isOwed) await journal.forgetDraft(draft.id)
}

/** Writes what only the database has. What cannot be written now is written behind the next write that succeeds, or at the next start. */
async function fillJournal(deps: WorkStoreDeps, records: readonly JournalRecord[]): Promise<void> {
  const fill = deps.journal.beginFill()
  try {
    await Promise.all(await fillWith(fill, deps, records))
  } finally {
    fill.end()
  }
}

async function fillWith(fill: JournalFill, { database, seal, journal }: WorkStoreDeps, records: readonly JournalRecord[]): Promise<readonly Promise<JournalEnd>[]> {
  const known = new Map(records.filter((record) => !journal.isUnread(record)).map(({ kind, id, revision }) => [`${kind} ${id}`, revision]))
  const lacks = (kind: JournalRecord['kind'], id: string, revision: number) => (known.get(`${kind} ${id}`) ?? -1) < revision
  const ends: Promise<JournalEnd>[] = []
  for (const row of await database.outbox.orderBy('order').toArray()) {
    if (isAccepted(row) || !lacks('submission-queued', row.id, row.draftRevision ?? 0)) continue
    const events = await openRecord(seal, eventsSchema, placeOf.outbox(row), row.sealed)
    const draft = row.draftId === null ? null : await storedDraft(database, seal, row.draftId)
    if (!events.ok) continue
    const { id, ticketId, draftRevision } = row
    // A refused one may be in the agent's hands again, in a later revision; it was queued in this one.
    const queued = draft === null || draftRevision === null ? null : { ...draft, revision: draftRevision }
    ends.push(fill.queue({ id, ticketId, enqueuedAt: epochMs(row.enqueuedAt), events: events.value, draft: queued, call: null }, draftRevision ?? 0))
  }
  for (const row of await database.drafts.where('state').equals('unfinished').toArray()) {
    if (!lacks('draft-saved', row.id, row.revision)) continue
    const draft = await openRecord(seal, draftSchema, placeOf.drafts(row), row.sealed)
    if (draft.ok) ends.push(fill.saveDraft(draft.value))
  }
  for (const row of await database.owedReveals.toArray()) {
    if (!lacks('reveal-owed', row.id, 0)) continue
    const reveal = await openRecord(seal, callRevealSchema, placeOf.owedReveals(row), row.sealed)
    if (reveal.ok) ends.push(fill.oweReveal(reveal.value))
  }
  return ends
}

async function storedDraft(database: WorkStoreDeps['database'], seal: WorkStoreDeps['seal'], id: string): Promise<Draft | null> {
  const row = await database.drafts.get(id)
  if (row === undefined) return null
  const opened = await openRecord(seal, draftSchema, placeOf.drafts(row), row.sealed)
  return opened.ok ? opened.value : null
}

async function setRecordAside({ database, clock, journal, onSetAside }: WorkStoreDeps, record: JournalRecord, problem: RecordProblem): Promise<void> {
  journal.keepUnread(record)
  const { setAside } = database
  const stored = { ...record, sealed: parseSealed(record.sealed) }
  const known = await setAside.filter(({ table, record: aside }) => table === 'journal' && isSame(aside as typeof stored, stored)).count()
  if (known > 0) return
  if (await isRoomFor(() => setAside.add({ table: 'journal', key: record.id, problem, at: clock.now(), record: stored }))) onSetAside({ table: 'journal', problem })
}

type StoredRecord = Omit<JournalRecord, 'sealed'> & { readonly sealed: unknown }

function isSame(one: StoredRecord, other: StoredRecord): boolean {
  return one.kind === other.kind && one.id === other.id && one.revision === other.revision && textOf(one.sealed as Sealed) === textOf(other.sealed as Sealed)
}

function isAccepted(row: OutboxRow): boolean {
  return deliverySchema.safeParse(row.delivery).data?.state === 'accepted'
}

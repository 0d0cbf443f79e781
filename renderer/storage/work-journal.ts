import { z } from 'zod'
import type { PageApi } from '../../shared/ipc/page-api'
import { callRevealSchema, type CallReveal } from '../../shared/desk-api/call-reveals'
import { longestSealed, type JournalContent, type JournalRecord } from '../../shared/journal/journal-record'
import { err, ok, type Result } from '../../shared/lib/result'
import type { QueuedWork } from '../../shared/outbox/outbox'
import { queuedWorkSchema } from '../../shared/outbox/unsent-work'
import { draftSchema, type Draft } from '../../shared/tickets/draft'
import { fromBase64, toBase64 } from './base64'
import { placeOf } from './places'
import { isOpen, type Seal, type Sealed } from './seal'
import { openRecord, type Opened } from './set-aside'

/** The two calls of main behind which the journal lies. */
export type JournalCalls = Pick<PageApi<'console'>, 'readJournal' | 'writeJournal'>

export type JournalEnd = Result<undefined, { readonly code: 'storage-full' | 'storage-failed' }>

/** The second medium of this seat's unsent work, in main's files. Resolves when it survives a power cut; never rejects. */
export interface WorkJournal {
  saveDraft(draft: Draft): Promise<JournalEnd>
  /** Takes away every revision that was written or read so far. */
  forgetDraft(id: string): Promise<JournalEnd>
  /** `revision`: that of the draft, unless that is gone and one of it stood here before. */
  queue(work: QueuedWork, revision?: number): Promise<JournalEnd>
  /** What was queued is not submitted after all, and its draft is a draft again. */
  takeBack(work: QueuedWork): Promise<JournalEnd>
  /** Nothing of it is owed any more, in that revision or an earlier one. */
  settle(id: string, revision: number): Promise<JournalEnd>
  oweReveal(reveal: CallReveal): Promise<JournalEnd>
  forgetReveal(id: string): Promise<JournalEnd>
  /** What stands there of it could not be read: it stays until something as late is written about it, or it is let go of. */
  keepUnread(record: Head): void
  isUnread(record: Head): boolean
  /** Nobody wants that unread record any more. What was written about it since is left alone. */
  letGo(record: Head): Promise<JournalEnd>
  /** Writes what says nothing, to see whether it can. */
  tryOut(): Promise<JournalEnd>
  read(): ReturnType<JournalCalls['readJournal']>
  /** Seals what lies open in what was read, and writes it again; `isSealed` when nothing lies open in the files any more. */
  sealOpen(content: JournalContent): Promise<{ readonly content: JournalContent; readonly isSealed: boolean }>
  /** The latest revision of that draft which may stand there; 0 when none does. */
  latestOf(draftId: string): number
  /**
   * Whether the last that was asked for about it was to save an earlier revision, and that has not failed. What comes next of such a
   * draft needs no look into the database before it is written here: only a queued, a thrown away or a later one stands in its way.
   */
  isContinuedBy(draft: Draft): boolean
  /** To be called before it is read what only the database has. */
  beginFill(): JournalFill
  /** Runs after every write that succeeds behind one that failed, or behind a `read` that did. */
  whenBack(run: () => Promise<void>): void
}

/**
 * Writes what was read from the database. Whatever is asked about an id meanwhile comes later than what was read of it: of that id
 * nothing more is written here.
 */
export interface JournalFill extends Pick<WorkJournal, 'saveDraft' | 'queue' | 'oweReveal'> {
  end(): void
}

/** A few megabytes at most on their way to main. */
const recordsAtOnce = 20

/** Nothing was ever written under it. */
const nobody = '00000000-0000-0000-0000-000000000000'

type Head = Pick<JournalRecord, 'kind' | 'id' | 'revision'>

/** Its id is that of the record. */
const queuedSchema = queuedWorkSchema.omit({ id: true })

export function createWorkJournal(calls: JournalCalls, seal: Seal): WorkJournal {
  /** Latest revision of each draft that may stand in the journal. */
  const revisions = new Map<string, number>()
  /** Of each fill that is under way: the ids that were asked about since it began. */
  const fills = new Set<Set<string>>()
  /** Revision of each record that could not be read, by kind and id. */
  const unread = new Map<string, number>()
  /** Revisions that words of a draft have to be later than, since one that could not be read stands there, or its end. */
  const floors = new Map<string, number>()
  /** Revision that this page has asked to save last, of each draft about which nothing else was asked since. */
  const lastAsked = new Map<string, number>()
  let onBack: (() => Promise<void>) | null = null
  let isAway = false
  const note = ({ kind, id, revision }: Head) => {
    if (kind === 'draft-saved') revisions.set(id, Math.max(revision, revisions.get(id) ?? 0))
  }
  const keyOf = ({ kind, id }: Pick<Head, 'kind' | 'id'>) => `${kind} ${id}`
  const isUnread = (record: Head) => unread.get(keyOf(record)) === record.revision
  /** Should it fail, what could not be read is told once more at the next start. */
  const overtake = ({ kind, id, revision }: Head) => {
    const overtaken: readonly JournalRecord['kind'][] = kind === 'submission-queued' ? ['draft-saved', kind] : kind === 'draft-saved' ? [kind] : []
    for (const each of overtaken) if ((unread.get(keyOf({ kind: each, id })) ?? Number.POSITIVE_INFINITY) <= revision) unread.delete(keyOf({ kind: each, id }))
  }
  /** A day's drafts are not remembered for as long as the page lives. */
  const forget = ({ kind, id, revision }: Head) => {
    if (kind === 'draft-gone' && (revisions.get(id) ?? 0) <= revision) revisions.delete(id)
  }
  const touch = (id: string) => {
    for (const touched of fills) touched.add(id)
  }

  function write(...records: readonly Promise<JournalRecord>[]): Promise<JournalEnd> {
    return writeIf(() => true, ...records)
  }

  async function writeIf(isWanted: () => boolean, ...records: readonly Promise<JournalRecord>[]): Promise<JournalEnd> {
    try {
      const sealed = await Promise.all(records)
      // Asked at the last moment: main writes in the order in which it is asked.
      if (!isWanted()) return ok(undefined)
      if (sealed.some((record) => record.sealed.length > longestSealed)) return err({ code: 'storage-failed' })
      sealed.forEach(note)
      sealed.forEach(overtake)
      const written = await calls.writeJournal({ records: sealed })
      const isBack = written.ok && isAway
      isAway = !written.ok
      if (written.ok) sealed.forEach(forget)
      if (isBack) void onBack?.()
      return written.ok ? ok(undefined) : err({ code: written.error.code === 'full' ? 'storage-full' : 'storage-failed' })
    } catch {
      return err({ code: 'storage-failed' })
    }
  }

  const queued = ({ id, ...work }: QueuedWork, revision = work.draft?.revision ?? 0) => sealRecord(seal, { kind: 'submission-queued', id, revision }, work)
  const saved = (draft: Draft) => sealRecord(seal, { kind: 'draft-saved', id: draft.id, revision: draft.revision }, draft)
  const owed = (reveal: CallReveal) => sealRecord(seal, { kind: 'reveal-owed', id: reveal.id, revision: 0 }, reveal)
  const gone = (id: string, revision: number) => Promise.resolve<JournalRecord>({ kind: 'draft-gone', id, revision, sealed: '' })
  const settled = (id: string, revision: number) => Promise.resolve<JournalRecord>({ kind: 'submission-settled', id, revision, sealed: '' })
  const told = (id: string) => Promise.resolve<JournalRecord>({ kind: 'reveal-told', id, revision: 0, sealed: '' })
  const endOf = ({ kind, id, revision }: Head) => (kind === 'draft-saved' ? gone(id, revision) : kind === 'reveal-owed' ? told(id) : settled(id, revision))

  return {
    async saveDraft(draft) {
      touch(draft.id)
      // When it is asked, not when it is done: what is asked for in between comes later.
      lastAsked.set(draft.id, draft.revision)
      const end = await write(saved(draft))
      if (!end.ok) lastAsked.delete(draft.id)
      return end
    },
    async forgetDraft(id) {
      touch(id)
      lastAsked.delete(id)
      const revision = revisions.get(id)
      if (revision !== undefined) return write(gone(id, revision))
      // Of a journal that could not be read nobody knows what it would bring back.
      return isAway ? err({ code: 'storage-failed' }) : ok(undefined)
    },
    queue(work, revision) {
      touch(work.id)
      lastAsked.delete(work.id)
      return write(queued(work, revision))
    },
    takeBack(work) {
      const { id, draft } = work
      touch(id)
      // In this order: torn in between, the words stand twice rather than nowhere.
      return draft === null ? write(settled(id, 0)) : write(saved(draft), settled(id, draft.revision))
    },
    settle(id, revision) {
      touch(id)
      lastAsked.delete(id)
      return write(gone(id, revision), settled(id, revision))
    },
    oweReveal(reveal) {
      touch(reveal.id)
      return write(owed(reveal))
    },
    forgetReveal(id) {
      touch(id)
      return write(told(id))
    },
    keepUnread(record) {
      unread.set(keyOf(record), record.revision)
      if (record.kind !== 'draft-saved') return
      floors.set(record.id, record.revision)
      // A draft that is thrown away takes no words along that nobody has seen.
      if (revisions.get(record.id) === record.revision) revisions.delete(record.id)
    },
    isUnread,
    async letGo(record) {
      const end = await writeIf(() => isUnread(record), endOf(record))
      if (end.ok && isUnread(record)) unread.delete(keyOf(record))
      return end
    },
    tryOut: () => write(gone(nobody, 0)),
    latestOf: (draftId) => Math.max(revisions.get(draftId) ?? 0, floors.get(draftId) ?? 0),
    beginFill() {
      const touched = new Set<string>()
      fills.add(touched)
      const isUntouched = (id: string) => () => !touched.has(id)
      return {
        saveDraft: (draft) => writeIf(isUntouched(draft.id), saved(draft)),
        queue: (work, revision) => writeIf(isUntouched(work.id), queued(work, revision)),
        oweReveal: (reveal) => writeIf(isUntouched(reveal.id), owed(reveal)),
        end: () => void fills.delete(touched),
      }
    },
    isContinuedBy: ({ id, revision }) => (lastAsked.get(id) ?? Number.POSITIVE_INFINITY) < revision,
    whenBack(run) {
      onBack = run
    },
    async sealOpen({ records, damaged }) {
      const sealed = await Promise.all(records.map((record) => sealAgain(seal, record)))
      const again = sealed.filter((record) => !records.includes(record))
      // Main takes away the files that nothing is owed of behind a write: one is needed in any case.
      const toWrite = [...again, await gone(crypto.randomUUID(), 0)]
      let isWritten = true
      for (let at = 0; at < toWrite.length; at += recordsAtOnce) {
        const end = await write(...toWrite.slice(at, at + recordsAtOnce).map((record) => Promise.resolve(record)))
        isWritten = isWritten && end.ok
      }
      const after = await calls.readJournal()
      const isSealed = isWritten && after.ok && !after.value.records.some((record) => isOpen(parseSealed(record.sealed)))
      return { content: { records: sealed, damaged }, isSealed }
    },
    async read() {
      const found = await calls.readJournal()
      if (found.ok) found.value.records.filter((record) => !isUnread(record)).forEach(note)
      else isAway = true
      return found
    },
  }
}

/** The same record, or the same sealed where it lies open. */
async function sealAgain(seal: Seal, record: JournalRecord): Promise<JournalRecord> {
  const found = parseSealed(record.sealed)
  return isOpen(found) ? { ...record, sealed: textOf(await seal.seal(placeOf.journal(record), found.record)) } : record
}

/** What the record is about stands inside once more: in practice no seal would tell that one record lies in the place of another. */
async function sealRecord(seal: Seal, head: Head, content: unknown): Promise<JournalRecord> {
  return { ...head, sealed: textOf(await seal.seal(placeOf.journal(head), { ...head, content })) }
}

export function openDraftRecord(seal: Seal, record: JournalRecord): Promise<Opened<Draft>> {
  return openJournalRecord(seal, record, draftSchema)
}

export async function openQueuedRecord(seal: Seal, record: JournalRecord): Promise<Opened<QueuedWork>> {
  const opened = await openJournalRecord(seal, record, queuedSchema)
  return opened.ok ? { ok: true, value: { ...opened.value, id: record.id } } : opened
}

export function openRevealRecord(seal: Seal, record: JournalRecord): Promise<Opened<CallReveal>> {
  return openJournalRecord(seal, record, callRevealSchema)
}

async function openJournalRecord<T>(seal: Seal, record: JournalRecord, content: z.ZodType<T>): Promise<Opened<T>> {
  const { kind, id, revision, sealed } = record
  const schema = z.object({ kind: z.literal(kind), id: z.literal(id), revision: z.literal(revision), content })
  const opened = await openRecord(seal, schema, placeOf.journal(record), parseSealed(sealed))
  return opened.ok ? { ok: true, value: opened.value.content as T } : opened
}

/** Bytes as base64, the open records of practice as JSON. */
export function textOf(sealed: Sealed): string {
  return sealed instanceof Uint8Array ? toBase64(sealed) : JSON.stringify(sealed)
}

/** What the seal has made, as it lies in the database; null when that is no such thing. */
export function parseSealed(text: string): unknown {
  try {
    return text.startsWith('{') ? JSON.parse(text) : fromBase64(text)
  } catch {
    return null
  }
}

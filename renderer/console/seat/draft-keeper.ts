import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import type { DraftStore, DraftStoreError } from '../../../shared/tickets/draft-store'

/**
 * A draft under the agent's hands. `draft.revision` is the last one that is durable; `savedAt` says since when, null
 * while nothing is. Only what is durable is ever shown as saved.
 */
export interface KeptDraft {
  readonly draft: Draft
  readonly savedAt: EpochMs | null
  readonly isDirty: boolean
  readonly problem: DraftStoreError['code'] | null
  /** With `malformed`: what does not fit, without its values. */
  readonly misfits: readonly string[]
  /** It is being submitted or thrown away: what is typed now would be in no order. */
  readonly isHandedIn: boolean
}

export interface DraftKeeper {
  get(id: string): KeptDraft | null
  /** The same array until something changes. */
  all(): readonly KeptDraft[]
  /** Those that wait for the agent: of an answered call, or written in. The same array until one of them changes. */
  unfinished(): readonly KeptDraft[]
  /** Takes a draft in hand; a new one (revision 0) is saved at once. One that is in hand already stays as it is. */
  open(draft: Draft): void
  /** Changes the document at once and saves it after the next pause. Returns false when the draft is gone. */
  change(id: string, update: (draft: Draft) => Draft): boolean
  /** Words for the draft have been typed and not handed over yet: as long as that is so it does not pass for saved. */
  expectWords(id: string, areExpected: boolean): void
  /** Saves what has not been saved yet; resolves when it is durable or `problem` says why not. */
  flush(id: string): Promise<void>
  /**
   * Takes a draft out of the agent's hands, at once, to submit it or to throw it away. Resolves with it when what was not saved yet is, or
   * can't be; nothing of it is written from then on until `giveBack` or `close`. Words that could not be saved are a revision of their own:
   * submitted under the last saved one, they would pass for it. Null when it is gone, or handed in already.
   */
  handIn(id: string): Promise<Draft | null>
  /** It is the agent's again. */
  giveBack(id: string): void
  /** Lets go of a draft that was submitted or discarded; nothing of it is written any more. */
  close(id: string): void
  subscribe(listener: () => void): () => void
}

/** Pause in typing after which a draft is saved, and the longest time that typing without a pause goes unsaved. */
export const savePauseMs = 250
export const saveAtLeastEveryMs = 2_000
const retryMs = 1_000

interface Entry {
  kept: KeptDraft
  expectsWords: boolean
  /** The latest revision that a save was tried with: one that failed may lie somewhere, and no other words may have its number. */
  tried: number
  dirtySince: EpochMs | null
  timer: { cancel(): void } | null
  saving: Promise<void> | null
  /** Whoever has it handed in has read it: a save now could land behind the submission. */
  isRead: boolean
}

/**
 * Keeps the drafts of this seat: memory first, disk after every pause. Saves of one draft never overlap, so that an
 * older revision cannot land after a newer one. A failed save is shown and tried again; nothing is dropped.
 */
export function createDraftKeeper(deps: { readonly store: Pick<DraftStore, 'save'>; readonly clock: Clock; readonly timers: Timers }): DraftKeeper {
  const entries = new Map<string, Entry>()
  const listeners = new Set<() => void>()
  let listed: readonly KeptDraft[] = []
  let unfinished: readonly KeptDraft[] = []
  const tell = () => {
    listed = [...entries.values()].map((entry) => entry.kept)
    const waiting = listed.filter(({ draft }) => draft.call.answeredAt !== null || draft.touched)
    if (waiting.length !== unfinished.length || waiting.some((kept, at) => kept !== unfinished[at])) unfinished = waiting
    listeners.forEach((listener) => listener())
  }

  function schedule(id: string, entry: Entry, delayMs: number) {
    entry.timer?.cancel()
    entry.timer = deps.timers.after(delayMs, () => void save(id))
  }

  function save(id: string): Promise<void> {
    const entry = entries.get(id)
    if (!entry || entry.isRead) return Promise.resolve()
    entry.timer?.cancel()
    entry.timer = null
    entry.saving ??= write(id, entry).finally(() => {
      entry.saving = null
    })
    return entry.saving
  }

  async function write(id: string, entry: Entry): Promise<void> {
    while (entry.dirtySince !== null && entries.get(id) === entry) {
      entry.dirtySince = null
      const draft: Draft = { ...entry.kept.draft, revision: Math.max(entry.kept.draft.revision, entry.tried) + 1 }
      entry.tried = draft.revision
      const result = await deps.store.save(draft).catch(() => ({ ok: false as const, error: { code: 'storage-failed' as const } }))
      if (!result.ok) {
        notSaved(id, entry, result.error)
        return
      }
      entry.kept = {
        ...entry.kept,
        draft: { ...entry.kept.draft, revision: draft.revision },
        savedAt: deps.clock.now(),
        isDirty: entry.dirtySince !== null || entry.expectsWords,
        problem: null,
        misfits: [],
      }
      tell()
    }
  }

  /** What is in memory is newer than anything on the disk, so a stale revision is overtaken; the rest is tried again. */
  function notSaved(id: string, entry: Entry, error: DraftStoreError): void {
    if (entries.get(id) !== entry) return
    const revision = error.code === 'stale-revision' ? error.stored : entry.kept.draft.revision
    const isNewer = entry.dirtySince !== null
    entry.dirtySince = deps.clock.now()
    entry.kept = { ...entry.kept, draft: { ...entry.kept.draft, revision }, isDirty: true, problem: error.code, misfits: error.code === 'malformed' ? error.paths : [] }
    // What does not fit fits no better a second later: it is tried again with the next change.
    const isWorthATry = error.code === 'malformed' ? isNewer : error.code !== 'already-submitted'
    if (isWorthATry) schedule(id, entry, error.code === 'stale-revision' ? 0 : retryMs)
    tell()
  }

  async function flush(id: string): Promise<void> {
    const entry = entries.get(id)
    if (!entry) return
    await entry.saving
    if (entry.dirtySince !== null) await save(id)
  }

  return {
    get: (id) => entries.get(id)?.kept ?? null,
    all: () => listed,
    unfinished: () => unfinished,
    open(draft) {
      if (entries.has(draft.id)) return
      const isNew = draft.revision === 0
      const entry: Entry = {
        kept: { draft, savedAt: isNew ? null : (draft.changedAt as EpochMs), isDirty: isNew, problem: null, misfits: [], isHandedIn: false },
        expectsWords: false,
        tried: draft.revision,
        dirtySince: isNew ? deps.clock.now() : null,
        timer: null,
        saving: null,
        isRead: false,
      }
      entries.set(draft.id, entry)
      if (isNew) void save(draft.id)
      tell()
    },
    change(id, update) {
      const entry = entries.get(id)
      if (!entry) return false
      const now = deps.clock.now()
      entry.kept = { ...entry.kept, draft: { ...update(entry.kept.draft), changedAt: now }, isDirty: true }
      entry.dirtySince ??= now
      schedule(id, entry, Math.max(0, Math.min(savePauseMs, entry.dirtySince + saveAtLeastEveryMs - now)))
      tell()
      return true
    },
    expectWords(id, areExpected) {
      const entry = entries.get(id)
      if (!entry) return
      entry.expectsWords = areExpected
      const isDirty = areExpected || entry.dirtySince !== null || entry.saving !== null
      if (entry.kept.isDirty === isDirty) return
      entry.kept = { ...entry.kept, isDirty }
      tell()
    },
    flush,
    async handIn(id) {
      const entry = entries.get(id)
      if (!entry || entry.kept.isHandedIn) return null
      entry.kept = { ...entry.kept, isHandedIn: true }
      tell()
      await flush(id)
      entry.isRead = true
      if (entries.get(id) !== entry) return null
      const { draft, isDirty } = entry.kept
      return isDirty ? { ...draft, revision: Math.max(draft.revision, entry.tried) + 1 } : draft
    },
    giveBack(id) {
      const entry = entries.get(id)
      if (!entry) return
      entry.isRead = false
      entry.kept = { ...entry.kept, isHandedIn: false }
      if (entry.dirtySince !== null) schedule(id, entry, savePauseMs)
      tell()
    },
    close(id) {
      entries.get(id)?.timer?.cancel()
      entries.delete(id)
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

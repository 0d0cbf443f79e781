import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'

/** Durable storage of drafts as the keeper needs it; resolves when the strict transaction is on the disk. */
export interface DraftSaving {
  save(draft: Draft): Promise<void>
}

/** A draft under the agent's hands. `saved` is the last revision that is durable; only it is ever shown as saved. */
export interface KeptDraft {
  readonly draft: Draft
  readonly saved: { readonly revision: number; readonly at: EpochMs } | null
  readonly problem: 'not-saved' | null
}

export interface DraftKeeper {
  get(id: string): KeptDraft | null
  all(): readonly KeptDraft[]
  /** Takes a draft in hand; a new one (revision 0) is saved at once. */
  open(draft: Draft): void
  /** Changes the document at once and saves it after the next pause. Returns false when the draft is gone. */
  change(id: string, update: (draft: Draft) => Draft): boolean
  /** Saves what has not been saved yet; resolves when it is durable. */
  flush(id: string): Promise<void>
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
  dirtySince: EpochMs | null
  timer: { cancel(): void } | null
  saving: Promise<void> | null
}

/**
 * Keeps the drafts of this seat: memory first, disk after every pause. Saves of one draft never overlap, so that an
 * older revision cannot land after a newer one. A failed save is shown and tried again; nothing is dropped.
 */
export function createDraftKeeper(deps: { readonly store: DraftSaving; readonly clock: Clock; readonly timers: Timers }): DraftKeeper {
  const entries = new Map<string, Entry>()
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())

  function schedule(id: string, entry: Entry, delayMs: number) {
    entry.timer?.cancel()
    entry.timer = deps.timers.after(delayMs, () => void save(id).catch(() => undefined))
  }

  function save(id: string): Promise<void> {
    const entry = entries.get(id)
    if (!entry) return Promise.resolve()
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
      const draft: Draft = { ...entry.kept.draft, revision: (entry.kept.saved?.revision ?? entry.kept.draft.revision) + 1 }
      try {
        await deps.store.save(draft)
      } catch (error) {
        entry.dirtySince = deps.clock.now()
        entry.kept = { ...entry.kept, problem: 'not-saved' }
        schedule(id, entry, retryMs)
        tell()
        throw error
      }
      entry.kept = { ...entry.kept, saved: { revision: draft.revision, at: deps.clock.now() }, problem: null }
      tell()
    }
  }

  return {
    get: (id) => entries.get(id)?.kept ?? null,
    all: () => [...entries.values()].map((entry) => entry.kept),
    open(draft) {
      const isNew = draft.revision === 0
      const entry: Entry = {
        kept: { draft, saved: isNew ? null : { revision: draft.revision, at: draft.changedAt as EpochMs }, problem: null },
        dirtySince: isNew ? deps.clock.now() : null,
        timer: null,
        saving: null,
      }
      entries.set(draft.id, entry)
      if (isNew) void save(draft.id).catch(() => undefined)
      tell()
    },
    change(id, update) {
      const entry = entries.get(id)
      if (!entry) return false
      const now = deps.clock.now()
      entry.kept = { ...entry.kept, draft: { ...update(entry.kept.draft), changedAt: now } }
      entry.dirtySince ??= now
      schedule(id, entry, Math.max(0, Math.min(savePauseMs, entry.dirtySince + saveAtLeastEveryMs - now)))
      tell()
      return true
    },
    async flush(id) {
      const entry = entries.get(id)
      if (!entry) return
      await entry.saving?.catch(() => undefined)
      if (entry.dirtySince !== null) await save(id)
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

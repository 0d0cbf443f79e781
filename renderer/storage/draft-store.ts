import { err, ok } from '../../shared/lib/result'
import { draftSchema, type Draft } from '../../shared/tickets/draft'
import type { DraftStore, DraftStoreError } from '../../shared/tickets/draft-store'
import { placeOf } from './places'
import type { Seal } from './seal'
import { misfits, openRecord, putAside, type SetAsideDeps } from './set-aside'
import { storageFailure } from './storage-failure'
import type { TakeBacks } from './take-backs'
import type { DraftRow, WorkDatabase } from './work-database'
import type { WorkJournal } from './work-journal'

export interface WorkStoreDeps extends SetAsideDeps {
  readonly database: WorkDatabase
  readonly seal: Seal
  readonly journal: WorkJournal
  readonly takeBacks: TakeBacks
}

/** Drafts in the strict database of this seat, and in its journal. */
export function createDraftStore(deps: WorkStoreDeps): DraftStore {
  const { database, seal, journal, takeBacks } = deps
  const { drafts } = database

  async function read(row: DraftRow): Promise<Draft | null> {
    const opened = await openRecord(seal, draftSchema, placeOf.drafts(row), row.sealed)
    if (opened.ok) return opened.value
    await putAside(deps, 'drafts', row.id, row, opened.problem)
    return null
  }

  function refusal(stored: DraftRow | undefined, { revision }: Draft): DraftStoreError | null {
    if (stored === undefined) return null
    if (stored.state === 'submitted') return { code: 'already-submitted' }
    return stored.revision < revision ? null : { code: 'stale-revision', stored: stored.revision }
  }

  async function put(draft: Draft): Promise<DraftStoreError | null> {
    try {
      const row = await draftRow(seal, draft, 'unfinished')
      return await database.transaction('rw', drafts, async () => {
        const refused = refusal(await drafts.get(draft.id), draft)
        if (refused === null) await drafts.put(row)
        return refused
      })
    } catch (error) {
      return storageFailure(error)
    }
  }

  return {
    async save(draft) {
      // What the next start would set aside is not saved, whatever the disk says.
      const fit = draftSchema.safeParse(draft)
      if (!fit.success) return err({ code: 'malformed', paths: misfits(fit.error) })
      const takenBack = await takeBacks.finish(draft.id)
      if (!takenBack.ok) return takenBack
      // A save that failed may have left later words there: under its number these would give way to them at the next start.
      const inJournal = journal.latestOf(draft.id)
      if (inJournal >= draft.revision) return err({ code: 'stale-revision', stored: inJournal })
      if (!journal.isContinuedBy(draft)) {
        // A database that can't be asked keeps nothing from the journal; writing to it fails by itself.
        const refused = await drafts.get(draft.id).then((stored) => refusal(stored, draft), () => null)
        if (refused !== null) return err(refused)
      }
      const [problem, journaled] = await Promise.all([put(draft), journal.saveDraft(draft)])
      // It was submitted while the look was under way: the journal must not bring it back.
      if (problem?.code === 'already-submitted' && journaled.ok) await journal.forgetDraft(draft.id)
      if (problem !== null) return err(problem)
      return journaled.ok ? ok({ revision: draft.revision }) : journaled
    },
    async get(id) {
      const row = await drafts.get(id)
      return row === undefined ? null : read(row)
    },
    async unfinished() {
      const rows = await drafts.where('state').equals('unfinished').sortBy('createdAt')
      const found = await Promise.all(rows.map(read))
      return found.filter((draft) => draft !== null)
    },
  }
}

export async function draftRow(seal: Seal, draft: Draft, state: DraftRow['state']): Promise<DraftRow> {
  return { id: draft.id, revision: draft.revision, state, createdAt: draft.createdAt, sealed: await seal.seal(placeOf.drafts(draft), draft) }
}

import { err, ok } from '../../shared/lib/result'
import { draftSchema, type Draft } from '../../shared/tickets/draft'
import type { DraftStore, DraftStoreError } from '../../shared/tickets/draft-store'
import type { Seal } from './seal'
import { misfits, openRecord, putAside, type SetAsideDeps } from './set-aside'
import { storageFailure } from './storage-failure'
import type { DraftRow, WorkDatabase } from './work-database'

export interface WorkStoreDeps extends SetAsideDeps {
  readonly database: WorkDatabase
  readonly seal: Seal
}

/** Drafts in the strict database of this seat. */
export function createDraftStore(deps: WorkStoreDeps): DraftStore {
  const { database, seal } = deps
  const { drafts } = database

  async function read(row: DraftRow): Promise<Draft | null> {
    const opened = await openRecord(seal, draftSchema, row.sealed)
    if (opened.ok) return opened.value
    await putAside(deps, 'drafts', row.id, row, opened.problem)
    return null
  }

  return {
    async save(draft) {
      // What the next start would set aside is not saved, whatever the disk says.
      const fit = draftSchema.safeParse(draft)
      if (!fit.success) return err({ code: 'malformed', paths: misfits(fit.error) })
      try {
        const row = await draftRow(seal, draft, 'unfinished')
        const refused = await database.transaction('rw', drafts, async (): Promise<DraftStoreError | null> => {
          const stored = await drafts.get(draft.id)
          if (stored?.state === 'submitted') return { code: 'already-submitted' }
          if (stored && stored.revision >= draft.revision) return { code: 'stale-revision', stored: stored.revision }
          await drafts.put(row)
          return null
        })
        return refused === null ? ok({ revision: draft.revision }) : err(refused)
      } catch (error) {
        return err(storageFailure(error))
      }
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
  return { id: draft.id, revision: draft.revision, state, createdAt: draft.createdAt, sealed: await seal.seal(draft) }
}

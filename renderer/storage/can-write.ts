import type { WorkStoreDeps } from './draft-store'
import type { DraftRow } from './work-database'

const nobody: DraftRow = { id: '00000000-0000-0000-0000-000000000000', revision: 0, state: 'unfinished', createdAt: 0, sealed: {} }

/** Writes something to both media that is gone again at once, or says nothing. A little room may still be too little for a draft. */
export async function canWrite({ database, journal }: Pick<WorkStoreDeps, 'database' | 'journal'>): Promise<boolean> {
  const { drafts } = database
  const written = database
    .transaction('rw', drafts, async () => {
      await drafts.put(nobody)
      await drafts.delete(nobody.id)
    })
    .then(() => true, () => false)
  const [inDatabase, inJournal] = await Promise.all([written, journal.tryOut()])
  return inDatabase && inJournal.ok
}

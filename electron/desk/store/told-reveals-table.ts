import type { Kysely } from 'kysely'
import type { DeskTables } from './database'

export interface ToldReveals {
  /** False: it was told before. As part of the transaction that writes the audit. */
  add(personId: string, id: string, at: number): Promise<boolean>
}

export function createToldReveals(db: Kysely<DeskTables>): ToldReveals {
  return {
    async add(personId, id, at) {
      const added = await db.insertInto('told_reveals').values({ person_id: personId, id, told_at_ms: at })
        .onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n
    },
  }
}

import type { Kysely } from 'kysely'
import type { DeskTables } from './database'

export interface DeskRecord {
  readonly kind: string
  readonly key: string
  readonly value: unknown
  readonly isActive: boolean
  readonly version: number
}

/** Lists that an administrator keeps; shapes of their values: `shared/desk-api/desk-records.ts`. */
export interface Records {
  ofKind(kind: string): Promise<DeskRecord[]>
  one(kind: string, key: string): Promise<DeskRecord | null>
  /** When it was last set; null: never. */
  changedAt(kind: string, key: string): Promise<number | null>
  /** `version` 0 for a new one. False when there is one already, or somebody has changed it since. */
  put(record: DeskRecord, now: number): Promise<boolean>
}

export function createRecords(db: Kysely<DeskTables>): Records {
  return {
    async ofKind(kind) {
      const rows = await db.selectFrom('desk_records').selectAll().where('kind', '=', kind).orderBy('key').execute()
      return rows.map(recordOf)
    },
    async one(kind, key) {
      const row = await db.selectFrom('desk_records').selectAll().where('kind', '=', kind).where('key', '=', key).executeTakeFirst()
      return row === undefined ? null : recordOf(row)
    },
    async changedAt(kind, key) {
      const row = await db.selectFrom('desk_records').select('changed_at_ms').where('kind', '=', kind).where('key', '=', key).executeTakeFirst()
      return row?.changed_at_ms ?? null
    },
    async put({ kind, key, value, isActive, version }, now) {
      const next = { value: JSON.stringify(value), is_active: isActive, version: version + 1, changed_at_ms: now }
      if (version === 0) {
        const added = await db.insertInto('desk_records').values({ kind, key, ...next })
          .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing()).executeTakeFirst()
        return added.numInsertedOrUpdatedRows === 1n
      }
      const changed = await db.updateTable('desk_records').set(next)
        .where('kind', '=', kind).where('key', '=', key).where('version', '=', version).executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },
  }
}

function recordOf(row: { kind: string; key: string; value: unknown; is_active: boolean; version: number }): DeskRecord {
  return { kind: row.kind, key: row.key, value: row.value, isActive: row.is_active, version: row.version }
}

import { sql, type Transaction } from 'kysely'
import type { DeskTables } from './database'

/** A table as the database itself describes it. */
export interface TableShape {
  readonly name: string
  /** In their order; those that the database computes by itself are left out. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Of the primary key. */
  readonly key: readonly string[]
  /** Tables that have to be filled before this one. */
  readonly refersTo: readonly string[]
}

/**
 * All tables, those first that others refer to. Read from the database, so that no list of ours can forget one that a later
 * step of the migrations makes.
 */
export async function readSchema(tx: Transaction<DeskTables>): Promise<TableShape[]> {
  const tables = await sql<TableShape>`
    select c.relname as name,
      (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum), '[]')
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(json_agg(a.attname order by array_position(k.conkey, a.attnum)), '[]')
        from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
        where k.conrelid = c.oid and k.contype = 'p') as key,
      (select coalesce(json_agg(distinct other.relname), '[]')
        from pg_constraint f join pg_class other on other.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname
  `.execute(tx)
  return referredFirst(tables.rows)
}

/** @throws when tables refer to each other in a ring */
export function referredFirst<T extends Pick<TableShape, 'name' | 'refersTo'>>(tables: readonly T[]): T[] {
  const sorted: T[] = []
  let left = tables
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name))
    const ready = left.filter(({ refersTo }) => !refersTo.some((name) => names.has(name)))
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...names].join(' ')}`)
    sorted.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return sorted
}

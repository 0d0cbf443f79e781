import { createHmac } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import { epochMs } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'

export interface AuditRow {
  /** `yyyy-mm-dd` in Chongqing. */
  readonly day: string
  /** From 1 within the day. */
  readonly number: number
  readonly at: number
  /** The text that the hash is of. */
  readonly entry: string
  readonly hash: Buffer
}

export interface AuditDay {
  readonly day: string
  readonly lastNumber: number
  readonly lastHash: Buffer
}

/**
 * What was done, by whom, one row after the other. Each row's hash covers the one before it, over the turn of the day as well, under a
 * key that is not in the database: whoever takes a row out, changes one or puts them in another order can't make the rest fit.
 * Adding needs a transaction of the caller's; it holds one lock for all until that ends.
 */
export interface AuditTrail {
  add(entry: AuditEntry, at: number): Promise<void>
  days(): Promise<AuditDay[]>
  /** Of one day, in order, after a number. */
  rows(day: string, after: number, limit: number): Promise<AuditRow[]>
  /** Takes away the rows of days before this one; what each of them ended with stays. Answers how many rows. */
  expire(beforeDay: string): Promise<number>
}

/** What the first row of all follows. */
export const noHash = Buffer.alloc(32)

export function auditHash(key: Uint8Array, previous: Uint8Array, { day, number, at, entry }: Omit<AuditRow, 'hash'>): Buffer {
  return createHmac('sha256', key).update(previous).update(`${day}\n${number}\n${at}\n${entry}`, 'utf8').digest()
}

export function createAuditTrail(db: Kysely<DeskTables>, key: Uint8Array): AuditTrail {
  return {
    async add(entry, at) {
      await sql`select pg_advisory_xact_lock(${deskLocks.audit})`.execute(db)
      const last = await db.selectFrom('audit_days').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst()
      // The clock of another process may have turned the day a moment earlier.
      const today = localDateOf(epochMs(at))
      const day = last !== undefined && last.day > today ? last.day : today
      const number = last?.day === day ? last.last_number + 1 : 1
      const text = JSON.stringify(entry)
      const hash = auditHash(key, last?.last_hash ?? noHash, { day, number, at, entry: text })
      await db.insertInto('audit_days').values({ day, last_number: number, last_hash: hash })
        .onConflict((conflict) => conflict.column('day').doUpdateSet({ last_number: number, last_hash: hash })).execute()
      await db.insertInto('audit').values({ day, number, at_ms: at, entry: text, hash }).execute()
    },
    async days() {
      const rows = await db.selectFrom('audit_days').selectAll().orderBy('day').execute()
      return rows.map((row) => ({ day: row.day, lastNumber: row.last_number, lastHash: row.last_hash }))
    },
    async rows(day, after, limit) {
      const rows = await db.selectFrom('audit').selectAll().where('day', '=', day).where('number', '>', after)
        .orderBy('number').limit(limit).execute()
      return rows.map((row) => ({ day: row.day, number: row.number, at: row.at_ms, entry: row.entry, hash: row.hash }))
    },
    async expire(beforeDay) {
      const gone = await db.deleteFrom('audit').where('day', '<', beforeDay).executeTakeFirst()
      return Number(gone.numDeletedRows)
    },
  }
}

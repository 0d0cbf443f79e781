import type { CachedTicket } from '../../shared/tickets/cached-ticket'
import type { PersonRecord } from '../../shared/tickets/person-record'
import type { RecentEmployer } from '../../shared/tickets/recent-employers'
import type { CacheDatabase, PersonRow, TicketRow } from './cache-database'
import { cachedTicketSchema, employersSchema, personRecordSchema } from './cache-records'
import { placeOf } from './places'
import type { Seal } from './seal'
import { openRecord, putAside, type SetAsideDeps } from './set-aside'

export interface CacheDeps extends SetAsideDeps {
  readonly database: CacheDatabase
  readonly seal: Seal
}

export interface KeptTicket {
  readonly row: TicketRow
  readonly cached: CachedTicket
}

export interface KeptPerson {
  readonly row: PersonRow
  readonly record: PersonRecord
}

/** Rows of the cache, opened and parsed. An unreadable one is put aside and reported, and counts as not there. */
export interface CacheTables {
  tickets(rows: readonly (TicketRow | undefined)[]): Promise<readonly KeptTicket[]>
  people(rows: readonly (PersonRow | undefined)[]): Promise<readonly KeptPerson[]>
  employers(): Promise<readonly RecentEmployer[]>
}

export function createCacheTables(deps: CacheDeps): CacheTables {
  const { database, seal } = deps

  async function ticket(row: TicketRow): Promise<KeptTicket | null> {
    const opened = await openRecord(seal, cachedTicketSchema, placeOf.tickets(row), row.sealed)
    if (opened.ok) return { row, cached: opened.value }
    await putAside(deps, 'tickets', row.id, row, opened.problem)
    return null
  }

  async function person(row: PersonRow): Promise<KeptPerson | null> {
    const opened = await openRecord(seal, personRecordSchema, placeOf.people(row), row.sealed)
    if (opened.ok) return { row, record: opened.value }
    await putAside(deps, 'people', row.id, row, opened.problem)
    return null
  }

  return {
    tickets: (rows) => readAll(rows, ticket),
    people: (rows) => readAll(rows, person),
    async employers() {
      const row = await database.meta.get('employers')
      if (row?.key !== 'employers') return []
      const opened = await openRecord(seal, employersSchema, placeOf.meta(row), row.sealed)
      if (opened.ok) return opened.value
      await putAside(deps, 'meta', row.key, row, opened.problem)
      return []
    },
  }
}

async function readAll<Row, Kept>(rows: readonly (Row | undefined)[], read: (row: Row) => Promise<Kept | null>): Promise<readonly Kept[]> {
  const kept = await Promise.all(rows.filter((row) => row !== undefined).map(read))
  return kept.filter((one) => one !== null)
}

import type { HistoryKey } from '../../shared/callers/phone-number'
import type { Change } from '../../shared/desk-api/desk-api'
import { leastForCache, type CachedTicket } from '../../shared/tickets/cached-ticket'
import type { ApplyResult, CachePosition, CallerCacheWriter } from '../../shared/tickets/caller-cache'
import { isSecretTicket, type DistrictName } from '../../shared/tickets/history-item'
import { rememberEmployers } from '../../shared/tickets/recent-employers'
import type { MetaRow, PersonRow, TicketRow } from './cache-database'
import { createCacheTables, type CacheDeps, type KeptTicket } from './cache-tables'
import { foldChanges } from './fold-changes'
import { foldPeople, type FoldedPeople } from './fold-people'
import { numberForms } from './number-forms'
import { placeOf } from './places'
import { readPosition } from './read-position'

export function createCacheWriter(deps: CacheDeps & { readonly districtName: DistrictName }): CallerCacheWriter {
  const { database, seal, clock } = deps
  const { tickets, people, meta, setAside } = database
  const tables = createCacheTables(deps)

  async function begin(deskId: string): Promise<CachePosition> {
    const row = await readPosition(database)
    return row?.deskId === deskId ? { deskId, position: row.position, appliedAt: appliedAt(row) } : beginAnew(deskId)
  }

  async function beginAnew(deskId: string): Promise<CachePosition> {
    await database.transaction('rw', tickets, people, meta, setAside, async () => {
      await Promise.all([tickets.clear(), people.clear(), meta.clear()])
      await meta.put({ key: 'position', deskId, position: 0, appliedAt: null, asideBefore: await setAside.count() })
    })
    return { deskId, position: 0, appliedAt: null }
  }

  async function apply(changes: readonly Change[]): Promise<ApplyResult> {
    const start = await readPosition(database)
    if (start === null) return { kind: 'overtaken' }
    const fresh = changes.filter((change) => change.position > start.position)
    const last = fresh.at(-1)
    if (last === undefined) return { kind: 'applied', position: start.position, keys: [] }
    const known = await knownTickets(fresh)
    const folded = foldChanges(fresh, new Map([...known].map(([id, { cached }]) => [id, cached])))
    if (folded === null) return { kind: 'has-holes' }
    const touched = new Map([...folded].map(([id, cached]) => [id, leastForCache(cached, clock.now())]))
    const found = await foldPeople({ ...deps, tables }, known, touched)
    const now = clock.now()
    const rows = {
      tickets: await ticketRows(touched, found, now),
      people: await personRows(found, now),
      gone: [...found.records].flatMap(([id, record]) => (record === null ? [id] : [])),
      meta: [{ ...start, position: last.position, appliedAt: now }, ...(await employersRow(known, touched, now))],
    }
    return write(start, rows, [...found.keys])
  }

  function write(
    start: Extract<MetaRow, { key: 'position' }>,
    rows: { tickets: TicketRow[]; people: PersonRow[]; gone: string[]; meta: MetaRow[] },
    keys: HistoryKey[],
  ): Promise<ApplyResult> {
    return database.transaction('rw', tickets, people, meta, setAside, async (): Promise<ApplyResult> => {
      const now = await readPosition(database)
      if (now?.position !== start.position || now.deskId !== start.deskId) return { kind: 'overtaken' }
      if ((await setAside.count()) > start.asideBefore) return { kind: 'has-holes' }
      await Promise.all([tickets.bulkPut(rows.tickets), people.bulkPut(rows.people), people.bulkDelete(rows.gone), meta.bulkPut(rows.meta)])
      return { kind: 'applied', position: rows.meta[0]?.key === 'position' ? rows.meta[0].position : start.position, keys }
    })
  }

  async function knownTickets(changes: readonly Change[]): Promise<ReadonlyMap<string, KeptTicket>> {
    const ids = [...new Set(changes.map((change) => change.event.ticketId))]
    const kept = await tables.tickets(await tickets.bulkGet(ids))
    return new Map(kept.map((ticket) => [ticket.row.id, ticket]))
  }

  function ticketRows(touched: ReadonlyMap<string, CachedTicket>, found: FoldedPeople, version: number): Promise<TicketRow[]> {
    return Promise.all(
      [...touched].map(async ([id, cached]) => ({
        id,
        numbers: numberForms([cached.ticket.number, cached.ticket.values.external_no ?? '']),
        people: [...(found.peopleOfTicket.get(id) ?? [])],
        version,
        sealed: await seal.seal(placeOf.tickets({ id, version }), cached),
      })),
    )
  }

  async function personRows(found: FoldedPeople, version: number): Promise<PersonRow[]> {
    const rows = [...found.records].map(async ([id, record]): Promise<PersonRow | null> => {
      if (record === null) return null
      const keys = [...new Set(record.person.numbers.map((number) => number.key))]
      const numbers = await Promise.all(keys.map((key) => seal.indexKey(key)))
      return { id, numbers, version, sealed: await seal.seal(placeOf.people({ id, version }), record) }
    })
    return (await Promise.all(rows)).filter((row) => row !== null)
  }

  /** An employer counts once per order, when it is first named there. */
  async function employersRow(known: ReadonlyMap<string, KeptTicket>, touched: ReadonlyMap<string, CachedTicket>, version: number): Promise<MetaRow[]> {
    const named = [...touched].flatMap(([id, { ticket }]) => {
      const name = ticket.values.employer_name
      const isNew = name !== undefined && name !== known.get(id)?.cached.ticket.values.employer_name
      return isNew && !isSecretTicket(ticket) ? [{ name, at: ticket.createdAt }] : []
    })
    if (named.length === 0) return []
    const employers = rememberEmployers(await tables.employers(), named)
    return [{ key: 'employers', version, sealed: await seal.seal(placeOf.meta({ key: 'employers', version }), employers) }]
  }

  return { begin, beginAnew, apply }
}

function appliedAt(row: Extract<MetaRow, { key: 'position' }>): CachePosition['appliedAt'] {
  return row.appliedAt as CachePosition['appliedAt']
}

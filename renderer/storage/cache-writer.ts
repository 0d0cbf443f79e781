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
    const rows = {
      tickets: await ticketRows(touched, found),
      people: await personRows(found),
      gone: [...found.records].flatMap(([id, record]) => (record === null ? [id] : [])),
      meta: [{ ...start, position: last.position, appliedAt: clock.now() }, ...(await employersRow(known, touched))],
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

  function ticketRows(touched: ReadonlyMap<string, CachedTicket>, found: FoldedPeople): Promise<TicketRow[]> {
    return Promise.all(
      [...touched].map(async ([id, cached]) => ({
        id,
        numbers: numberForms([cached.ticket.number, cached.ticket.values.external_no ?? '']),
        people: [...(found.peopleOfTicket.get(id) ?? [])],
        sealed: await seal.seal(cached),
      })),
    )
  }

  async function personRows(found: FoldedPeople): Promise<PersonRow[]> {
    const rows = [...found.records].map(async ([id, record]): Promise<PersonRow | null> => {
      if (record === null) return null
      const keys = [...new Set(record.person.numbers.map((number) => number.key))]
      return { id, numbers: await Promise.all(keys.map((key) => seal.indexKey(key))), sealed: await seal.seal(record) }
    })
    return (await Promise.all(rows)).filter((row) => row !== null)
  }

  /** An employer counts once per order, when it is first named there. */
  async function employersRow(known: ReadonlyMap<string, KeptTicket>, touched: ReadonlyMap<string, CachedTicket>): Promise<MetaRow[]> {
    const named = [...touched].flatMap(([id, { ticket }]) => {
      const name = ticket.values.employer_name
      const isNew = name !== undefined && name !== known.get(id)?.cached.ticket.values.employer_name
      return isNew && !isSecretTicket(ticket) ? [{ name, at: ticket.createdAt }] : []
    })
    if (named.length === 0) return []
    return [{ key: 'employers', sealed: await seal.seal(rememberEmployers(await tables.employers(), named)) }]
  }

  return { begin, beginAnew, apply }
}

function appliedAt(row: Extract<MetaRow, { key: 'position' }>): CachePosition['appliedAt'] {
  return row.appliedAt as CachePosition['appliedAt']
}

import type { HistoryKey } from '../../shared/callers/phone-number'
import type { Change } from '../../shared/desk-api/desk-api'
import { oneAfterTheOther } from '../../shared/lib/one-after-the-other'
import type { CachePolicy } from '../../shared/tickets/cache-limits'
import { keptOf } from '../../shared/tickets/cache-policy'
import type { CachedTicket } from '../../shared/tickets/cached-ticket'
import type { ApplyResult, CachePosition, CallerCacheWriter, OnlyUnit } from '../../shared/tickets/caller-cache'
import { isSecretTicket, type DistrictName } from '../../shared/tickets/history-item'
import { rememberEmployers } from '../../shared/tickets/recent-employers'
import { ageCache } from './age-cache'
import type { ForgottenRow, MetaRow, PersonRow, TicketRow } from './cache-database'
import { createCacheTables, type CacheDeps, type KeptTicket } from './cache-tables'
import { foldChanges } from './fold-changes'
import { foldPeople, type FoldedPeople, type TouchedTickets } from './fold-people'
import { placeOf } from './places'
import { readPosition } from './read-position'
import { ticketRowOf } from './ticket-row'

type PositionRow = Extract<MetaRow, { key: 'position' }>
type Known = ReadonlyMap<string, KeptTicket>

interface Rows {
  readonly tickets: readonly TicketRow[]
  readonly people: readonly PersonRow[]
  readonly peopleGone: readonly string[]
  readonly forgotten: readonly ForgottenRow[]
  readonly meta: readonly MetaRow[]
}

export interface CacheWriterDeps extends CacheDeps {
  readonly districtName: DistrictName
  /** Asked anew each time: it may be changed while the copy goes on. */
  readonly policy: () => CachePolicy
}

export function createCacheWriter(deps: CacheWriterDeps): CallerCacheWriter {
  const { database, seal, clock } = deps
  const { tickets, people, forgotten, meta, setAside } = database
  const tables = createCacheTables(deps)
  // What is read before a transaction must still be so within it.
  const inTurn = oneAfterTheOther()

  async function begin(deskId: string): Promise<CachePosition> {
    const row = await readPosition(database)
    return row?.deskId === deskId ? { deskId, only: row.only ?? null, position: row.position, last: row.last ?? null, appliedAt: appliedAt(row) } : beginAnew(deskId)
  }

  async function beginAnew(deskId: string, only: OnlyUnit | null = null): Promise<CachePosition> {
    await database.transaction('rw', [tickets, people, forgotten, meta, setAside], async () => {
      // The book is no part of the log. Another desk names another version of it, and then it is asked for.
      await Promise.all([tickets.clear(), people.clear(), forgotten.clear(), meta.where('key').notEqual('book').delete()])
      await meta.put({ key: 'position', deskId, only, position: 0, last: null, appliedAt: null, asideBefore: await setAside.count() })
    })
    return { deskId, only, position: 0, last: null, appliedAt: null }
  }

  async function apply(changes: readonly Change[], through = changes.at(-1)?.position ?? 0, lastTold: string | null = null): Promise<ApplyResult> {
    const start = await readPosition(database)
    if (start === null) return { kind: 'overtaken' }
    if (changes.length === 0 && through <= start.position) return { kind: 'applied', position: start.position, keys: [] }
    const ids = [...new Set(changes.map((change) => change.event.ticketId))]
    const known = byId(await tables.tickets(await tickets.bulkGet(ids)))
    const left = new Map((await forgotten.bulkGet(ids)).flatMap((row) => (row === undefined ? [] : [[row.id, row.version] as const])))
    const folded = foldChanges(changes, new Map([...known].map(([id, { cached }]) => [id, cached])), left)
    if (folded === null) return { kind: 'has-holes' }
    const kept = new Map([...folded.tickets].map(([id, cached]) => [id, keptOf(cached, clock.now(), deps.policy(), start.only?.unit)]))
    const { rows, keys } = await rowsOf(known, folded.tickets, kept)
    const position = Math.max(start.position, through)
    const last = position === start.position ? (start.last ?? null) : (changes.find((change) => change.position === position)?.event.id ?? lastTold)
    const moved: PositionRow = { ...start, position, last, appliedAt: clock.now() }
    const goneOn = [...folded.forgotten].map(([id, version]) => ({ id, version }))
    const isWritten = await write(start, {
      ...rows,
      forgotten: [...rows.forgotten, ...goneOn],
      meta: [moved, ...(await employersRow(known, kept))],
    })
    return isWritten === 'written' ? { kind: 'applied', position: moved.position, keys } : { kind: isWritten }
  }

  /** What tickets become when they are kept like this, with everybody who has part in them. */
  async function rowsOf(known: Known, folded: ReadonlyMap<string, CachedTicket>, kept: TouchedTickets): Promise<{ rows: Rows; keys: HistoryKey[] }> {
    const found = await foldPeople({ ...deps, tables }, known, kept)
    const left = [...kept].flatMap(([id, cached]) => (cached === null ? [{ id, version: folded.get(id)?.ticket.version ?? 0 }] : []))
    const rows = {
      tickets: await ticketRows(known, folded, kept, found),
      people: await personRows(found),
      peopleGone: [...found.records].flatMap(([id, record]) => (record === null ? [id] : [])),
      forgotten: left,
      meta: [],
    }
    return { rows, keys: [...found.keys] }
  }

  function write(start: PositionRow, rows: Rows): Promise<'written' | 'overtaken' | 'has-holes'> {
    return database.transaction('rw', [tickets, people, forgotten, meta, setAside], async () => {
      const now = await readPosition(database)
      if (now?.position !== start.position || now.deskId !== start.deskId) return 'overtaken'
      if ((await setAside.count()) > start.asideBefore) return 'has-holes'
      await Promise.all([
        tickets.bulkPut([...rows.tickets]),
        tickets.bulkDelete(rows.forgotten.map(({ id }) => id)),
        people.bulkPut([...rows.people]),
        people.bulkDelete([...rows.peopleGone]),
        forgotten.bulkPut([...rows.forgotten]),
        meta.bulkPut([...rows.meta]),
      ])
      return 'written'
    })
  }

  /** A slice of ageing: these tickets as they are to be kept from now on. False: somebody else was at work. */
  async function keep(due: readonly KeptTicket[], kept: TouchedTickets): Promise<boolean> {
    const start = await readPosition(database)
    if (start === null) return false
    const folded = new Map(due.map(({ row, cached }) => [row.id, cached]))
    const { rows } = await rowsOf(byId(due), folded, kept)
    return (await write(start, rows)) === 'written'
  }

  function ticketRows(known: Known, folded: ReadonlyMap<string, CachedTicket>, kept: TouchedTickets, found: FoldedPeople): Promise<TicketRow[]> {
    const staying = [...kept].flatMap(([id, cached]) => (cached === null ? [] : [{ id, cached }]))
    return Promise.all(
      staying.map(({ id, cached }) =>
        ticketRowOf(seal, { cached, folded: folded.get(id) ?? cached, people: found.peopleOfTicket.get(id) ?? [], before: known.get(id)?.row }, clock.now(), deps.policy()),
      ),
    )
  }

  async function personRows(found: FoldedPeople): Promise<PersonRow[]> {
    const version = clock.now()
    const rows = [...found.records].map(async ([id, record]): Promise<PersonRow | null> => {
      if (record === null) return null
      const keys = [...new Set(record.person.numbers.map((number) => number.key))]
      const numbers = await Promise.all(keys.map((key) => seal.indexKey(key)))
      return { id, numbers, version, sealed: await seal.seal(placeOf.people({ id, version }), record) }
    })
    return (await Promise.all(rows)).filter((row) => row !== null)
  }

  /** An employer counts once per order, when it is first named there. */
  async function employersRow(known: Known, kept: TouchedTickets): Promise<MetaRow[]> {
    const named = [...kept].flatMap(([id, cached]) => {
      if (cached === null || isSecretTicket(cached.ticket)) return []
      const name = cached.ticket.values.employer_name
      const isNew = name !== undefined && name !== known.get(id)?.cached.ticket.values.employer_name
      return isNew ? [{ name, at: cached.ticket.createdAt }] : []
    })
    if (named.length === 0) return []
    const version = clock.now()
    const employers = rememberEmployers(await tables.employers(), named)
    return [{ key: 'employers', version, sealed: await seal.seal(placeOf.meta({ key: 'employers', version }), employers) }]
  }

  return {
    begin: (deskId) => inTurn(() => begin(deskId)),
    beginAnew: (deskId, only) => inTurn(() => beginAnew(deskId, only)),
    apply: (changes, through, last) => inTurn(() => apply(changes, through, last)),
    age: () => inTurn(() => ageCache({ ...deps, tables, keep })),
  }
}

function byId(kept: readonly KeptTicket[]): Known {
  return new Map(kept.map((ticket) => [ticket.row.id, ticket]))
}

function appliedAt(row: PositionRow): CachePosition['appliedAt'] {
  return row.appliedAt as CachePosition['appliedAt']
}

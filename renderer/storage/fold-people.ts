import type { HistoryKey } from '../../shared/callers/phone-number'
import type { CachedTicket } from '../../shared/tickets/cached-ticket'
import { isSecretTicket, type DistrictName } from '../../shared/tickets/history-item'
import { contactsOf, withContact, type Contact, type PersonRecord } from '../../shared/tickets/person-record'
import type { CacheTables, KeptPerson, KeptTicket } from './cache-tables'
import type { CacheDatabase } from './cache-database'
import type { Seal } from './seal'

/** People after a page of changes, by row id. */
export interface FoldedPeople {
  /** Null: no ticket is left. */
  readonly records: ReadonlyMap<string, PersonRecord | null>
  /** Who has part in which ticket. */
  readonly peopleOfTicket: ReadonlyMap<string, readonly string[]>
  /** Numbers under which something has changed. */
  readonly keys: ReadonlySet<HistoryKey>
}

interface FoldDeps {
  readonly database: CacheDatabase
  readonly tables: CacheTables
  readonly seal: Seal
  readonly districtName: DistrictName
}

interface Part {
  readonly rowId: string
  readonly contact: Contact
}

/** Tickets as they are afterwards; null: it has left. */
export type TouchedTickets = ReadonlyMap<string, CachedTicket | null>

/**
 * Counts the touched tickets into the people who had part in them. Usually that is one line replaced in one record; a person
 * who loses a ticket, or one of whose tickets became secret or only its outline is left of, is folded anew from all of theirs.
 */
export async function foldPeople(
  deps: FoldDeps,
  known: ReadonlyMap<string, KeptTicket>,
  touched: TouchedTickets,
): Promise<FoldedPeople> {
  const partsOf = await partsOfTickets(deps, touched)
  const parts = [...partsOf.values()].flat()
  const peopleOfTicket = new Map([...partsOf].map(([id, those]) => [id, those.map(({ rowId }) => rowId)]))
  const anew = await peopleToFoldAnew(deps, known, touched)
  const here = await loadPeople(deps, [...new Set([...parts.map(({ rowId }) => rowId), ...anew])])

  const records = new Map<string, PersonRecord | null>()
  for (const { rowId, contact } of parts) {
    if (!anew.has(rowId)) records.set(rowId, withContact(records.get(rowId) ?? here.get(rowId)?.record ?? null, contact))
  }
  for (const rowId of anew) records.set(rowId, await foldAnew(deps, rowId, touched, parts))
  const changed = [...records.values(), ...[...anew].map((rowId) => here.get(rowId)?.record)]
  const keys = new Set(changed.flatMap((record) => record?.person.numbers.map((number) => number.key) ?? []))
  return { records, peopleOfTicket, keys }
}

async function partsOfTickets(
  { seal, districtName }: FoldDeps,
  tickets: TouchedTickets,
): Promise<ReadonlyMap<string, readonly Part[]>> {
  const contacts = [...tickets].map(([id, cached]) => [id, cached === null ? [] : contactsOf(cached, districtName)] as const)
  const people = [...new Set(contacts.flatMap(([, those]) => those.map(({ personId }) => personId)))]
  const rowIds = new Map(await Promise.all(people.map(async (personId) => [personId, await seal.indexKey(personId)] as const)))
  return new Map(contacts.map(([id, those]) => [id, those.map((contact) => ({ rowId: rowIds.get(contact.personId) ?? '', contact }))]))
}

/** Everybody who is no longer in a ticket they were in, or no longer under that number, and all in a ticket that became secret. */
async function peopleToFoldAnew(
  { seal, districtName }: FoldDeps,
  known: ReadonlyMap<string, KeptTicket>,
  touched: TouchedTickets,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>()
  for (const [ticketId, after] of touched) {
    const before = known.get(ticketId)?.cached
    if (before === undefined) continue
    const becameSecret = after !== null && isSecretTicket(after.ticket) && !isSecretTicket(before.ticket)
    const now = new Set(after === null ? [] : contactsOf(after, districtName).map(placeOf))
    for (const contact of contactsOf(before, districtName)) if (becameSecret || !now.has(placeOf(contact))) lost.add(contact.personId)
  }
  return new Set(await Promise.all([...lost].map((personId) => seal.indexKey(personId))))
}

/** As long as this stays, the new contact simply replaces the old one. */
function placeOf({ personId, number, nameAt }: Contact): string {
  return `${personId} ${number?.key ?? ''} ${number?.ext ?? ''} ${nameAt}`
}

/** From every ticket that the person has part in: those of this page as they are now, the others as they are kept. */
async function foldAnew(
  deps: FoldDeps,
  rowId: string,
  touched: TouchedTickets,
  parts: readonly Part[],
): Promise<PersonRecord | null> {
  const rows = await deps.database.tickets.where('people').equals(rowId).toArray()
  const others = await deps.tables.tickets(rows.filter((ticket) => !touched.has(ticket.id)))
  const kept = await partsOfTickets(deps, new Map(others.map(({ row, cached }) => [row.id, cached])))
  return [...[...kept.values()].flat(), ...parts]
    .filter((part) => part.rowId === rowId)
    .reduce<PersonRecord | null>((record, { contact }) => withContact(record, contact), null)
}

async function loadPeople({ database, tables }: FoldDeps, rowIds: readonly string[]): Promise<ReadonlyMap<string, KeptPerson>> {
  const kept = await tables.people(await database.people.bulkGet([...rowIds]))
  return new Map(kept.map((person) => [person.row.id, person]))
}

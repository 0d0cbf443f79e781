import { DAY_MS } from '../../shared/callers/local-day'
import type { KnownPerson } from '../../shared/callers/person'
import type { HistoryKey } from '../../shared/callers/phone-number'
import type { CachePosition, CallerCache, SeatTicket } from '../../shared/tickets/caller-cache'
import type { DistrictName } from '../../shared/tickets/history-item'
import { contactsOf, withContact } from '../../shared/tickets/person-record'
import type { Ticket } from '../../shared/tickets/ticket'
import { findEmployers, rememberEmployers } from '../../shared/tickets/recent-employers'
import { hitOf, meaningOf } from '../../shared/tickets/ticket-search'
import { createCacheTables, type CacheDeps, type KeptPerson } from './cache-tables'
import { numberForms, plainNumber, spokenForm } from './number-forms'
import { withPending, type PendingSource, type SeatView } from './pending-tickets'
import { readPosition } from './read-position'

export interface CallerCacheDeps extends CacheDeps {
  readonly pending: PendingSource
  readonly districtName: DistrictName
}

/** A number read aloud has no year: only tickets so young are meant. */
const spokenWithinMs = 366 * DAY_MS

/**
 * The page's side of the cache: reading only. What is pending is looked at before the disk is: an entry settled in between
 * is in the cache by then, so it can be seen twice (and is passed over by its id) but never missed.
 */
export function createCallerCache(deps: CallerCacheDeps): CallerCache {
  const { database, seal, clock, districtName } = deps
  const tables = createCacheTables(deps)

  async function views(ids: readonly string[], pending: ReturnType<PendingSource['entries']>): Promise<readonly SeatView[]> {
    const kept = await tables.tickets(await database.tickets.bulkGet([...ids]))
    const confirmed = new Map(kept.map(({ row, cached }) => [row.id, cached]))
    return ids.flatMap((id) => withPending(confirmed.get(id) ?? null, id, pending) ?? [])
  }

  /** People by id, with what this seat has submitted itself. */
  async function addPending(key: HistoryKey, people: readonly KeptPerson[], pending: ReturnType<PendingSource['entries']>) {
    const records = new Map(people.map(({ record }) => [record.person.id, record]))
    const shown = new Set(people.flatMap(({ record }) => record.person.history.map((item) => item.id)))
    const concerned = pending.filter(({ ticketId, events }) => shown.has(ticketId) || events.some((event) => event.personal?.caller?.historyKey === key))
    const seen = await views([...new Set(concerned.map(({ ticketId }) => ticketId))], pending)
    const contacts = seen.flatMap(({ cached }) => contactsOf(cached, districtName))
    const elsewhere = [...new Set(contacts.map(({ personId }) => personId))].filter((id) => !records.has(id))
    const rowIds = await Promise.all(elsewhere.map((id) => seal.indexKey(id)))
    for (const { record } of await tables.people(await database.people.bulkGet(rowIds))) records.set(record.person.id, record)
    for (const contact of contacts) records.set(contact.personId, withContact(records.get(contact.personId) ?? null, contact))
    return [...records.values()].map(({ person }) => person)
  }

  return {
    async lookup(key): Promise<readonly KnownPerson[]> {
      const pending = deps.pending.entries()
      const rows = await database.people.where('numbers').equals(await seal.indexKey(key)).toArray()
      const people = await addPending(key, await tables.people(rows), pending)
      return people.filter((person) => person.numbers.some((number) => number.key === key))
    },

    async ticket(id) {
      const [view] = await views([id], deps.pending.entries())
      return view === undefined ? null : seatTicket(view)
    },

    async confirmed(id) {
      const [kept] = await tables.tickets(await database.tickets.bulkGet([id]))
      return kept?.cached.ticket ?? null
    },

    async lookupTicket(number) {
      const plain = plainNumber(number)
      if (plain.length < 4) return []
      const pending = deps.pending.entries()
      const wanted = [plain, spokenForm(plain)]
      const confirmed = await database.tickets.where('numbers').anyOf(wanted).primaryKeys()
      const own = pending.filter(({ events }) => events.some((event) => event.type === 'opened' && isAskedFor(event.data.number, wanted)))
      const found = await views([...new Set([...confirmed, ...own.map(({ ticketId }) => ticketId)])], pending)
      return found
        .map(seatTicket)
        .filter(({ ticket }) => isFiledUnder(ticket, plain) || clock.now() - ticket.createdAt < spokenWithinMs)
        .sort((a, b) => b.ticket.createdAt - a.ticket.createdAt)
    },

    async recentEmployers(text, limit = 8) {
      const own = deps.pending.entries().flatMap(({ events }) =>
        events.flatMap((event) =>
          event.type === 'facts-recorded' && event.data.values.employer_name !== undefined && event.data.values.confidential !== true
            ? [{ name: event.data.values.employer_name, at: event.happenedAt }]
            : [],
        ),
      )
      return findEmployers(rememberEmployers(await tables.employers(), own), text, limit)
    },

    async findOwn(text, homeArea) {
      const pending = deps.pending.entries()
      const meant = meaningOf(text, homeArea)
      const seen = await views([...new Set(pending.map(({ ticketId }) => ticketId))], pending)
      return seen.flatMap(({ cached }) => hitOf(cached, meant) ?? [])
    },

    async position(): Promise<CachePosition> {
      const row = await readPosition(database)
      return {
        deskId: row?.deskId ?? null,
        only: row?.only ?? null,
        position: row?.position ?? 0,
        last: row?.last ?? null,
        appliedAt: (row?.appliedAt ?? null) as CachePosition['appliedAt'],
      }
    },
  }
}

function seatTicket({ cached, isPending }: SeatView): SeatTicket {
  return { ticket: cached.ticket, isPending, kept: cached.kept }
}

function isFiledUnder({ number, values }: Ticket, form: string): boolean {
  return numberForms([number, values.external_no ?? '']).includes(form)
}

function isAskedFor(number: string, wanted: readonly string[]): boolean {
  return numberForms([number]).some((form) => wanted.includes(form))
}

import { CacheDatabase, cacheDatabaseName, type PersonRow } from '../../renderer/storage/cache-database'
import { shippedDistrictNames } from '../../renderer/storage/district-names'
import { placeOf } from '../../renderer/storage/places'
import type { Seal } from '../../renderer/storage/seal'
import { ticketRowOf } from '../../renderer/storage/ticket-row'
import type { IndexedDbParts } from '../../renderer/storage/work-database'
import { cachePolicyOf, defaultCacheLimits } from '../../shared/tickets/cache-limits'
import { keptOf } from '../../shared/tickets/cache-policy'
import { nextCachedTicket, type CachedTicket } from '../../shared/tickets/cached-ticket'
import { contactsOf, withContact, type PersonRecord } from '../../shared/tickets/person-record'
import { createFillLog, type FillOptions } from './fill-log'

const rowsAtOnce = 2_000

/**
 * Fills the cache with the tickets of a made-up log: the same rows as applying the log page by page, without reading them
 * back in between. The position is left as it is, so that a desk whose log is shorter goes on undisturbed.
 */
export async function fillCache(database: CacheDatabase, seal: Seal, options: FillOptions): Promise<{ tickets: number; people: number }> {
  const log = createFillLog(options)
  const districtName = shippedDistrictNames()
  const tickets = new Map<string, CachedTicket>()
  for (let position = 1; position <= log.size; position += 1) {
    const { event } = log.change(position)
    tickets.set(event.ticketId, nextCachedTicket(tickets.get(event.ticketId) ?? null, event))
  }
  const policy = cachePolicyOf(defaultCacheLimits, 'practice')
  const people = new Map<string, PersonRecord>()
  const peopleOf = new Map<string, string[]>()
  const kept = [...tickets].flatMap(([id, folded]) => {
    const cached = keptOf(folded, options.now, policy)
    return cached === null ? [] : [{ id, folded, cached }]
  })
  for (const { id, cached } of kept) {
    for (const contact of contactsOf(cached, districtName)) {
      people.set(contact.personId, withContact(people.get(contact.personId) ?? null, contact))
      peopleOf.set(id, [...(peopleOf.get(id) ?? []), contact.personId])
    }
  }
  await write(kept, async ({ id, folded, cached }) => {
    const rows = await Promise.all((peopleOf.get(id) ?? []).map((personId) => seal.indexKey(personId)))
    return ticketRowOf(seal, { cached, folded, people: rows, before: undefined }, options.now, policy)
  }, (rows) => database.tickets.bulkPut(rows))
  const version = options.now
  await write([...people], async ([personId, record]): Promise<PersonRow> => {
    const id = await seal.indexKey(personId)
    const numbers = await Promise.all([...new Set(record.person.numbers.map((number) => number.key))].map((key) => seal.indexKey(key)))
    return { id, numbers, version, sealed: await seal.seal(placeOf.people({ id, version }), record) }
  }, (rows) => database.people.bulkPut(rows))
  return { tickets: kept.length, people: people.size }
}

async function write<T, Row>(items: readonly T[], rowOf: (item: T) => Promise<Row>, put: (rows: Row[]) => PromiseLike<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += rowsAtOnce) await put(await Promise.all(items.slice(at, at + rowsAtOnce).map(rowOf)))
}

/** Opens the cache of this origin, fills it, and closes it again. */
export async function openAndFillCache(
  mode: 'practice' | 'real',
  seal: Seal,
  options: FillOptions,
  indexedDb?: IndexedDbParts,
): Promise<{ tickets: number; people: number }> {
  const database = new CacheDatabase(cacheDatabaseName(mode), indexedDb)
  try {
    return await fillCache(database, seal, options)
  } finally {
    database.close()
  }
}

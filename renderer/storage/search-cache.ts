import { fieldWithWords, ticketsWithText, type Meaning, type SearchStep, type TicketHit } from '../../shared/tickets/ticket-search'
import type { SearchKey } from '../../shared/tickets/search-keys'
import { blindKeys, kindOfBlindKey } from './blind-keys'
import type { CacheDatabase } from './cache-database'
import type { CacheTables } from './cache-tables'
import type { Seal } from './seal'

export interface SearchCacheDeps {
  readonly database: CacheDatabase
  readonly tables: CacheTables
  readonly seal: Pick<Seal, 'indexKey'>
}

export interface SearchRun {
  tell(step: SearchStep): void
  isStopped(): boolean
  /** Lets others have a turn. */
  pause(): Promise<void>
}

const sliceTickets = 200
const tellEvery = 2_000
/** More is no answer; whoever gets so many is asked for more words. */
const mostHits = 50

/** Looks through the confirmed tickets: by index keys over all of them, by words in those that changed last. */
export async function searchCache(deps: SearchCacheDeps, { keys, words }: Meaning, run: SearchRun): Promise<void> {
  const byKey = await hitsByKey(deps, keys)
  if (run.isStopped()) return
  if (words.length === 0) return run.tell({ hits: byKey, searched: 0, of: 0, state: 'done' })
  const ids = await deps.database.tickets.orderBy('newestFirst').limit(ticketsWithText).primaryKeys()
  run.tell({ hits: byKey, searched: 0, of: ids.length, state: 'searching' })
  const found = new Set(byKey.map(({ ticket }) => ticket.id))
  let fresh: TicketHit[] = []
  let searched = 0
  while (searched < ids.length && found.size < mostHits) {
    await run.pause()
    if (run.isStopped()) return
    const tickets = await deps.tables.tickets(await deps.database.tickets.bulkGet(ids.slice(searched, searched + sliceTickets)))
    for (const { cached: { ticket } } of tickets) {
      const field = found.has(ticket.id) || found.size >= mostHits ? null : fieldWithWords(ticket, words)
      if (field === null) continue
      found.add(ticket.id)
      fresh.push({ ticket, field })
    }
    searched = Math.min(searched + sliceTickets, ids.length)
    if (run.isStopped()) return
    if (fresh.length === 0 && searched % tellEvery !== 0) continue
    run.tell({ hits: fresh, searched, of: ids.length, state: 'searching' })
    fresh = []
  }
  if (!run.isStopped()) run.tell({ hits: [], searched, of: ids.length, state: 'done' })
}

async function hitsByKey({ database, tables, seal }: SearchCacheDeps, keys: readonly SearchKey[]): Promise<readonly TicketHit[]> {
  const blind = await blindKeys(seal, keys)
  const rows = await database.tickets.where('keys').anyOf(blind).distinct().toArray()
  const newest = rows.sort((a, b) => a.newestFirst - b.newestFirst).slice(0, mostHits)
  return (await tables.tickets(newest)).map(({ row, cached }) => {
    const key = row.keys.find((each) => blind.includes(each))
    return { ticket: cached.ticket, field: (key === undefined ? null : kindOfBlindKey(key)) ?? 'employer' }
  })
}

import { Dexie } from 'dexie'
import { DAY_MS } from '../../shared/callers/local-day'
import type { CachePolicy } from '../../shared/tickets/cache-limits'
import { keptOf, leavesBefore, wordsEndBefore, type CacheStage } from '../../shared/tickets/cache-policy'
import type { TicketRow } from './cache-database'
import type { CacheDeps, CacheTables, KeptTicket } from './cache-tables'
import type { TouchedTickets } from './fold-people'
import { readPosition } from './read-position'

export interface AgeDeps extends CacheDeps {
  readonly policy: () => CachePolicy
  readonly tables: CacheTables
  /** Writes tickets as they are to be kept from now on, with the people who have part in them. */
  keep(due: readonly KeptTicket[], kept: TouchedTickets): Promise<boolean>
}

/** One slice is one transaction: a ring's look-up waits for no more than that. */
const sliceTickets = 50
const sliceAside = 200
/** A record of the cache that could not be read was fetched again long ago. */
const asideKeptMs = 90 * DAY_MS

/**
 * Takes out of the cache a slice of what the policy no longer lets lie there, also of tickets that nothing happens to any
 * more. True: there may be more. What is due is found by looking, so nothing is lost when it ends in the middle.
 */
export async function ageCache(deps: AgeDeps): Promise<boolean> {
  const now = deps.clock.now()
  const policy = deps.policy()
  const due = await dueRows(deps, now, policy)
  if (due.length === 0) return forgetAside(deps, now)
  const isOver = new Set(due.flatMap(({ row, why }) => (why === 'over' ? [row.id] : [])))
  const tickets = await deps.tables.tickets(due.map(({ row }) => row))
  const kept = new Map(tickets.map(({ row, cached }) => [row.id, isOver.has(row.id) ? null : keptOf(cached, now, policy)]))
  return tickets.length < due.length || deps.keep(tickets, kept)
}

interface Due {
  readonly row: TicketRow
  readonly why: 'age' | 'over'
}

async function dueRows({ database: { tickets } }: AgeDeps, now: number, policy: CachePolicy): Promise<readonly Due[]> {
  const olderThan = (stage: CacheStage, at: number) =>
    tickets.where('[stage+newestFirst]').between([stage, -at], [stage, Dexie.maxKey], false).limit(sliceTickets).toArray()
  const byAge = [
    ...(await olderThan('worded', Math.max(wordsEndBefore(now, policy), leavesBefore(now, policy)))),
    ...(await olderThan('outline', leavesBefore(now, policy))),
  ]
  if (byAge.length > 0) return byAge.map((row) => ({ row, why: 'age' }))
  const tooMany = (await tickets.count()) - policy.tickets
  return tooMany <= 0 ? [] : (await oldest(tickets, Math.min(tooMany, sliceTickets))).map((row) => ({ row, why: 'over' }))
}

/** Those that ended longest ago, the open ones last. */
async function oldest(tickets: AgeDeps['database']['tickets'], count: number): Promise<readonly TicketRow[]> {
  const found: TicketRow[] = []
  for (const stage of ['outline', 'worded', 'open'] as const) {
    if (found.length >= count) break
    const ofStage = tickets.where('[stage+newestFirst]').between([stage, Dexie.minKey], [stage, Dexie.maxKey]).reverse()
    found.push(...(await ofStage.limit(count - found.length).toArray()))
  }
  return found
}

/** Records put aside before this copy was begun are no holes in it; their count goes down with them. */
async function forgetAside({ database }: AgeDeps, now: number): Promise<boolean> {
  const { setAside, meta } = database
  return database.transaction('rw', setAside, meta, async () => {
    const old = await setAside.filter(({ at }) => at < now - asideKeptMs).limit(sliceAside).primaryKeys()
    if (old.length === 0) return false
    await setAside.bulkDelete(old)
    const position = await readPosition(database)
    if (position !== null) await meta.put({ ...position, asideBefore: Math.max(0, position.asideBefore - old.length) })
    return true
  })
}

import type { CallerCache } from '../../../shared/tickets/caller-cache'
import { meaningOf, type SearchStep, type SearchTickets, type TicketHit } from '../../../shared/tickets/ticket-search'

/** What a search has found so far: all of it, what is found exactly first, then by words, each order once. */
export type FoundTickets = SearchStep

/** Finds orders in the data on this computer. Returns the way to stop, after which nothing is told. */
export type FindTickets = (text: string, tell: (found: FoundTickets) => void) => () => void

interface FindPorts {
  readonly cache: Pick<CallerCache, 'lookupTicket' | 'findOwn'>
  readonly search: SearchTickets
  readonly homeArea: string
}

export function createFindTickets({ cache, search, homeArea }: FindPorts): FindTickets {
  return (text, tell) => {
    let isStopped = false
    let stopSearch = () => undefined as void
    const found = new Map<string, TicketHit>()

    function take(hits: readonly TicketHit[]): readonly TicketHit[] {
      for (const hit of hits) if (!found.has(hit.ticket.id)) found.set(hit.ticket.id, hit)
      return [...found.values()]
    }

    async function begin(): Promise<void> {
      const byNumber = (await cache.lookupTicket(text)).map(({ ticket }) => ({ ticket, field: 'number' }) as const)
      const own = await cache.findOwn(text, homeArea)
      if (isStopped) return
      tell({ hits: take([...byNumber, ...own]), searched: 0, of: 0, state: 'searching' })
      stopSearch = search(meaningOf(text, homeArea), ({ hits, ...step }) => {
        if (!isStopped) tell({ hits: take(hits), ...step })
      })
    }

    begin().catch(() => {
      if (!isStopped) tell({ hits: [...found.values()], searched: 0, of: 0, state: 'failed' })
    })
    return () => {
      isStopped = true
      stopSearch()
    }
  }
}

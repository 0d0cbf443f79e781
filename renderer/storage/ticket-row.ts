import type { CachePolicy } from '../../shared/tickets/cache-limits'
import { stageOf } from '../../shared/tickets/cache-policy'
import type { CachedTicket } from '../../shared/tickets/cached-ticket'
import { isSecretTicket } from '../../shared/tickets/history-item'
import { searchKeysOf } from '../../shared/tickets/search-keys'
import { blindKeys, kindOfBlindKey } from './blind-keys'
import type { TicketRow } from './cache-database'
import { numberForms } from './number-forms'
import { placeOf } from './places'
import type { Seal } from './seal'

export interface TicketParts {
  /** As it is kept. */
  readonly cached: CachedTicket
  /** As it was folded: it may still hold what is found by its key alone. */
  readonly folded: CachedTicket
  readonly people: readonly string[]
  readonly before: TicketRow | undefined
}

/** The row of a ticket: what is looked for beside the seal, all else within. */
export async function ticketRowOf(seal: Seal, { cached, folded, people, before }: TicketParts, now: number, policy: CachePolicy): Promise<TicketRow> {
  const { ticket } = cached
  const fresh = await blindKeys(seal, searchKeysOf(folded))
  return {
    id: ticket.id,
    numbers: numberForms([ticket.number, ticket.values.external_no ?? '']),
    people: [...people],
    keys: isSecretTicket(ticket) ? [] : [...new Set([...fresh, ...keysToHold(before?.keys ?? [], folded)])],
    stage: stageOf(cached, now, policy),
    newestFirst: -ticket.changedAt,
    version: now,
    sealed: await seal.seal(placeOf.tickets({ id: ticket.id, version: now }), cached),
  }
}

/** What the kept part cannot tell any more: an identity number always, everything once the words are gone. */
function keysToHold(keys: readonly string[], { kept }: CachedTicket): readonly string[] {
  return kept === 'outline' ? keys : keys.filter((key) => kindOfBlindKey(key) === 'identity')
}

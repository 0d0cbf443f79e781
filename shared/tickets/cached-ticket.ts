import { foldTicket, type Ticket } from './ticket'
import type { CallerFacts, TicketEvent } from './ticket-event'

/** A ticket on this machine: its fold, and what the fold does not keep. */
export interface CachedTicket {
  readonly ticket: Ticket
  /** Who else called about it. */
  readonly chasers: readonly Chaser[]
  /** Ids of the events folded, so that an own event that has come back from the desk is not folded again. */
  readonly eventIds: readonly string[]
  /** `outline`: its words have left this machine, and its names are masked (`cache-policy.ts`). */
  readonly kept: 'whole' | 'outline'
}

export interface Chaser {
  readonly caller: CallerFacts
  readonly name: string | null
  /** When that call began, UTC ms. */
  readonly at: number
}

/** Folds an event; one that is in it already changes nothing. */
export function nextCachedTicket(cached: CachedTicket | null, event: TicketEvent): CachedTicket {
  if (cached?.eventIds.includes(event.id)) return cached
  const ticket = foldTicket(cached?.ticket ?? null, event)
  const chasers = cached?.chasers ?? []
  const chaser = event.type === 'chased' && event.personal?.caller ? [chaserOf(event.personal.caller, event)] : []
  return { ticket, chasers: [...chasers, ...chaser], eventIds: [...(cached?.eventIds ?? []), event.id], kept: cached?.kept ?? 'whole' }
}

function chaserOf(caller: CallerFacts, event: TicketEvent): Chaser {
  return { caller, name: event.personal?.values?.caller_name ?? null, at: event.happenedAt }
}

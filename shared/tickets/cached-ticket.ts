import { maskName } from '../callers/masking'
import type { FieldValues } from './fields/field-values'
import { isSecretTicket } from './history-item'
import { foldTicket, type Ticket } from './ticket'
import type { CallerFacts, TicketEvent } from './ticket-event'
import { isOpen } from './ticket-rules'

/** A ticket on this machine: its fold, and what the fold does not keep. */
export interface CachedTicket {
  readonly ticket: Ticket
  /** Who else called about it. */
  readonly chasers: readonly Chaser[]
  /** Ids of the events folded, so that an own event that has come back from the desk is not folded again. */
  readonly eventIds: readonly string[]
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
  return { ticket, chasers: [...chasers, ...chaser], eventIds: [...(cached?.eventIds ?? []), event.id] }
}

function chaserOf(caller: CallerFacts, event: TicketEvent): Chaser {
  return { caller, name: event.personal?.values?.caller_name ?? null, at: event.happenedAt }
}

/** How long the words of a closed order stay on this machine. */
export const narrativeDays = 30
const dayMs = 86_400_000

/**
 * What may lie in the cache of a seat (`fields.json`, privacy): never an identity number; the words of an order while it is
 * open or 30 days young; of a secret order its standing only, with the name masked. Retention of the whole is the desk's.
 */
export function leastForCache(cached: CachedTicket, now: number): CachedTicket {
  const { ticket } = cached
  if (isSecretTicket(ticket)) return { ...cached, ticket: withoutContent(ticket), chasers: cached.chasers.map(masked) }
  const keepsWords = isOpen(ticket.state) || now - ticket.changedAt < narrativeDays * dayMs
  return { ...cached, ticket: { ...ticket, values: without(ticket.values, keepsWords ? alwaysLeftOut : leftOutWhenClosed) } }
}

const alwaysLeftOut: ReadonlySet<string> = new Set(['id_no'])
const leftOutWhenClosed: ReadonlySet<string> = new Set([
  'id_no', 'description', 'demand', 'note', 'participants', 'contact_person', 'contact_phone', 'team_leader', 'callback_number',
])

function without(values: FieldValues, keys: ReadonlySet<string>): FieldValues {
  const kept = Object.entries(values).filter(([key]) => !keys.has(key))
  return kept.length === Object.keys(values).length ? values : (Object.fromEntries(kept) as FieldValues)
}

function withoutContent(ticket: Ticket): Ticket {
  const name = ticket.values.caller_name
  return {
    ...ticket,
    values: { confidential: true, ...(name === undefined ? {} : { caller_name: maskName(name) }) },
    emotions: { start: null, end: null },
    risks: [],
    lowerings: [],
    actionsDone: {},
    answeredWith: [],
    leadUnit: null,
    passedOnTo: null,
    satisfaction: null,
    disposition: null,
    summary: null,
    queryCode: null,
    // Who, when and why is no content; words of one's own may be.
    reveals: ticket.reveals.map((reveal) => ({ ...reveal, note: null })),
  }
}

function masked(chaser: Chaser): Chaser {
  return { ...chaser, name: chaser.name === null ? null : maskName(chaser.name) }
}

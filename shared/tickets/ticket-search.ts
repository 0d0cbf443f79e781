import type { CachedTicket } from './cached-ticket'
import { isSecretTicket } from './history-item'
import { keysMeant, searchKeysOf, type SearchKey, type SearchKeyKind } from './search-keys'
import { queryWords } from './text-match'
import type { Ticket } from './ticket'

/** Words are looked for in so many orders, those that changed last. Numbers and names of employers are found in all. */
export const ticketsWithText = 20_000

const textFields = [
  'caller_name', 'title', 'description', 'demand', 'note', 'employer_name', 'employer_short', 'project_name', 'platform_name', 'work_address',
] as const
type TextField = (typeof textFields)[number] | 'summary'

/** Where a hit comes from. */
export type HitField = 'number' | SearchKeyKind | TextField

export interface TicketHit {
  readonly ticket: Ticket
  readonly field: HitField
}

/** What a typed text may mean: values to be found exactly, and words; no words where they would mean half of all orders. */
export interface Meaning {
  readonly keys: readonly SearchKey[]
  readonly words: readonly string[]
}

/** How far a search has come: whatever is found exactly, then words, newest orders first. */
export interface SearchStep {
  /** Found since the step before. */
  readonly hits: readonly TicketHit[]
  /** Orders whose words have been read, of so many; fewer at the end when there were hits enough before. */
  readonly searched: number
  readonly of: number
  readonly state: 'searching' | 'done' | 'failed'
}

/** Tells each step of a search; returns the way to stop, after which nothing is told. A new search stops the one before. */
export type SearchTickets = (meaning: Meaning, tell: (step: SearchStep) => void) => () => void

export function meaningOf(text: string, homeArea: string): Meaning {
  const words = queryWords(text)
  return { keys: keysMeant(text, homeArea), words: words.some((word) => word.length > 1) ? words : [] }
}

/** Whether a ticket is meant, and by what; nothing is found in a secret one. */
export function hitOf(cached: CachedTicket, { keys, words }: Meaning): TicketHit | null {
  const own = searchKeysOf(cached)
  const key = keys.find((wanted) => own.some((each) => each.kind === wanted.kind && each.value === wanted.value))
  const field = key?.kind ?? fieldWithWords(cached.ticket, words)
  return field === null ? null : { ticket: cached.ticket, field }
}

/** The field that holds the first of the words, when each of them stands somewhere in the ticket. */
export function fieldWithWords(ticket: Ticket, words: readonly string[]): TextField | null {
  if (words.length === 0 || isSecretTicket(ticket)) return null
  const texts = [
    ...textFields.map((field) => [field, comparable(ticket.values[field])] as const),
    ['summary', comparable(ticket.summary)] as const,
  ]
  const fields = words.map((word) => texts.find(([, text]) => text.includes(word))?.[0] ?? null)
  return fields.includes(null) ? null : (fields[0] ?? null)
}

/** In the form of `queryWords`. */
function comparable(text: string | null | undefined): string {
  return text == null ? '' : text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

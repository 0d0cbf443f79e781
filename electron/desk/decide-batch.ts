import type { DeskError, DeskRefusal } from '../../shared/desk-api/desk-api'
import { epochMs } from '../../shared/lib/clock'
import { once } from '../../shared/lib/once'
import { err, ok, type Result } from '../../shared/lib/result'
import { dueOfOrder } from '../../shared/tickets/deadlines/order-clock'
import { shippedDeadlineData, type DeadlineData } from '../../shared/tickets/deadlines/shipped'
import { shippedDispatchData, type DispatchData } from '../../shared/tickets/dispatch/dispatch-rules'
import { parseUnitKey } from '../../shared/tickets/dispatch/unit-key'
import { mappingsOf, shippedRetiredCodes, type RetiredCodes } from '../../shared/tickets/map-codes'
import { findCategory, REQUEST_TYPES } from '../../shared/tickets/taxonomy'
import { foldEvents, foldTicket, type Ticket } from '../../shared/tickets/ticket'
import { checkEvent, type RefusalCode } from '../../shared/tickets/ticket-rules'
import type { Author, TicketEvent, TicketEventOf } from '../../shared/tickets/ticket-event'
import { uuidOfText } from '../../shared/tickets/uuid-of-text'
import { saysTheSame } from './same-content'
import type { LoggedEvent, NewEvent } from './store/desk-store'
import type { BatchContext } from './store/proposals'

/** What the desk knows better than the sender. */
export interface DeskIdentity {
  readonly author: Author
  readonly practice: boolean
  /** Whether the author's roles have it, on an order that was sent to these units. Absent where one person does everything. */
  readonly mayMake?: (event: TicketEvent, order: { readonly sentTo: readonly string[] }) => boolean
}

/** Lists that the desk reckons by, whatever version of them the sender has. */
export interface DeskLists {
  readonly deadlines: DeadlineData
  readonly codes: RetiredCodes
  /** Every category and department that an order may name, also those out of use. */
  readonly dispatch: Pick<DispatchData, 'taxonomy' | 'departments'>
}

const deskLists = once((): DeskLists => ({ deadlines: shippedDeadlineData(), codes: shippedRetiredCodes(), dispatch: shippedDispatchData() }))

/** Who maps old codes. */
const deskItself: Author = { kind: 'system', id: 'desk', name: '', seat: '0000' }

export interface BatchDecision {
  readonly added: readonly NewEvent[]
  /** The tickets that the added events make, each once. */
  readonly tickets: readonly Ticket[]
}

/**
 * Decides over a batch, event by event, each on top of those before it: an event that is known is passed over, a new one
 * is checked by the rules that the console used. One wrong event refuses the whole batch.
 */
export function decideBatch(
  events: readonly TicketEvent[],
  context: BatchContext,
  identity: DeskIdentity,
  lists: DeskLists = deskLists(),
): Result<BatchDecision, DeskError> {
  const { deadlines, codes } = lists
  const known = new Map(context.known.map((logged) => [logged.event.id, logged]))
  const tickets = foldTickets(context.ofTickets)
  const owners = new Map(context.ownersOfNumbers)
  const changed = new Set<string>()
  const added: NewEvent[] = []

  for (const sent of events) {
    const before = known.get(sent.id)
    if (before !== undefined) {
      if (!saysTheSame(before, sent)) return err({ code: 'event-id-reused', eventId: sent.id })
      continue
    }
    const ticket = tickets.get(sent.ticketId) ?? null
    const event = withOwnDue({ ...sent, author: checkedAuthor(sent.author, identity.author) }, ticket, deadlines)
    const reason = refusalOf(ticket, event, owners, identity) ?? unknownCode(event, lists)
    if (reason !== null) return err({ code: 'refused', eventId: event.id, reason })

    const next = add(ticket, event)
    const mapping = mappingAfter(event, next, codes)
    if (mapping !== null) add(next, mapping)
  }
  return ok({ added, tickets: [...changed].flatMap((id) => tickets.get(id) ?? []) })

  function add(ticket: Ticket | null, event: TicketEvent): Ticket {
    const next = foldTicket(ticket, event)
    tickets.set(next.id, next)
    owners.set(next.number, next.id)
    changed.add(next.id)
    added.push({ event, version: next.version })
    known.set(event.id, { position: 0, version: next.version, event, hadPersonal: event.personal !== null })
    return next
  }
}

/**
 * SECURITY: the author is whoever the desk knows to be behind the token, whatever is claimed. That somebody else is named is kept
 * beside it: who wrote an order and who delivered it are two people where a seat was lost.
 */
function checkedAuthor({ kind, id, name, seat }: Author, checked: Author): Author {
  return kind === 'system' || id === checked.id ? checked : { ...checked, writtenBy: { id, name, seat } }
}

/** What was sent stays as it was sent; the codes of today follow it as an event of the desk. */
function mappingAfter(event: TicketEvent, ticket: Ticket, codes: RetiredCodes): TicketEventOf<'codes-mapped'> | null {
  const mapped = [...mappingsOf(event, ticket, codes)]
  if (mapped.length === 0) return null
  const { ticketId, happenedAt, recordedAt } = event
  return {
    id: uuidOfText(`codes mapped after ${event.id}`),
    ticketId, happenedAt, recordedAt,
    type: 'codes-mapped',
    author: deskItself,
    basedOn: ticket.version,
    data: { mapped },
    personal: null,
  }
}

/** The limit that was sent is what the agent saw; the desk reckons its own, by the same rule from its own calendar. */
function withOwnDue(event: TicketEvent, ticket: Ticket | null, deadlines: DeadlineData): TicketEvent {
  if (event.type !== 'sent-for-dispatch' || ticket === null) return event
  const type = REQUEST_TYPES.find((code) => code === ticket.values.request_type)
  const order = { callStartedAt: epochMs(ticket.createdAt), handedInAt: epochMs(event.happenedAt) }
  const handleDueAt = type === undefined ? null : dueOfOrder({ ...order, type }, deadlines)
  return { ...event, data: { proposal: { ...event.data.proposal, handleDueAt } } }
}

function refusalOf(
  ticket: Ticket | null,
  event: TicketEvent,
  owners: ReadonlyMap<string, string>,
  identity: DeskIdentity,
): RefusalCode | DeskRefusal | null {
  if (event.type === 'codes-mapped') return 'desk-only'
  if (identity.mayMake?.(event, { sentTo: ticket?.sentTo ?? [] }) === false) return 'not-allowed'
  const checked = checkEvent(ticket, event)
  if (!checked.ok) return checked.error.code
  if (event.type === 'opened' && event.data.practice !== identity.practice) return 'practice-mismatch'
  const number = numberGivenBy(event)
  return number !== null && owners.has(number) ? 'number-taken' : null
}

/**
 * A code that is in no list of the desk: nobody could read the order, and no figure would count it. Codes out of use are none of
 * these, for a seat that was away is not told to write its order again.
 */
function unknownCode(event: TicketEvent, { codes, dispatch }: DeskLists): DeskRefusal | null {
  if (event.type === 'facts-recorded') {
    const { category } = event.data.values
    const isKnown = category === undefined || findCategory(category, dispatch.taxonomy) !== null || codes.categories.some(({ code }) => code === category)
    return isKnown ? null : 'category-unknown'
  }
  if (event.type !== 'sent-for-dispatch') return null
  const { leadUnit, cooperatingUnits } = event.data.proposal
  const units = leadUnit === null ? cooperatingUnits : [leadUnit, ...cooperatingUnits]
  return units.every((key) => dispatch.departments.some(({ code }) => code === parseUnitKey(key)?.department)) ? null : 'unit-unknown'
}

/** The number that a ticket's first event gives it. */
export function numberGivenBy(event: TicketEvent): string | null {
  if (event.type === 'opened') return event.data.number
  return event.type === 'imported' ? event.data.externalNo : null
}

function foldTickets(events: readonly LoggedEvent[]): Map<string, Ticket> {
  const byTicket = new Map<string, TicketEvent[]>()
  for (const { event } of events) {
    const list = byTicket.get(event.ticketId)
    if (list === undefined) byTicket.set(event.ticketId, [event])
    else list.push(event)
  }
  return new Map(
    [...byTicket].flatMap(([id, list]) => {
      const ticket = foldEvents(list)
      return ticket === null ? [] : [[id, ticket] as const]
    }),
  )
}

import type {
  ChangesAnswer, DeskError, DeskHealth, EventBatchAnswer, Receipt, TicketStatusAnswer,
} from '../../shared/desk-api/desk-api'
import type { Clock } from '../../shared/lib/clock'
import { err, ok, type Result } from '../../shared/lib/result'
import { foldEvents } from '../../shared/tickets/ticket'
import type { Author, TicketEvent } from '../../shared/tickets/ticket-event'
import { decideBatch, numberGivenBy, type DeskIdentity } from './decide-batch'
import { fitsSecondFactor, usualQueryLimits, type QueryLimits } from './query-code'
import type { DeskStore, LogWriter } from './store/desk-store'

/** What a desk does, whatever it is asked through. Shapes and meanings are those of `shared/desk-api`. */
export interface Desk {
  health(): Promise<DeskHealth>
  /**
   * Adds a batch to the log, all or nothing; committed when it resolves. Author and time of receipt are the desk's own.
   * Errors: `event-id-reused`, `refused`.
   */
  accept(batch: { readonly events: readonly TicketEvent[] }): Promise<Result<EventBatchAnswer, DeskError>>
  changes(query: { readonly after: number; readonly limit: number }): Promise<ChangesAnswer>
  history(query: { readonly historyKey: string; readonly limit: number }): Promise<Pick<ChangesAnswer, 'changes'>>
  /** Errors: `not-found` (also for a wrong second factor), `too-many-tries`. */
  ticketStatus(query: { readonly queryCode: string; readonly second: string }): Promise<Result<TicketStatusAnswer, DeskError>>
  newest(): Promise<number>
  onHint(listener: (position: number) => void): () => void
}

export interface DeskOptions {
  readonly store: DeskStore
  readonly clock: Clock
  /** The identity that stands behind the token: author of everything accepted. */
  readonly author: Author
  readonly practice: boolean
  readonly queryLimits?: QueryLimits
}

export function createDesk({ store, clock, author, practice, queryLimits = usualQueryLimits }: DeskOptions): Desk {
  return {
    async health() {
      await store.newest()
      return { status: 'ready', deskId: store.deskId, practice, author, now: clock.now() }
    },

    accept: ({ events }) => store.write((log) => acceptInto(log, events, { author, practice }, clock.now())),

    async changes({ after, limit }) {
      const changes = await store.changesAfter(after, limit)
      const newest = await store.newest()
      return { changes, newest }
    },

    history: async ({ historyKey, limit }) => ({ changes: await store.changesOfHistory(historyKey, limit) }),

    async ticketStatus({ queryCode, second }) {
      const { windowMs, perCode, together } = queryLimits
      const now = clock.now()
      const ofCode = await store.countTry(`code ${queryCode}`, now, windowMs)
      const ofAll = await store.countTry('all codes', now, windowMs)
      if (ofCode > perCode || ofAll > together) return err({ code: 'too-many-tries' })

      const tickets = (await store.ticketsWithQueryCode(queryCode)).flatMap((events) => foldEvents(events) ?? [])
      const found = tickets.find((ticket) => fitsSecondFactor(ticket, second))
      if (found === undefined) return err({ code: 'not-found' })
      await store.forgetTries(`code ${queryCode}`)
      return ok({ state: found.state, changedAt: found.changedAt })
    },

    newest: () => store.newest(),
    onHint: (listener) => store.onHint(listener),
  }
}

async function acceptInto(
  log: LogWriter,
  events: readonly TicketEvent[],
  identity: DeskIdentity,
  now: number,
): Promise<Result<EventBatchAnswer, DeskError>> {
  const known = await log.eventsById(distinct(events.map((event) => event.id)))
  const ofTickets = await log.eventsOfTickets(distinct(events.map((event) => event.ticketId)))
  const ownersOfNumbers = await log.ownersOfNumbers(distinct(events.flatMap((event) => numberGivenBy(event) ?? [])))
  const decision = decideBatch(events, { known, ofTickets, ownersOfNumbers }, identity)
  if (!decision.ok) return decision

  const added = await log.append(decision.value.added, decision.value.tickets, now)
  const receipts = new Map<string, Receipt>([
    ...known.map(({ event, position, version }) => [event.id, { eventId: event.id, position, version }] as const),
    ...added.map((place) => [place.eventId, place] as const),
  ])
  return ok({ receipts: events.flatMap((event) => receipts.get(event.id) ?? []) })
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}

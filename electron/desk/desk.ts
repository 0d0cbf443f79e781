import type {
  ChangesAnswer, ChangesQuery, DeskError, DeskHealth, EventBatchAnswer, Receipt, TicketStatusAnswer,
} from '../../shared/desk-api/desk-api'
import type { Clock } from '../../shared/lib/clock'
import { err, ok, type Result } from '../../shared/lib/result'
import { isKnownAs } from '../../shared/tickets/secret-parts'
import { foldEvents, type Ticket } from '../../shared/tickets/ticket'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { decideBatch, numberGivenBy, type DeskIdentity, type DeskLists } from './decide-batch'
import { fitsSecondFactor, usualQueryLimits, type QueryLimits } from './query-code'
import type { DeskStore } from './store/desk-store'
import type { Proposal } from './store/proposals'

/** What a desk does, whatever it is asked through. Shapes and meanings are those of `shared/desk-api`. */
export interface Desk {
  health(): Promise<DeskHealth>
  /**
   * Adds a batch to the log, all or nothing; committed when it resolves. Author and time of receipt are the desk's own.
   * Errors: `event-id-reused`, `refused`.
   */
  accept(batch: { readonly events: readonly TicketEvent[] }): Promise<Result<EventBatchAnswer, DeskError>>
  changes(query: ChangesQuery): Promise<ChangesAnswer>
  /** Errors: `not-found` (also for a wrong second factor), `too-many-tries`. */
  ticketStatus(query: { readonly queryCode: string; readonly second: string }): Promise<Result<TicketStatusAnswer, DeskError>>
  newest(): Promise<number>
  onHint(listener: (position: number) => void): () => void
}

/** `author`: who stands behind the token, author of everything accepted. One of a shared desk is made for every request. */
export interface DeskOptions extends DeskIdentity {
  readonly store: DeskStore
  readonly clock: Clock
  readonly queryLimits?: QueryLimits
  /** Asked for every batch; absent: those that came with the program. */
  readonly lists?: () => Promise<DeskLists>
  /** Whether the author may be told of this order. Absent where one person reads everything. */
  readonly mayRead?: (ticket: Ticket) => boolean
}

export function createDesk({ store, clock, queryLimits = usualQueryLimits, lists, mayRead = () => true, ...identity }: DeskOptions): Desk {
  const { author, practice } = identity
  return {
    async health() {
      await store.newest()
      return { status: 'ready', deskId: store.deskId, practice, author, now: clock.now() }
    },

    async accept({ events }) {
      const ofToday = await lists?.()
      return store.propose(proposalOf(events, { identity, lists: ofToday }, clock.now()))
    },

    async changes({ after, limit, last }) {
      const isCompared = last !== undefined && after > 0
      const found = await store.changesAfter(isCompared ? after - 1 : after, isCompared ? limit + 1 : limit)
      const newest = await store.newest()
      if (!isCompared) return { changes: found, newest }
      const [at, ...changes] = found
      return at?.position === after && isKnownAs(at, last) ? { changes, newest } : { changes: [], newest, isAnotherLog: true }
    },

    async ticketStatus({ queryCode, second }) {
      const { windowMs, perCode, together } = queryLimits
      const now = clock.now()
      const ofCode = await store.countTry(`code ${queryCode}`, now, windowMs)
      const ofAll = await store.countTry('all codes', now, windowMs)
      if (ofCode > perCode || ofAll > together) return err({ code: 'too-many-tries' })

      const tickets = (await store.ticketsWithQueryCode(queryCode)).flatMap((events) => foldEvents(events) ?? [])
      const found = tickets.find((ticket) => fitsSecondFactor(ticket, second) && mayRead(ticket))
      if (found === undefined) return err({ code: 'not-found' })
      await store.forgetTries(`code ${queryCode}`)
      return ok({ state: found.state, changedAt: found.changedAt })
    },

    newest: () => store.newest(),
    onHint: (listener) => store.onHint(listener),
  }
}

function proposalOf(
  events: readonly TicketEvent[],
  { identity, lists }: { readonly identity: DeskIdentity; readonly lists: DeskLists | undefined },
  now: number,
): Proposal<Result<EventBatchAnswer, DeskError>> {
  return {
    eventIds: distinct(events.map((event) => event.id)),
    ticketIds: distinct(events.map((event) => event.ticketId)),
    numbers: distinct(events.flatMap((event) => numberGivenBy(event) ?? [])),
    receivedAt: now,
    decide(context) {
      const decision = decideBatch(events, context, identity, lists)
      if (!decision.ok) return { added: [], tickets: [], answer: () => decision }
      return {
        ...decision.value,
        answer(places) {
          const receipts = new Map<string, Receipt>([
            ...context.known.map(({ event, position, version }) => [event.id, { eventId: event.id, position, version }] as const),
            ...places.map((place) => [place.eventId, place] as const),
          ])
          return ok({ receipts: events.flatMap((event) => receipts.get(event.id) ?? []) })
        },
      }
    },
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}

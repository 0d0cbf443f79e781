import type { DeskStore, LoggedEvent, LogWriter } from '../../../electron/desk/store/desk-store'
import { proposeAlone } from '../../../electron/desk/store/proposals'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { testUuid } from '../drafts'

/** A desk's store that forgets everything at the end of the test; it passes the same contract as PostgreSQL. */
export function createMemoryDeskStore(deskId: string = testUuid(1)): DeskStore {
  let log: readonly LoggedEvent[] = []
  let tickets: ReadonlyMap<string, Ticket> = new Map()
  let lastWriter: Promise<unknown> = Promise.resolve()
  const tries = new Map<string, { since: number; count: number }>()
  const listeners = new Set<(position: number) => void>()
  const changeOf = ({ position, version, event }: LoggedEvent) => ({ position, version, event })

  async function asOnlyWriter<T>(work: (writer: LogWriter) => Promise<T>): Promise<T> {
    let written = log
    const changed = new Map(tickets)
    const result = await work({
      about: async ({ eventIds, ticketIds, numbers }) => ({
        known: written.filter(({ event }) => eventIds.includes(event.id)),
        ofTickets: written.filter(({ event }) => ticketIds.includes(event.ticketId)),
        ownersOfNumbers: new Map([...changed.values()].filter((ticket) => numbers.includes(ticket.number)).map((ticket) => [ticket.number, ticket.id])),
      }),
      async append(events, newTickets) {
        const added = events.map(({ event, version }, index) => ({
          position: written.length + 1 + index, version, event: copy(event), hadPersonal: event.personal !== null,
        }))
        // As the database refuses it.
        if (new Set([...written, ...added].map(({ event }) => event.id)).size < written.length + added.length) throw new Error('an event twice')
        written = [...written, ...added]
        for (const ticket of newTickets) changed.set(ticket.id, ticket)
        return added.map(({ event, position, version }) => ({ eventId: event.id, position, version }))
      },
    })
    const isNew = written.length > log.length
    log = written
    tickets = changed
    if (isNew) for (const listener of listeners) listener(log.length)
    return result
  }

  const write: DeskStore['write'] = (work) => {
    const mine = lastWriter.then(() => asOnlyWriter(work))
    lastWriter = mine.catch(() => undefined)
    return mine
  }
  return {
    deskId,
    write,
    propose: (proposal) => proposeAlone(write, proposal),
    newest: async () => log.length,
    changesAfter: async (position, limit) => log.slice(position, position + limit).map(changeOf),
    async changesOfHistory(historyKey, limit) {
      const newest = [...tickets.values()]
        .filter((ticket) => ticket.caller?.historyKey === historyKey)
        .sort((a, b) => b.changedAt - a.changedAt)
        .slice(0, limit)
        .map((ticket) => ticket.id)
      return log.filter(({ event }) => newest.includes(event.ticketId)).map(changeOf)
    },
    async ticketsWithQueryCode(queryCode) {
      const found = [...tickets.values()].filter((ticket) => ticket.queryCode === queryCode)
      return found.map(({ id }) => log.flatMap(({ event }) => (event.ticketId === id ? [event] : [])))
    },
    async countTry(what, now, windowMs) {
      const before = tries.get(what)
      const isNew = before === undefined || before.since <= now - windowMs
      const counted = isNew ? { since: now, count: 1 } : { ...before, count: before.count + 1 }
      tries.set(what, counted)
      return counted.count
    },
    forgetTries: async (what) => void tries.delete(what),
    onHint(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}

function copy(event: TicketEvent): TicketEvent {
  return structuredClone(event)
}

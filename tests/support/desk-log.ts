import type { Change, ChangesAnswer } from '../../shared/desk-api/desk-api'
import type { TicketEvent } from '../../shared/tickets/ticket-event'

/** A desk's log in memory: gives each event its position and version, and hands out pages as the desk does. */
export interface DeskLog {
  readonly changes: readonly Change[]
  /** Adds what is not in it yet; gives back the places of all, old and new. */
  append(events: readonly TicketEvent[]): Change[]
  after(position: number, limit?: number): ChangesAnswer
  /** An older backup is restored, which ends here. */
  setBack(to: number): void
}

export function createDeskLog(): DeskLog {
  const changes: Change[] = []
  const versions = new Map<string, number>()
  return {
    changes,
    append: (events) =>
      events.map((event) => {
        const known = changes.find((change) => change.event.id === event.id)
        if (known) return known
        const version = (versions.get(event.ticketId) ?? 0) + 1
        versions.set(event.ticketId, version)
        const change = { position: changes.length + 1, version, event }
        changes.push(change)
        return change
      }),
    setBack(to) {
      for (const { event } of changes.splice(to)) versions.set(event.ticketId, (versions.get(event.ticketId) ?? 0) - 1)
    },
    after: (position, limit = 500) => ({ changes: changes.slice(position, position + limit), newest: changes.length }),
  }
}

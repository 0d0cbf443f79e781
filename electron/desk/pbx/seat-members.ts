import { seatAtPbx, type SeatAtPbx } from '../../../shared/queue/seat-at-pbx'
import type { QueueMember } from '../../../shared/queue/queue-state'
import type { QueueNews } from './queue-feed'

/** What a PBX says of single seats: for the seat itself, which does not see the queues. */
export interface SeatMembers {
  /** Null while the PBX does not answer, or has not been read. */
  of(extension: string): SeatAtPbx | null
  /** Called with the extension that may be another now; null: any of them. Returns the way to stop. */
  subscribe(listener: (extension: string | null) => void): () => void
}

type Row = Pick<QueueMember, 'membership' | 'reason' | 'device'>

/** Follows a feed by seat, so that asking for one of five hundred costs what its own queues cost. */
export function createSeatMembers(): SeatMembers & { hear(news: QueueNews): void } {
  const listeners = new Set<(extension: string | null) => void>()
  /** By extension and queue; null while nobody can say. */
  let seats: Map<string, Map<string, Row>> | null = null

  function tell(extension: string | null): void {
    for (const listener of [...listeners]) listener(extension)
  }

  function put(into: Map<string, Map<string, Row>>, { queue, extension, ...row }: Row & Pick<QueueMember, 'queue' | 'extension'>): void {
    const queues = into.get(extension) ?? new Map<string, Row>()
    queues.set(queue, row)
    into.set(extension, queues)
  }

  return {
    hear(news) {
      switch (news.kind) {
        case 'read': {
          const read = new Map<string, Map<string, Row>>()
          for (const member of news.state.members) put(read, member)
          seats = read
          return tell(null)
        }
        case 'away':
          seats = null
          return tell(null)
        case 'happened': {
          const { event } = news
          if (seats === null || event.kind !== 'member') return
          const { extension, queue, membership, reason, device } = event
          if (membership === 'removed') seats.get(extension)?.delete(queue)
          else put(seats, { extension, queue, membership, reason, device })
          return tell(extension)
        }
      }
    },
    of: (extension) => (seats === null ? null : seatAtPbx([...(seats.get(extension)?.values() ?? [])])),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

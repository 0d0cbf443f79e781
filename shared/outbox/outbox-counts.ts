import type { EpochMs } from '../lib/clock'
import { isAskedAfter } from './delivery'
import { parkedAhead, type QueuedDelivery } from './lanes'
import { passing, type QueuedWork } from './outbox'

/** What the state bar says of the outbox. An accepted entry no longer counts: the desk has it. */
export interface OutboxCounts {
  /** Not sent yet, or to be sent again; includes those held behind a refused one. */
  readonly waiting: number
  /** Sent, no receipt yet. */
  readonly sending: number
  /** Parked: somebody has to look at them. */
  readonly refused: number
  /** Of the waiting ones: those that stand behind a refused one of the same ticket. */
  readonly held: number
  /** When the oldest one that the desk has not taken was written; null when there is none. */
  readonly oldestAt: EpochMs | null
}

export const emptyOutbox: OutboxCounts = { waiting: 0, sending: 0, refused: 0, held: 0, oldestAt: null }

/**
 * As an agent counts: what may be passed goes with whatever else is owed of its order, unless the desk has refused it, and what the desk
 * has had before is no work that waits.
 */
export function countedEntries<Q extends QueuedDelivery>(queue: readonly Q[]): readonly Q[] {
  const counted = queue.filter(({ delivery }) => !isAskedAfter(delivery))
  const owed = new Set(counted.flatMap(({ ticketId, delivery, mayBePassed }) => (mayBePassed === true || delivery.state === 'accepted' ? [] : [ticketId])))
  return counted.filter(({ ticketId, delivery, mayBePassed }) => mayBePassed !== true || delivery.state === 'refused' || !owed.has(ticketId))
}

/** The same of work that is carried from seat to seat. */
export function countedWork<W extends Pick<QueuedWork, 'ticketId' | 'events'>>(works: readonly W[]): readonly W[] {
  const goesAlong = ({ events }: W) => passing(events).mayBePassed === true
  const owed = new Set(works.flatMap((work) => (goesAlong(work) ? [] : [work.ticketId])))
  return works.filter((work) => !goesAlong(work) || !owed.has(work.ticketId))
}

export function countOutbox(queue: readonly (QueuedDelivery & { readonly enqueuedAt: EpochMs })[]): OutboxCounts {
  const open = countedEntries(queue).filter(({ delivery }) => delivery.state !== 'accepted')
  const inState = (state: string) => open.filter(({ delivery }) => delivery.state === state)
  return {
    waiting: inState('waiting').length,
    sending: inState('sending').length,
    refused: inState('refused').length,
    held: parkedAhead(open).size,
    oldestAt: open.length === 0 ? null : (Math.min(...open.map(({ enqueuedAt }) => enqueuedAt)) as EpochMs),
  }
}

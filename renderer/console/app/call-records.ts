import type { CallId } from '../../../shared/calls/call'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import { recordedCallOf } from '../../../shared/calls/recorded-call'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import type { Outbox } from '../../../shared/outbox/outbox'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Author } from '../../../shared/tickets/ticket-event'
import { hasWord } from '../seat/agent-found'
import { callById } from '../seat/seat-store'
import type { TodayLog } from './today-store'

export interface CallRecordPorts {
  readonly today: Pick<TodayLog, 'onRead' | 'refresh'>
  readonly outbox: Pick<Outbox, 'enqueue' | 'entries' | 'move' | 'discard'>
  readonly cache: Pick<CallerCache, 'lookupTicket' | 'confirmed'>
  readonly line: Pick<PhoneLine, 'subscribe'>
  /** Calls whose lines said nothing of their end when this page began. */
  readonly open: ReadonlySet<CallId>
  readonly clock: Clock
  readonly timers: Timers
  readonly author: Author
}

const retryMs = 2_000

/**
 * Tells every order how the calls about it went, once each: those that it came of and those that were dialled about it. What is still to
 * be told is no list of its own: it is asked of the call log whenever that is read, after a call, after a submission and at a start, so
 * that no reload, lock or power cut loses any of it. Of a call whose end nobody saw the order hears that, and what is known.
 *
 * A delivery of its own, behind that of the order: a desk that knows of no such event takes the order all the same.
 */
export function followCallRecords({ today, outbox, cache, line, open, clock, timers, author }: CallRecordPorts): () => void {
  /** What needs no second look in this page: by the call and the orders that it had then. */
  const told = new Set<string>()
  /** Ids of events that the outbox has taken: lines that were read before that do not say so. */
  const taken = new Set<string>()
  let unseen: ReadonlySet<string> = new Set()
  let last: Promise<void> = Promise.resolve()
  let retry: { cancel(): void } | null = null

  const isOver = ({ callId, outcome, manual }: CallLogEntry) => manual === undefined && (outcome !== null || unseen.has(callId))
  const keyOf = ({ callId, ticketNumbers }: CallLogEntry) => [callId, ...ticketNumbers].join(' ')

  /** False: the disk did not take it, or an order is not known here (yet). */
  async function tell(entry: CallLogEntry): Promise<'told' | 'unknown-order' | 'not-taken'> {
    const found = await Promise.all(entry.ticketNumbers.map(async (number) => (await cache.lookupTicket(number)).find(({ ticket }) => ticket.number === number)?.ticket.id))
    for (const ticketId of found) {
      if (ticketId === undefined || entry.recordedOn?.includes(ticketId) === true) continue
      const event = callRecordedEvent(ticketId, recordedCallOf(entry), author)
      if (taken.has(event.id)) continue
      const queued = await outbox.enqueue({ id: event.id, ticketId, events: [event], draft: null, call: null })
      if (!queued.ok && queued.error.code !== 'malformed') return 'not-taken'
      taken.add(event.id)
    }
    return found.includes(undefined) ? 'unknown-order' : 'told'
  }

  async function bring(entries: readonly CallLogEntry[]): Promise<void> {
    await seeToThoseOfNoOrder()
    for (const entry of entries) {
      if (entry.recordedOn === undefined || entry.ticketNumbers.length === 0 || !isOver(entry) || told.has(keyOf(entry))) continue
      const end = await tell(entry)
      if (end === 'told') told.add(keyOf(entry))
      // Where one finds no room the next finds none.
      if (end === 'not-taken') return again()
    }
  }

  /** The desk has refused them without their order: they go again once it has that. Where it was thrown away no desk will ever know it. */
  async function seeToThoseOfNoOrder(): Promise<void> {
    for (const { id, ticketId, mayBePassed, delivery } of outbox.entries()) {
      if (mayBePassed !== true || delivery.state !== 'refused' || delivery.refusal.reason !== 'not-opened') continue
      const ofOrder = outbox.entries().filter((other) => other.ticketId === ticketId && other.mayBePassed !== true)
      if (ofOrder.some((other) => other.delivery.state !== 'accepted')) continue
      if (ofOrder.length > 0 || (await cache.confirmed(ticketId)) !== null) await outbox.move(id, { kind: 'released', at: clock.now() })
      else await outbox.discard(id, null)
    }
  }

  function again(): void {
    retry ??= timers.after(retryMs, () => {
      retry = null
      void today.refresh()
    })
  }

  today.onRead((entries) => {
    last = last.then(() => bring(entries)).catch(again)
  })
  let isHeard = false
  const stop = line.subscribe((snapshot) => {
    if (isHeard || !hasWord(snapshot)) return
    isHeard = true
    unseen = new Set([...open].filter((callId) => callById(snapshot, callId) === null))
    if (unseen.size > 0) void today.refresh()
  })

  return () => {
    stop()
    retry?.cancel()
  }
}

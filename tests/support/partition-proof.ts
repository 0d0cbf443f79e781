import { deskRoutes, eventBatchSchema, maxBatchEvents } from '../../shared/desk-api/desk-api'
import { isAskedAfter } from '../../shared/outbox/delivery'
import type { OutboxEntry, Submission } from '../../shared/outbox/outbox'
import { backoffMs } from '../../shared/lib/backoff'
import { newMedia, openConnectedSeat, type ConnectedSeat } from './connected-seat'
import { startDeskOn, type DeskOnPostgres } from './desk/desk-on-postgres'
import { readLog, sendEvents, testToken } from './desk/running-desk'
import type { DatabaseMaker } from './desk/test-postgres'
import { draftOf, morning, submissionOfDraft, testUuid, ticketOf, wageComplaint } from './drafts'
import { openFaultyWay, wayFaults, type FaultyWay } from './faulty-way'
import { seededRandom, seededUnit, spread, type SeededRandom } from './seeded-random'
import { createVirtualTime, type VirtualTime } from './virtual-time'

export interface PartitionProof {
  readonly submissions: number
  readonly requests: number
  /** Requests that met a fault. */
  readonly faults: number
  readonly reloads: number
  /** From the healing to the last order accepted, in the time of the seat. */
  readonly drainedAfterMs: number
}

export interface PartitionOptions {
  readonly server: DatabaseMaker
  readonly seed: number
  /** A mistake that the proof has to find. */
  spoil?(fetch: typeof globalThis.fetch): typeof globalThis.fetch
}

/** What a request may wait for its answer, and what a seat pauses at most before it tries again (`delivery-loop`, `desk-link`). */
const answerLimitMs = 15_000
const pauses = { baseMs: 1_000, capMs: 60_000 }
const longestLookMs = 5_000
const mostTickets = 4

/**
 * A seat works while the network between it and a real desk does everything to its requests that a network can; then the
 * network heals. Nothing may be left waiting longer than for what was under way and one pause, no try may fail any more, the desk
 * has every event once and those of a ticket in their order, and everything sent twice again changes no byte of its tables.
 *
 * @throws with the seed at the first thing that is otherwise
 */
export async function provePartition({ server, seed, spoil = (fetch) => fetch }: PartitionOptions): Promise<PartitionProof> {
  const random = seededRandom(spread(seed, -1))
  const database = await server.createDatabase()
  let way: FaultyWay | null = null
  const time = createVirtualTime(morning, () => way?.isBusy() ?? false)
  const desk = await startDeskOn(database, time.clock)
  const faults = wayFaults.filter(() => random.below(2) === 0)
  way = await openFaultyWay({ target: desk.origin, timers: time.timers, seed, percent: 30 + random.below(65), faults })
  const shift = createShift({ time, way, seed, fetch: spoil(way.fetch) })
  try {
    await shift.open()
    for (let step = 6 + random.below(9); step > 0; step -= 1) await shift.goOn(random)
    way.heal()
    const drainedAfterMs = await drain(shift.seat(), time)
    await compare(shift.submissions, desk)
    // The copy of the desk's log has come as far, and nothing is owed any more.
    const newest = shift.submissions.flatMap(({ events }) => events).length
    await time.until(() => shift.seat().isSettledAt(newest))
    await sendAllAgain(shift.submissions, desk)
    const faulty = [...way.seen.faults.values()].reduce((sum, count) => sum + count, 0)
    return { submissions: shift.submissions.length, requests: way.seen.requests, faults: faulty, reloads: shift.reloads(), drainedAfterMs }
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    shift.close()
    await way.close()
    await desk.stop()
    await server.dropDatabase(database)
  }
}

interface ShiftParts {
  readonly time: VirtualTime
  readonly way: FaultyWay
  readonly seed: number
  readonly fetch: typeof globalThis.fetch
}

/** An agent's work: new orders, further calls about them, pauses, and a page that is loaded anew. */
function createShift({ time, way, seed, fetch }: ShiftParts) {
  const media = newMedia()
  const submissions: Submission[] = []
  const calls: number[] = []
  let seat: ConnectedSeat | null = null
  let pages = 0

  async function open(): Promise<void> {
    seat?.close()
    seat = await openConnectedSeat({ ...time, fetch, random: seededUnit(spread(seed, pages)), media })
    pages += 1
    seat.client.connect({ origin: way.origin, token: testToken })
  }

  function current(): ConnectedSeat {
    if (seat === null) throw new Error('no page is open')
    return seat
  }

  async function submit(ticket: number): Promise<void> {
    const submission = submissionOf(ticket, calls[ticket] ?? 0)
    calls[ticket] = (calls[ticket] ?? 0) + 1
    const submitted = await current().storage.outbox.enqueue(submission)
    if (!submitted.ok) throw new Error(`not submitted: ${submitted.error.code}`)
    submissions.push(submission)
  }

  return {
    submissions,
    open,
    seat: current,
    reloads: () => pages - 1,
    async goOn(random: SeededRandom): Promise<void> {
      const drawn = random.below(10)
      if (drawn < 5) await submit(random.below(mostTickets))
      else if (drawn < 9) await time.advance(random.below(drawn === 8 ? 120_000 : 8_000))
      else await open()
    },
    close: () => seat?.close(),
  }
}

/** Of a ticket the first opens it, the others are further calls about it. */
function submissionOf(ticket: number, index: number): Submission {
  const opening = draftOf(ticket + 1, { values: wageComplaint })
  if (index === 0) return submissionOfDraft(opening)
  const call = draftOf(100 * (ticket + 1) + index, { mergeInto: opening.ticketId, values: { note: `第${index}次来电` } })
  return submissionOfDraft(call, { kind: 'merged', ticket: ticketOf(opening) })
}

async function drain({ storage: { outbox } }: ConnectedSeat, { clock, until }: VirtualTime): Promise<number> {
  const healedAt = clock.now()
  const isOwed = ({ delivery }: OutboxEntry) => delivery.state !== 'accepted'
  const longestPauseMs = Math.max(longestLookMs, ...outbox.entries().filter(isOwed).map(pauseOf))
  const begun = new Map<string, number>()
  const sending = new Set(outbox.entries().flatMap(({ id, delivery }) => (delivery.state === 'sending' ? [id] : [])))
  const stop = outbox.subscribe(() => {
    for (const { id, delivery } of outbox.entries()) {
      // What the desk has accepted since and is only asked after is no further try of what was owed.
      if (delivery.state === 'sending' && !sending.has(id) && !isAskedAfter(delivery)) begun.set(id, (begun.get(id) ?? 0) + 1)
      if (delivery.state === 'sending') sending.add(id)
      else sending.delete(id)
    }
  })
  await until(() => !outbox.entries().some(isOwed))
  stop()
  const drainedAfterMs = clock.now() - healedAt
  const limitMs = answerLimitMs + longestPauseMs
  if (drainedAfterMs > limitMs) throw new Error(`drained ${drainedAfterMs} ms after the healing, ${limitMs} allowed`)
  const again = [...begun].filter(([, tries]) => tries > 1)
  if (again.length > 0) throw new Error(`tried ${again[0]?.[1]} times after the healing`)
  return drainedAfterMs
}

/** The pause that the entry is in, or would be in after one more failure. */
function pauseOf({ delivery }: OutboxEntry): number {
  return delivery.state === 'waiting' || delivery.state === 'sending' ? backoffMs(Math.max(1, delivery.tries), pauses, () => 1) : 0
}

async function compare(submissions: readonly Submission[], { origin }: DeskOnPostgres): Promise<void> {
  const log = await readLog(origin)
  const sent = submissions.flatMap(({ events }) => events)
  if (log.length !== sent.length) throw new Error(`${sent.length} events submitted, ${log.length} at the desk`)
  for (const ticketId of new Set(sent.map((event) => event.ticketId))) {
    const wanted = sent.filter((event) => event.ticketId === ticketId)
    const found = log.filter(({ event }) => event.ticketId === ticketId)
    if (JSON.stringify(found.map(({ event, version }) => [event.id, version])) !== JSON.stringify(wanted.map(({ id }, at) => [id, at + 1]))) {
      throw new Error(`the events of ${ticketId} are others, or in another order`)
    }
  }
}

/** Twice: one after the other, then all at once. */
async function sendAllAgain(submissions: readonly Submission[], desk: DeskOnPostgres): Promise<void> {
  const before = await desk.dump()
  const first = []
  for (const { events } of submissions) first.push(await sendEvents(desk.origin, events))
  const second = await Promise.all(submissions.map(({ events }) => sendEvents(desk.origin, events)))
  if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error('the same events got other receipts')
  const after = await desk.dump()
  const changed = after.findIndex((row, at) => row !== before[at])
  if (after.length !== before.length || changed !== -1) throw new Error(`sending everything again changed the desk: ${after[changed] ?? 'rows are gone'}`)
}

/** A console that gives its events new ids at every try: a mistake that the proof has to find. */
export function withIdsPerTry(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  let tries = 0
  return async (input, init = {}) => {
    if (!String(input).endsWith(deskRoutes.events)) return fetch(input, init)
    const { events } = eventBatchSchema.parse(JSON.parse(String(init.body)))
    const ids = events.map(({ id }, at) => [id, testUuid(900_000_000 + (tries += 1) * maxBatchEvents + at)] as const)
    const swap = (text: string, to: 0 | 1) => ids.reduce((swapped, pair) => swapped.replaceAll(pair[1 - to] ?? '', pair[to]), text)
    const answer = await fetch(input, { ...init, body: swap(String(init.body), 1) })
    return new Response(swap(await answer.text(), 0), { status: answer.status })
  }
}

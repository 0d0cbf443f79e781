import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTicketCounter } from '../../electron/main/counter-file'
import type { Submission } from '../../shared/outbox/outbox'
import { epochMs } from '../../shared/lib/clock'
import { localDateOf } from '../../shared/tickets/deadlines/local-time'
import { formatTicketNumber } from '../../shared/tickets/ticket-number'
import { newMedia, type SeatMedia } from './connected-seat'
import { startDeskOn } from './desk/desk-on-postgres'
import { readLog, testToken } from './desk/running-desk'
import type { DatabaseMaker } from './desk/test-postgres'
import { morning, noProposal, testUuid, wageComplaint } from './drafts'
import { openFaultyWay, type FaultyWay } from './faulty-way'
import { journalInMemory } from './journal'
import { seededRandom, spread, type SeededRandom } from './seeded-random'
import { createVirtualTime, type VirtualTime } from './virtual-time'
import { openWorkingSeat, type WorkingSeat } from './working-seat'

export interface OfflineShiftOptions {
  readonly server: DatabaseMaker
  readonly seed: number
  readonly calls: number
  readonly orders: number
  /** Starts of everything anew, each after a power cut. */
  readonly restarts: number
}

export interface OfflineShiftProof {
  /** Orders that were further calls about an earlier one. */
  readonly merged: number
  readonly kept: number
  readonly missed: number
  /** In the time of the seat, from the desk's return to the last order accepted. */
  readonly deliveredAfterMs: number
}

const shiftMs = 8 * 3_600_000
const keptForLater = 0.03
const agentSeat = '8017'
/** Ids of events are counted on from those of their drafts. */
const idDistance = 1_000_000

/** What becomes of a call, drawn before the shift. */
type Plan = 'order' | 'further-call' | 'kept' | 'thrown-away' | 'missed'

/**
 * Eight hours without a desk, compressed: calls are answered, written down and submitted, two times the power goes and everything is
 * started anew. Then the desk is back: it has every order once, those of a ticket in their order; every draft that was shown as
 * saved and not submitted is there, every call stands in the list once, no number was given twice.
 *
 * @throws with the seed at the first thing that is otherwise
 */
export async function proveOfflineShift(options: OfflineShiftOptions): Promise<OfflineShiftProof> {
  const { server, seed, calls, orders } = options
  const random = seededRandom(spread(seed, 7))
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-shift-'))
  const database = await server.createDatabase()
  const busy = { ways: [] as FaultyWay[], counting: 0 }
  const time = createVirtualTime(morning, () => busy.counting > 0 || busy.ways.some((way) => way.isBusy()))
  const desk = await startDeskOn(database, time.clock)
  const way = await openFaultyWay({ target: desk.origin, timers: time.timers, seed, percent: 0, faults: [] })
  busy.ways.push(way)
  const place = createPlace({ time, way, folder, busy })
  try {
    await place.start()
    const { kept, missed } = await workThrough(place, options, random)
    if (place.submissions.length !== orders) throw new Error(`${place.submissions.length} orders were submitted`)
    if ((await readLog(desk.origin)).length > 0) throw new Error('the desk was not away')
    const deliveredAfterMs = await place.deliver()
    const log = await readLog(desk.origin)
    checkLog(log.map(({ event }) => event), place.submissions)
    await time.until(() => place.seat().isSettledAt(log.length))
    place.checkDrafts(kept)
    if (new Set(place.numbers).size !== place.numbers.length) throw new Error('a number was given twice')
    const listed = await place.seat().storage.callLog.recent(2 * calls)
    const withOrder = listed.filter(({ ticketNumbers }) => ticketNumbers.length > 0)
    if (listed.length !== calls || withOrder.length !== orders) throw new Error(`${calls} calls, ${orders} orders: listed ${listed.length}, ${withOrder.length} with an order`)
    return { merged: place.submissions.filter(({ draft }) => draft?.mergeInto !== null).length, kept: kept.length, missed, deliveredAfterMs }
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    place.seat().close()
    await way.close()
    await desk.stop()
    await server.dropDatabase(database)
    await rm(folder, { recursive: true })
  }
}

interface PlaceParts {
  readonly time: VirtualTime
  readonly way: FaultyWay
  /** Of the counters. */
  readonly folder: string
  readonly busy: { counting: number }
}

type Place = ReturnType<typeof createPlace>

/** A seat that can lose its power, what it was told to be durable, and the way to a desk that is not there yet. */
function createPlace({ time, way, folder, busy }: PlaceParts) {
  const submissions: Submission[] = []
  const saved = new Map<string, number>()
  const numbers: string[] = []
  let media: SeatMedia = newMedia()
  let counter = createTicketCounter(folder)
  let seat: WorkingSeat | null = null
  let ids = 0
  let isDeskThere = false

  async function nextNumber(at: number): Promise<string> {
    busy.counting += 1
    try {
      const date = localDateOf(epochMs(at))
      const number = formatTicketNumber({ date, seat: agentSeat, counter: await counter.next(agentSeat, date.replaceAll('-', '')), practice: false })
      numbers.push(number)
      return number
    } finally {
      busy.counting -= 1
    }
  }

  async function start(): Promise<void> {
    const opened = await openWorkingSeat({
      time, media, nextNumber,
      fetch: (...request) => (isDeskThere ? way.fetch(...request) : Promise.reject(new TypeError('no network'))),
      newId: () => testUuid((ids += 1) * idDistance),
      onSubmitted: (submission) => void submissions.push(submission),
    })
    opened.keeper.subscribe(() => {
      for (const { draft, savedAt, isDirty } of opened.keeper.all()) if (savedAt !== null && !isDirty) saved.set(draft.id, draft.revision)
    })
    opened.client.connect({ origin: way.origin, token: testToken })
    seat = opened
  }

  function current(): WorkingSeat {
    if (seat === null) throw new Error('nothing is open')
    return seat
  }

  return {
    time,
    submissions,
    numbers,
    start,
    seat: current,
    async losePower() {
      current().close()
      media.medium.disk.restart()
      media = { ...media, medium: journalInMemory(media.medium.disk) }
      counter = createTicketCounter(folder)
      await start()
    },
    checkDrafts(ids: readonly string[]) {
      for (const id of ids) {
        const found = current().keeper.get(id)?.draft.revision ?? -1
        if (found < (saved.get(id) ?? 0)) throw new Error(`draft ${id} was saved in revision ${saved.get(id)}, there is ${found}`)
      }
    },
    /** Tells how long it took. */
    async deliver() {
      isDeskThere = true
      const backAt = time.clock.now()
      await time.until(() => current().storage.outbox.entries().every(({ delivery }) => delivery.state === 'accepted'))
      return time.clock.now() - backAt
    },
  }
}

async function workThrough(place: Place, { calls, orders, restarts }: OfflineShiftOptions, random: SeededRandom): Promise<{ readonly kept: readonly string[]; readonly missed: number }> {
  const { time } = place
  const kept: string[] = []
  let missed = 0
  let cuts = 0
  for (const [index, plan] of planned({ calls, orders }, random).entries()) {
    await time.advance(Math.max(0, morning + Math.floor((index * shiftMs) / calls) - time.clock.now()))
    const number = `1540000${String(1_000 + random.below(200))}`
    if (plan === 'missed') {
      await place.seat().misses(number)
      missed += 1
      continue
    }
    const id = await place.seat().answers(number)
    if (id === null) throw new Error('no draft was opened')
    await write(place, id, random)
    // Of a call whose end nobody has seen there is no line until its draft goes.
    if (plan !== 'kept' && cuts < restarts && index > ((cuts + 1) * calls) / (restarts + 1)) {
      cuts += 1
      await place.losePower()
      place.checkDrafts([...kept, id])
    }
    await place.seat().hangsUp()
    await decide(place, id, plan, random)
    if (plan === 'kept') kept.push(id)
  }
  await time.advance(Math.max(0, morning + shiftMs - time.clock.now()))
  return { kept, missed }
}

async function decide({ seat, submissions }: Place, id: string, plan: Plan, random: SeededRandom): Promise<void> {
  const { actions } = seat()
  if (plan === 'thrown-away' && !(await actions.discard(id))) throw new Error('a draft could not be thrown away')
  if (plan === 'kept' && !(await actions.keepForLater(id))) throw new Error('a draft could not be kept')
  if (plan !== 'order' && plan !== 'further-call') return
  if (plan === 'further-call') actions.toggleMerge(id, random.pick(submissions.filter(({ draft }) => draft?.mergeInto === null)).ticketId)
  const end = await actions.submit(id, { kind: 'sent-for-dispatch', proposal: noProposal })
  if (!end.ok) throw new Error(`not submitted: ${end.error.code}`)
}

/** Which calls become what: the first order is no further call, there being none before it. */
function planned({ calls, orders }: Pick<OfflineShiftOptions, 'calls' | 'orders'>, random: SeededRandom): readonly Plan[] {
  const left = calls - orders
  const kept = Math.ceil(left * keptForLater)
  const missed = Math.floor(left / 4)
  const others: Plan[] = Array.from({ length: calls - 1 }, (_, index) => {
    if (index < orders - 1) return index % 3 === 2 ? 'further-call' : 'order'
    if (index < orders - 1 + kept) return 'kept'
    return index < orders - 1 + kept + missed ? 'missed' : 'thrown-away'
  })
  for (let last = others.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const [one, two] = [others[last], others[other]]
    if (one !== undefined && two !== undefined) [others[last], others[other]] = [two, one]
  }
  return ['order', ...others]
}

async function write({ seat, time }: Place, id: string, random: SeededRandom): Promise<void> {
  const { types, actions, keeper } = seat()
  actions.change(id, (draft) => ({ ...draft, values: { ...wageComplaint, description: '' } }))
  for (let piece = 1 + random.below(4); piece > 0; piece -= 1) {
    types(id, `第${piece}句，月底结清的钱没有到。`)
    await time.advance(300 + random.below(4_000))
  }
  if (keeper.get(id)?.isDirty !== false) throw new Error('what was typed is not saved')
}

function checkLog(log: readonly { readonly id: string; readonly ticketId: string }[], submissions: readonly Submission[]): void {
  const wanted = submissions.flatMap(({ events }) => events)
  if (log.length !== wanted.length) throw new Error(`${wanted.length} events submitted, ${log.length} at the desk`)
  for (const ticketId of new Set(wanted.map((event) => event.ticketId))) {
    const [sent, found] = [wanted, log].map((events) => events.filter((event) => event.ticketId === ticketId).map(({ id }) => id).join())
    if (sent !== found) throw new Error(`the events of ${ticketId} are others, or in another order`)
  }
}

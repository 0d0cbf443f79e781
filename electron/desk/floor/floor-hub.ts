import type { ReadableStream } from 'node:stream/web'
import { DAY_MS } from '../../../shared/callers/local-day'
import type { FloorLine } from '../../../shared/floor/floor-line'
import { isToldOf, type FloorListener } from '../../../shared/floor/floor-signal'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import { bytesOfLines, openLineStream } from '../line-stream'
import type { SeatMembers } from '../pbx/seat-members'
import type { FloorTable } from '../store/floor-table'
import type { BreakKeeper } from './break-keeper'
import { readSignals } from './signal-reader'

/** Who reads, and what of the floor that person is told. */
export interface FloorReader extends FloorListener {
  /** Of that person's own seat; null where it has no telephone. */
  readonly extension: string | null
  /** Asked at every heartbeat; the stream ends once it is not. */
  isStillGood(): Promise<boolean>
}

export interface FloorHubOptions {
  readonly floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore' | 'present'>
  /** What the PBX says of each seat; null at a desk without one. */
  readonly members: SeatMembers | null
  readonly breaks: BreakKeeper
  readonly clock: Clock
  readonly timers: Timers
  readonly heartbeatMs: number
  /** How often the tables are looked at while anybody reads: nothing has to be called out for anything to arrive. */
  readonly pollMs: number
  /** Lines that a reader may leave unread before it is cut. */
  readonly unreadLines?: number
}

export interface FloorHub {
  /** Lines of `FloorLine`. `after` null: with the signals of the last day. */
  open(reader: FloorReader, after: number | null): ReadableStream<Uint8Array>
  /** Something was written just now by this process: nobody waits for the next look. */
  poke(): void
  count(): number
  close(): void
}

/** Every seat reads all seats: with five hundred of them something is told all the time, and a look behind each would never end. */
const restMs = 100

interface Stream {
  readonly reader: FloorReader
  /** Position up to which signals have been sent; null until the first look. */
  after: number | null
  hasSnapshot: boolean
  isCaughtUp: boolean
  /** What was last told of the own seat at the PBX, as it was written; null before. */
  toldOfSeat: string | null
  /** The same of the line for a break. */
  toldOfBreak: string | null
  send(line: FloorLine): void
  sendAll(lines: Together): void
  end(): void
}

/** Lines that go in one piece: seats by the dozen and leads by the dozen would be a hundred times as many writes. */
interface Together {
  readonly lines: readonly FloorLine[]
  readonly bytes: Uint8Array
}

interface Seen {
  readonly seats: ReadonlyMap<string, SeatStatus>
  readonly leads: number
}

export function createFloorHub({ floor, members, breaks, clock, timers, heartbeatMs, pollMs, unreadLines = 1_024 }: FloorHubOptions): FloorHub {
  /** A line is written out once, however many are told it. */
  const written = new WeakMap<FloorLine, Uint8Array>()
  const streams = new Set<Stream>()
  const byExtension = new Map<string, Set<Stream>>()
  let seen: Seen = { seats: new Map(), leads: 0 }
  let looking: Promise<void> | null = null
  let isResting = false
  let isAskedAgain = false
  let isClosed = false
  let poll = { cancel: () => undefined as void }
  let beat = { cancel: () => undefined as void }

  async function look(): Promise<void> {
    const present = await floor.present(clock.now())
    const before = seen
    seen = { seats: new Map(present.map(({ seat }) => [seat.personId, seat])), leads: present.filter(({ isLead }) => isLead).length }
    const changes = together(changesBetween(before, seen, clock.now()))
    const forAgents = together(changes.lines.filter(isForAgents))
    for (const stream of streams) {
      if (!stream.hasSnapshot) begin(stream)
      else stream.sendAll(stream.reader.isLead ? changes : forAgents)
    }
    await tellSignals()
    for (const stream of streams) tellCaughtUp(stream)
    await breaks.look(new Set(seen.seats.keys()))
    for (const stream of streams) tellBreakPlace(stream)
  }

  function begin(stream: Stream): void {
    stream.hasSnapshot = true
    stream.send({ kind: 'snapshot', at: clock.now(), heartbeatMs, seats: stream.reader.isLead ? [...seen.seats.values()] : null, leads: seen.leads })
    stream.toldOfSeat = null
    tellOwnSeat(stream)
  }

  /** Only what is another than before: every ring of a telephone is told once for each of its queues. */
  function tellOwnSeat(stream: Stream): void {
    const { extension } = stream.reader
    if (members === null || extension === null || !stream.hasSnapshot) return
    const pbx = members.of(extension)
    const told = JSON.stringify(pbx)
    if (told === stream.toldOfSeat) return
    stream.toldOfSeat = told
    stream.send({ kind: 'own-seat', at: clock.now(), extension, pbx })
  }

  function tellBreakPlace(stream: Stream): void {
    if (!stream.hasSnapshot) return
    const place = breaks.placeOf(stream.reader.personId)
    const told = JSON.stringify(place)
    if (told === stream.toldOfBreak) return
    stream.toldOfBreak = told
    stream.send({ kind: 'break-place', at: clock.now(), place })
  }

  /** From memory and to that seat alone, whatever the database does and however many others read. */
  const leaveMembers = members?.subscribe((extension) => {
    const told = extension === null ? streams : (byExtension.get(extension) ?? [])
    for (const stream of told) tellOwnSeat(stream)
  })

  /** Each stream from its own place; most are at the same one, so that one reading serves them all. */
  async function tellSignals(): Promise<void> {
    let dayAgo: number | null = null
    for (const stream of streams) stream.after ??= dayAgo ??= await floor.positionBefore(clock.now() - DAY_MS)
    const places = [...streams].flatMap(({ after, hasSnapshot }) => (after === null || !hasSnapshot ? [] : [after]))
    if (places.length === 0) return
    await readSignals(floor.signalsAfter, Math.min(...places), (signal) => {
      const line = { kind: 'signal', signal } as const
      for (const stream of streams) tellOne(stream, line)
    })
  }

  function tellOne(stream: Stream, line: Extract<FloorLine, { kind: 'signal' }>): void {
    if (stream.after === null || !stream.hasSnapshot || line.signal.position <= stream.after) return
    stream.after = line.signal.position
    if (isToldOf(line.signal, stream.reader)) stream.send(line)
  }

  function tellCaughtUp(stream: Stream): void {
    if (stream.isCaughtUp || !stream.hasSnapshot) return
    stream.isCaughtUp = true
    stream.send({ kind: 'caught-up', at: clock.now() })
  }

  function bytesOf(line: FloorLine): Uint8Array {
    const known = written.get(line) ?? bytesOfLines(`${JSON.stringify(line)}\n`)
    written.set(line, known)
    return known
  }

  /** One look at a time and a rest behind it; what is asked for meanwhile is one more. A database that does not answer is asked again. */
  function lookNow(): void {
    if (isClosed || streams.size === 0) return
    if (looking !== null || isResting) {
      isAskedAgain = true
      return
    }
    poll.cancel()
    looking = look().catch(() => undefined).then(() => {
      looking = null
      if (isClosed) return
      isResting = true
      poll = timers.after(restMs, () => {
        isResting = false
        if (!isAskedAgain) return void (poll = timers.after(pollMs - restMs, lookNow))
        isAskedAgain = false
        lookNow()
      })
    })
  }

  function beatAll(): void {
    const line = { kind: 'heartbeat', at: clock.now() } as const
    for (const stream of streams) {
      void stream.reader.isStillGood().catch(() => false).then((isGood) => {
        if (!streams.has(stream)) return
        if (isGood) stream.send(line)
        else stream.end()
      })
    }
    beat = timers.after(heartbeatMs, beatAll)
  }
  beat = timers.after(heartbeatMs, beatAll)

  return {
    open(reader, after) {
      return openLineStream({
        unreadLines,
        begin(lines) {
          const stream: Stream = {
            reader,
            after,
            hasSnapshot: false,
            isCaughtUp: false,
            toldOfSeat: null,
            toldOfBreak: null,
            send(line) {
              if (streams.has(stream) && !lines.send(bytesOf(line))) lines.cut()
            },
            sendAll({ bytes, lines: { length } }) {
              if (length > 0 && streams.has(stream) && !lines.send(bytes, length)) lines.cut()
            },
            end: lines.end,
          }
          streams.add(stream)
          const { extension } = reader
          const same = (extension === null ? null : byExtension.get(extension)) ?? new Set<Stream>()
          if (extension !== null) byExtension.set(extension, same.add(stream))
          lookNow()
          return () => {
            streams.delete(stream)
            same.delete(stream)
            if (extension !== null && same.size === 0 && byExtension.get(extension) === same) byExtension.delete(extension)
          }
        },
      })
    },
    poke: lookNow,
    count: () => streams.size,
    close() {
      isClosed = true
      leaveMembers?.()
      poll.cancel()
      beat.cancel()
      for (const stream of streams) stream.end()
    },
  }
}

function changesBetween(before: Seen, now: Seen, at: number): readonly FloorLine[] {
  const changed = [...now.seats.values()].filter((seat) => JSON.stringify(before.seats.get(seat.personId)) !== JSON.stringify(seat))
  const left = [...before.seats.keys()].filter((personId) => !now.seats.has(personId))
  return [
    ...changed.map((seat) => ({ kind: 'seat', at, seat }) as const),
    ...left.map((personId) => ({ kind: 'seat-left', at, personId }) as const),
    ...(before.leads === now.leads ? [] : [{ kind: 'leads', at, leads: now.leads } as const]),
  ]
}

function together(lines: readonly FloorLine[]): Together {
  return { lines, bytes: bytesOfLines(lines.map((line) => `${JSON.stringify(line)}\n`).join('')) }
}

/** Where people sit and what they do is for those who watch the floor. */
function isForAgents({ kind }: FloorLine): boolean {
  return kind !== 'seat' && kind !== 'seat-left'
}

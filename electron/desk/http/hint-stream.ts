import type { ReadableStream } from 'node:stream/web'
import type { Hint } from '../../../shared/desk-api/desk-api'
import { askedTogether } from '../../../shared/lib/asked-together'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { Desk } from '../desk'
import { bytesOfLines, openLineStream, type LineReader } from '../line-stream'

export interface HintStreams {
  /**
   * A stream of lines, one `Hint` each: at once how far the log is, then after changes and at every heartbeat. It ends at the first
   * heartbeat at which whoever reads it may no longer: `isStillGood`.
   */
  open(isStillGood?: () => Promise<boolean>): ReadableStream<Uint8Array>
  count(): number
  /** Ends all streams, as when the desk stops. */
  closeAll(): void
}

export interface HintStreamOptions {
  readonly desk: Pick<Desk, 'newest' | 'onHint'>
  readonly clock: Clock
  readonly timers: Timers
  readonly heartbeatMs: number
  /** Of which version the lists of the desk are; absent where nobody changes them. */
  readonly listsVersion?: () => Promise<string>
}

/** Lines that a reader may leave unread before further hints are dropped; the next heartbeat says the same anew. */
const unreadLines = 16
/**
 * Whoever is told comes and asks. A thousand seats that all came at every order would ask a thousand times as often as orders are
 * written; told in turns, each asks at most once a round, whatever is written. The first ones are told at once.
 */
const roundMs = 2_000
const turnMs = 20

interface Stream {
  readonly reader: LineReader
  isStillGood(): Promise<boolean>
}

export function createHintStreams({ desk, clock, timers, heartbeatMs, listsVersion }: HintStreamOptions): HintStreams {
  const streams = new Set<Stream>()
  /** Who has not been told of the newest yet, longest waiting first. */
  const untold = new Set<Stream>()
  const newestNow = askedTogether(() => desk.newest())
  let newest = 0
  let lists: string | undefined
  let turn: { cancel(): void } | null = null
  let beat = { cancel: () => undefined as void }
  let unsubscribe = () => undefined as void

  function say(to: Iterable<Stream>): void {
    const hint: Hint = { newest, now: clock.now(), ...(lists === undefined ? {} : { lists }) }
    const bytes = bytesOfLines(`${JSON.stringify(hint)}\n`)
    for (const stream of to) stream.reader.send(bytes)
  }

  /** What cannot be read now is said at the next heartbeat. */
  async function readLists(): Promise<void> {
    lists = (await listsVersion?.().catch(() => undefined)) ?? lists
  }

  function hear(position: number): void {
    newest = Math.max(newest, position)
    for (const stream of streams) untold.add(stream)
    if (turn === null) takeTurn()
  }

  function takeTurn(): void {
    const next = [...untold].slice(0, Math.ceil((streams.size * turnMs) / roundMs))
    if (next.length === 0) {
      turn = null
      return
    }
    for (const stream of next) untold.delete(stream)
    say(next)
    turn = timers.after(turnMs, takeTurn)
  }

  async function beatAll(): Promise<void> {
    beat = timers.after(heartbeatMs, () => void beatAll())
    const before = [...streams]
    const found = await newestNow().catch(() => null)
    if (found === null) return before.forEach(({ reader }) => reader.end())
    newest = Math.max(newest, found)
    await readLists()
    await Promise.all(before.map(async (stream) => {
      if (!(await stream.isStillGood().catch(() => false))) stream.reader.end()
    }))
    say(before.filter((stream) => streams.has(stream)))
  }

  async function greet(stream: Stream): Promise<void> {
    const found = await newestNow().catch(() => null)
    await readLists()
    if (!streams.has(stream)) return
    if (found === null) return stream.reader.end()
    newest = Math.max(newest, found)
    say([stream])
  }

  function add(stream: Stream): void {
    streams.add(stream)
    if (streams.size > 1) return
    unsubscribe = desk.onHint(hear)
    beat = timers.after(heartbeatMs, () => void beatAll())
  }

  function remove(stream: Stream): void {
    streams.delete(stream)
    untold.delete(stream)
    if (streams.size > 0) return
    unsubscribe()
    beat.cancel()
    turn?.cancel()
    turn = null
  }

  return {
    open: (isStillGood = async () => true) =>
      openLineStream({
        unreadLines,
        begin(reader) {
          const stream = { reader, isStillGood }
          add(stream)
          void greet(stream)
          return () => remove(stream)
        },
      }),
    count: () => streams.size,
    closeAll() {
      for (const { reader } of [...streams]) reader.end()
    },
  }
}

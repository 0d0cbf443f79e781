import { backoffMs } from '../../../shared/lib/backoff'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { noQueues, nextQueueState, sortedQueueState } from '../../../shared/queue/next-queue-state'
import type { QueueEvent, WaitingCaller } from '../../../shared/queue/queue-event'
import type { QueueState } from '../../../shared/queue/queue-state'
import type { DeskLog } from '../desk-log'
import { openAmi, type AmiAddress, type AmiConnection, type AmiProblem } from './ami-connection'
import { pbxTimeOf, readAmiEvent, readQueueRows } from './ami-events'
import type { AmiMessage } from './ami-message'
import type { QueueFeed, QueueNews } from './queue-feed'
import { QueueReading, type UnmaskedEvent } from './queue-reading'
import { snapshotOf } from './queue-snapshot'
import type { WaitingCallers } from './waiting-caller'

export interface AsteriskFeedOptions {
  readonly address: AmiAddress
  readonly callers: WaitingCallers
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: DeskLog
  /** Somebody has given up waiting who can be rung back. */
  onLost?(lost: LostNumber): void
}

/** A caller who gave up, with the number in full. */
export interface LostNumber {
  readonly callerKey: string
  /** What to dial. */
  readonly number: string
  readonly at: number
}

/** The feed, and the connection behind it for whoever has to tell the PBX something. */
export interface AsteriskFeed extends QueueFeed {
  /** Null while the PBX does not answer. */
  connection(): AmiConnection | null
}

const pauses = { baseMs: 250, capMs: 5_000 }
/** Waits are reckoned with the PBX's clock and shown with the console's: more than this between them is worth a line in the log. */
const toleratedClockDifferenceMs = 2_000
/** Said at once after the login when it is so; an account without `system` never hears it, and reads after so long. */
const bootedWithinMs = 3_000
/** Whoever sends faster than it can be told is cut, and read anew. */
const mostUntold = 20_000

/**
 * The queues of an Asterisk over its manager interface. Once connected everything is read, then every event is told; after anything
 * that could have been missed everything is read again.
 */
export function createAsteriskFeed(options: AsteriskFeedOptions): AsteriskFeed {
  const { address, callers, clock, timers, log } = options
  let hear: (news: QueueNews) => void = () => undefined
  let state: QueueState = noQueues
  let current: { connection: AmiConnection | null } | null = null
  let retry: { cancel(): void } | null = null
  let failures = 0
  let awaySince: number | null = null
  let isStopped = false

  function lost(why: AmiProblem): void {
    if (isStopped) return
    failures += 1
    if (awaySince === null) {
      awaySince = clock.now()
      hear({ kind: 'away', since: awaySince })
    }
    log({ event: 'pbx-away', why, tries: failures })
    retry = timers.after(backoffMs(failures, pauses, options.random), () => void attempt())
  }

  async function attempt(): Promise<void> {
    const here: { connection: AmiConnection | null } = { connection: null }
    current = here
    const run = createRun()
    let endedBy: AmiProblem | null = null
    const opened = await openAmi({
      address, timers, onEvent: run.take,
      onEnd(why) {
        endedBy = why
        run.end()
        if (current !== here || here.connection === null) return
        current = null
        lost(why)
      },
    })
    if (opened.ok) await run.booted
    const read = opened.ok ? await readAll(opened.value) : err(opened.error)
    if (isStopped || current !== here || !opened.ok || !read.ok || endedBy !== null) {
      if (opened.ok) opened.value.close()
      if (current !== here) return
      current = null
      return lost(endedBy ?? (read.ok ? 'closed' : read.error))
    }
    here.connection = opened.value
    failures = 0
    awaySince = null
    state = read.value.state
    hear({ kind: 'read', at: clock.now(), state })
    run.begin(read.value.reading, opened.value)
  }

  /**
   * Masks and tells in the order of arrival; until the snapshot is there, what comes is kept. Whoever enters is looked up while what came
   * before is still waited for: one after the other, twenty callers a second would each wait for the look-ups of all before them.
   */
  function createRun() {
    let kept: AmiMessage[] = []
    let reading: QueueReading | null = null
    let connection: AmiConnection | null = null
    let inOrder: Promise<void> = Promise.resolve()
    let untold = 0
    let isOver = false
    let isSpoilt = false
    let tellBooted = () => undefined as void
    const booted = new Promise<void>((resolve) => {
      const limit = timers.after(bootedWithinMs, resolve)
      tellBooted = () => {
        limit.cancel()
        resolve()
      }
    })

    function giveUp(): void {
      isSpoilt = true
      connection?.close()
    }

    function readOne(message: AmiMessage, into: QueueReading): void {
      const event = readAmiEvent(message)
      if (event === null) return
      if (event === 'unreadable') return log({ event: 'pbx-event-unreadable', name: knownName(message) })
      for (const unmasked of into.read(event, clock.now())) {
        const masked = mask(unmasked)
        untold += 1
        inOrder = inOrder.then(async () => {
          const told = await masked
          untold -= 1
          if (!isOver && told !== null) tell(told)
        })
      }
    }

    return {
      booted,
      take(message: AmiMessage): void {
        if (isOver) return
        // It answers while it starts, and has no queues yet: what was read then is nothing.
        if (message.get('Event') === 'FullyBooted') return reading === null ? tellBooted() : giveUp()
        // Asterisk says so before it ends, and closes the connection a while later.
        if (kept.length + untold >= mostUntold || message.get('Event') === 'Shutdown') return giveUp()
        if (reading === null) kept.push(message)
        else readOne(message, reading)
      },
      begin(with_: QueueReading, over: AmiConnection): void {
        reading = with_
        connection = over
        if (isSpoilt) return giveUp()
        for (const message of kept) readOne(message, with_)
        kept = []
      },
      end(): void {
        isOver = true
        kept = []
        tellBooted()
      },
    }
  }

  function tell(event: QueueEvent): void {
    if (event.kind === 'left' && event.why !== 'moved-on') tellLost(event)
    const next = nextQueueState(state, event)
    if (next === state && event.kind === 'member') return
    state = next
    hear({ kind: 'happened', event })
  }

  function tellLost({ queueCallId, at }: Extract<QueueEvent, { kind: 'left' }>): void {
    const callerKey = state.waiting.find((call) => call.queueCallId === queueCallId)?.caller.callerKey ?? null
    const number = callerKey === null ? null : callers.numberOf(callerKey)
    if (callerKey !== null && number !== null) options.onLost?.({ callerKey, number, at })
  }

  /** Null: of somebody who has not called the hotline, which nobody needs to know. */
  async function mask(event: UnmaskedEvent): Promise<QueueEvent | null> {
    if (event.kind === 'rang-back') {
      const { number: dialled, ...told } = event
      const callerKey = callers.keyOfCaller(dialled, event.at)
      return callerKey === null ? null : { ...told, callerKey }
    }
    if (event.kind !== 'entered') return event
    const { number, ...rest } = event
    return { ...rest, caller: await callers.describe(number, event.at, true) }
  }

  async function readAll(connection: AmiConnection): Promise<Result<{ state: QueueState; reading: QueueReading }, AmiProblem>> {
    const ping = await connection.ask({ Action: 'Ping' })
    if (!ping.ok) return ping
    const pbxAheadMs = (pbxTimeOf(ping.value.response) ?? clock.now()) - clock.now()
    if (Math.abs(pbxAheadMs) > toleratedClockDifferenceMs) log({ event: 'pbx-clock-differs', ms: pbxAheadMs })
    const status = await connection.ask({ Action: 'QueueStatus' })
    if (!status.ok) return status
    const channels = await connection.ask({ Action: 'CoreShowChannels' })
    if (!channels.ok) return channels
    const rows = readQueueRows(status.value.items, channels.value.items)
    const snapshot = snapshotOf(rows, state, clock.now() + pbxAheadMs)
    log({ event: 'pbx-read', queues: rows.queues.length, members: rows.members.length, waiting: snapshot.waiting.length, calls: snapshot.calls.length, unreadable: rows.unreadable })
    const masked = await callersOf(snapshot)
    const who = (id: string) => masked.get(id) ?? nobody
    return ok({
      reading: new QueueReading(snapshot.legs),
      state: sortedQueueState({
        queues: [...snapshot.queues],
        waiting: snapshot.waiting.map((call) => ({ ...call, caller: who(call.queueCallId) })),
        calls: snapshot.calls.map((call) => ({ ...call, caller: who(call.queueCallId) })),
        members: [...snapshot.members],
      }),
    })
  }

  /** Who was described before stays so; whoever came during a gap is counted now. */
  async function callersOf(snapshot: ReturnType<typeof snapshotOf>): Promise<Map<string, WaitingCaller>> {
    const known = new Map([...state.waiting, ...state.calls].map((call) => [call.queueCallId, call.caller]))
    const enteredAt = new Map([
      ...snapshot.calls.map((call) => [call.queueCallId, call.answeredAt - call.waitedMs] as const),
      ...snapshot.waiting.map((call) => [call.queueCallId, call.enteredAt] as const),
    ])
    const described = [...snapshot.numbers].map(async ([id, number]) =>
      [id, known.get(id) ?? (await callers.describe(number, enteredAt.get(id) ?? clock.now(), true))] as const)
    return new Map(await Promise.all(described))
  }

  return {
    kind: 'asterisk',
    start(listener) {
      hear = listener
      void attempt()
    },
    stop() {
      isStopped = true
      retry?.cancel()
      current?.connection?.close()
      current = null
    },
    connection: () => current?.connection ?? null,
  }
}

const nobody: WaitingCaller = { maskedNumber: '', callerKey: null, earlierToday: 0, risk: null }

/** SECURITY: only a name that is in our own list is written down. */
function knownName(message: AmiMessage): string {
  return /^[A-Za-z]{1,40}$/.exec(message.get('Event') ?? '')?.[0] ?? ''
}

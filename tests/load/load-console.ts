import { setTimeout as delay } from 'node:timers/promises'
import { deskRoutes, type EventBatchAnswer } from '../../shared/desk-api/desk-api'
import { queueRoutes } from '../../shared/desk-api/queue-api'
import { sessionRoutes } from '../../shared/desk-api/sessions'
import { floorRoutes, reportEveryMs, type FloorLine, type SeatReport } from '../../shared/floor/floor-line'
import { backoffMs } from '../../shared/lib/backoff'
import type { FeedLine } from '../../shared/queue/queue-state'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import type { AmiStandIn } from './ami-stand-in'
import type { Ledger } from './ledger'
import { positionsIn } from './positions-in'
import { openWire, type Answer, type Wire } from './wire'

export interface LoadConsoleOptions {
  readonly index: number
  readonly origin: string
  readonly token: string
  readonly extension: string
  /** Reads the queue feed, too. */
  readonly isLead: boolean
  readonly pbx: AmiStandIn
  readonly ledger: Ledger
  /** One call in so long. */
  readonly callEveryMs: number
  readonly random: () => number
  /** A number that the desk may know: as the network says it, and the key that orders keep. */
  number(): { readonly raw: string; readonly key: string }
  /** An order that nobody has written yet. */
  order(historyKey: string): readonly TicketEvent[]
}

/** A console without a screen: what one says to its desk and hears of it, at the times at which one does. */
export interface LoadConsole {
  /** Resumes its session by its token and follows everything from the newest position on. */
  start(): void
  beginCalls(): void
  /** Resolves when the order of the last call is in. */
  endCalls(): Promise<void>
  /** Every connection breaks. */
  cut(): void
  /** What is not open, and whether changes are lacking up to there; nothing once everything is back. */
  lacks(position: number): readonly Lack[]
  ask(path: string): Promise<unknown>
  position(): number
  readonly signals: ReadonlySet<string>
  stop(): void
}

export type Lack = 'hints' | 'floor' | 'feed' | 'changes'

/** How many lack what, for whoever reads why a run went wrong. */
export function lackOf(consoles: readonly LoadConsole[], position: number): Readonly<Partial<Record<Lack, number>>> {
  const counts: Partial<Record<Lack, number>> = {}
  for (const one of consoles) for (const lack of one.lacks(position)) counts[lack] = (counts[lack] ?? 0) + 1
  return counts
}

/** As the console's own clients have them (`renderer/desk-client`). */
const pauses = { baseMs: 250, capMs: 5_000 }
const changesAtOnce = 500
/** Every so manieth console says how long the others' orders took to reach it. */
const watchesEvery = 10

/** Parts of a call's time: answered, hung up, and the order handed in. */
const course = { answered: 0.05, ended: 0.6, submitted: 0.8 } as const

export function createLoadConsole(options: LoadConsoleOptions): LoadConsole {
  const { origin, token, ledger, random, isLead, callEveryMs } = options
  const wire: Wire = openWire(origin, token)
  const open = { hints: false, floor: false, feed: !isLead }
  const signals = new Set<string>()
  /** Seats say what they do again every few seconds; what counts is when it was news. */
  const heardStates = new Set<string>()
  let heard = 0
  let place: { epoch: string; sequence: number } | null = null
  let position = -1
  let announced = 0
  let copying: Promise<void> | null = null
  let isStopped = false
  let isCalling = false
  let cuts = 0
  let calling: Promise<void> = Promise.resolve()
  let report: SeatReport = { extension: options.extension, state: 'ready', reason: null, since: Date.now(), queueCallId: null, severity: null }
  let reporting: ReturnType<typeof setTimeout> | undefined

  /** Null when it failed. */
  async function ask(path: string, body?: unknown, isTried = false): Promise<Answer | null> {
    const before = cuts
    const answer = await wire.ask(path, body).catch(() => null)
    if (answer?.status === 200) return answer
    // What was under way when the cable was pulled is asked again by whoever asked.
    if (!isTried && cuts === before && !isStopped) ledger.counts.failed += 1
    return null
  }

  async function keepOpen(which: keyof typeof open, path: () => string, take: (text: string) => void): Promise<void> {
    for (let failures = 0; !isStopped; ) {
      const before = cuts
      let wasOpen = false
      const opened = () => {
        wasOpen = true
        open[which] = true
      }
      await wire.lines(path(), opened, take)
      open[which] = false
      if (isStopped) return
      if (cuts === before && wasOpen) ledger.counts.streamsLost += 1
      failures = wasOpen ? 1 : failures + 1
      await delay(backoffMs(failures, pauses, random))
      if (which === 'hints') await resume()
    }
  }

  async function resume(): Promise<void> {
    for (let failures = 1; !isStopped; failures += 1) {
      const session = await ask(sessionRoutes.session, undefined, true)
      const health = session === null ? null : await ask(deskRoutes.health, undefined, true)
      if (session !== null && health !== null) return ledger.took('resume', session.ms + health.ms)
      await delay(backoffMs(failures, pauses, random))
    }
  }

  function hearHint(text: string): void {
    const { newest } = JSON.parse(text) as { newest: number }
    if (position < 0) position = newest
    announced = Math.max(announced, newest)
    if (announced > position) copying ??= copyAll().finally(() => (copying = null))
  }

  async function copyAll(): Promise<void> {
    while (!isStopped && announced > position) {
      const answer = await ask(`${deskRoutes.changes}?after=${position}&limit=${changesAtOnce}`, undefined, true)
      if (answer === null) {
        await delay(pauses.baseMs)
        continue
      }
      const told = positionsIn(answer.body)
      for (const next of told) {
        if (next <= position) ledger.counts.doubled += 1
        else if (next > position + 1) ledger.counts.lost += 1
        position = Math.max(position, next)
        const at = options.index % watchesEvery === 0 ? ledger.committedAt(next) : undefined
        if (at !== undefined) ledger.took('changes', performance.now() - at)
      }
      if (told.length === 0) return
    }
  }

  function hearFloor(text: string): void {
    const line = JSON.parse(text) as FloorLine
    if (line.kind === 'signal') {
      heard = Math.max(heard, line.signal.position)
      if (signals.has(line.signal.id)) ledger.counts.doubled += 1
      signals.add(line.signal.id)
    } else if (line.kind === 'seat' && line.seat.queueCallId !== null) {
      const state = `${line.seat.queueCallId} ${line.seat.state}`
      const at = ledger.saidAt(state)
      if (at !== undefined && !heardStates.has(state)) ledger.took('floor', performance.now() - at)
      heardStates.add(state)
    }
  }

  function hearFeed(text: string): void {
    const line = JSON.parse(text) as FeedLine
    if (line.kind === 'snapshot') place = { epoch: line.epoch, sequence: line.sequence }
    else if (place !== null && line.kind !== 'heartbeat') {
      if (line.sequence <= place.sequence) ledger.counts.doubled += 1
      else if (line.sequence > place.sequence + 1) ledger.counts.lost += line.sequence - place.sequence - 1
      place = { epoch: line.epoch, sequence: line.sequence }
      const at = line.kind === 'change' && line.event.kind === 'entered' ? ledger.saidAt(line.event.queueCallId) : undefined
      if (at !== undefined) ledger.took('feed', performance.now() - at)
    } else if (place !== null && line.epoch === place.epoch && line.sequence > place.sequence) ledger.counts.lost += 1
  }

  async function tell(state: SeatReport['state'], queueCallId: string | null): Promise<void> {
    report = { ...report, state, since: Date.now(), queueCallId }
    if (queueCallId !== null) ledger.said(`${queueCallId} ${state}`)
    await sendReport()
  }

  async function sendReport(): Promise<void> {
    clearTimeout(reporting)
    const answer = await ask(floorRoutes.status, report, true)
    if (answer !== null) ledger.took('report', answer.ms)
    if (!isStopped) reporting = setTimeout(() => void sendReport(), reportEveryMs)
  }

  async function oneCall(begunAt: number): Promise<void> {
    const { raw, key } = options.number()
    const id = `load-${options.index}-${begunAt.toFixed(0)}`
    const steps = options.pbx.call({ id, extension: options.extension, number: raw })
    const until = (part: number) => delay(Math.max(0, begunAt + part * callEveryMs - performance.now()))
    ledger.said(id)
    steps.ring()
    await tell('ringing', id)
    await until(course.answered)
    steps.answer()
    await tell('talking', id)
    await until(course.ended)
    steps.end()
    await tell('wrap-up', id)
    await until(course.submitted)
    await submit(options.order(key))
    await tell('ready', null)
    await until(1)
  }

  /** Until the desk has it, as the outbox does; sending the same again is harmless. */
  async function submit(events: readonly TicketEvent[]): Promise<void> {
    for (;;) {
      const answer = await ask(deskRoutes.events, { events })
      if (answer !== null) {
        const { receipts } = JSON.parse(answer.body.toString('utf8')) as EventBatchAnswer
        ledger.committed(receipts.at(-1)?.position ?? 0)
        ledger.counts.orders += 1
        return ledger.took('submit', answer.ms)
      }
      await delay(pauses.baseMs)
    }
  }

  async function call(): Promise<void> {
    // Nobody's phone rings in step with the others.
    await delay(random() * callEveryMs)
    while (isCalling && !isStopped) await oneCall(performance.now())
  }

  return {
    start() {
      void resume().then(() => {
        void keepOpen('hints', () => deskRoutes.stream, hearHint)
        void keepOpen('floor', () => `${floorRoutes.stream}${heard === 0 ? '' : `?after=${heard}`}`, hearFloor)
        if (isLead) void keepOpen('feed', () => `${queueRoutes.feed}${place === null ? '' : `?epoch=${place.epoch}&after=${place.sequence}`}`, hearFeed)
        void sendReport()
      })
    },
    beginCalls() {
      isCalling = true
      calling = call()
    },
    async endCalls() {
      isCalling = false
      await calling
    },
    cut() {
      cuts += 1
      // The sockets say so a moment later; nothing of them is open from here on.
      Object.assign(open, { hints: false, floor: false, feed: !isLead })
      wire.cut()
    },
    lacks: (newest) => [...(['hints', 'floor', 'feed'] as const).filter((which) => !open[which]), ...(position >= newest ? [] : ['changes' as const])],
    ask: (path) => ask(path, undefined, true),
    position: () => position,
    signals,
    stop() {
      isStopped = true
      clearTimeout(reporting)
      wire.cut()
    },
  }
}

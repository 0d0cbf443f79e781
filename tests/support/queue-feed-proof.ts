import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { startDeskServer } from '../../electron/desk/http/desk-server'
import { createFeedHub } from '../../electron/desk/pbx/feed-hub'
import { createDeskHttp } from '../../renderer/desk-client/desk-http'
import { createQueueFeedReader } from '../../renderer/desk-client/queue-feed'
import type { QueueFeedState } from '../../renderer/desk-client/queue-feed-state'
import type { QueueNews } from '../../electron/desk/pbx/queue-feed'
import type { Timers } from '../../shared/lib/clock'
import type { FeedLine, QueueState } from '../../shared/queue/queue-state'
import { noQueueEvents, queueDeskApp } from './desk/queue-desk-app'
import { systemClock, systemTimers } from './desk/system-time'
import { testToken } from './desk/running-desk'
import { openFaultyWay } from './faulty-way'
import { createQueueModel } from './queue-model'
import { seededRandom, seededUnit, spread } from './seeded-random'

export interface QueueFeedProof {
  readonly drops: number
  readonly changes: number
  readonly snapshots: number
  readonly applied: number
}

export interface QueueFeedProofOptions {
  readonly seed: number
  /** Streams that end before they should. */
  readonly drops: number
  /** A mistake that the proof has to find: what becomes of a line before the console reads it; null = it is lost. */
  spoil?(line: string): string | null
  log?(line: string): void
}

const heartbeatMs = 100
const mostChangesBetweenTurns = 3
const keptStates = 5_000
/** Few enough that a console is sometimes away for longer. */
const keptLines = 150
const mostlyCut = ['cut-in-answer', 'cut-in-answer', 'cut-in-answer', 'cut-in-answer', 'request-lost', 'half-open'] as const
const longestRunMs = 20 * 60_000

/**
 * A desk tells what a PBX in small does, over real sockets, to a console behind a network that cuts, loses and holds its streams;
 * now and then the PBX itself goes away. After every line the console must have exactly what the desk had at that number, each change
 * once and in order, and in the end what the PBX has.
 *
 * @throws with the seed at the first thing that is otherwise
 */
export async function proveQueueFeed({ seed, drops, spoil, log = () => undefined }: QueueFeedProofOptions): Promise<QueueFeedProof> {
  const random = seededRandom(spread(seed, 1))
  let epoch = ''
  let sequence = 0
  let pbxIsAway = true
  const hub = createFeedHub({ clock: systemClock, timers: systemTimers, newEpoch: () => (epoch = randomUUID()), heartbeatMs, keptLines, unreadLines: 64 })
  const app = queueDeskApp({ hub, events: noQueueEvents, control: null })
  const server = await startDeskServer({ app, port: 0, timers: systemTimers })
  const way = await openFaultyWay({ target: server.origin, timers: systemTimers, seed, percent: 100, faults: mostlyCut })
  const model = createQueueModel(seededRandom(spread(seed, 2)))
  const judge = createJudge()
  judge.desk(epoch, 0, hub.state())
  /** The desk, with every state noted under the number that it has there. */
  function happen(news: QueueNews): void {
    const isAway = news.kind === 'away'
    if (isAway && pbxIsAway) return
    pbxIsAway = isAway || (pbxIsAway && news.kind !== 'read')
    hub.hear(news)
    sequence = news.kind === 'read' ? 0 : sequence + 1
    judge.desk(epoch, sequence, hub.state())
  }
  const http = createDeskHttp({ origin: way.origin, token: testToken }, { fetch: way.fetch, timers: systemTimers })
  const spoilt = {
    lines: (...[path, options, take]: Parameters<typeof http.lines>) =>
      http.lines(path, options, (line) => {
        const kept = spoil === undefined ? line : spoil(line)
        if (kept !== null) take(kept)
      }),
  }
  const reader = createQueueFeedReader({
    clock: systemClock, timers: impatient, random: seededUnit(spread(seed, 3)),
    onState: judge.show, onLine: judge.take,
  })
  const dropped = () => [...way.seen.faults.values()].reduce((sum, count) => sum + count, 0)
  let changes = 0
  try {
    happen({ kind: 'read', at: systemClock.now(), state: model.snapshot() })
    reader.follow(spoilt)
    const begunAt = performance.now()
    for (let nextLog = drops / 10; dropped() < drops; ) {
      for (let n = random.below(mostChangesBetweenTurns); n > 0; n -= 1) {
        changes += 1
        happen({ kind: 'happened', event: model.next() })
      }
      if (random.below(400) === 0) happen({ kind: 'away', since: systemClock.now() })
      if (random.below(400) === 0) {
        happen({ kind: 'away', since: systemClock.now() })
        for (let n = random.below(5); n > 0; n -= 1) model.next()
        happen({ kind: 'read', at: systemClock.now(), state: model.snapshot() })
      }
      await new Promise((resolve) => setTimeout(resolve, 1 + random.below(4)))
      judge.check()
      if (dropped() >= nextLog) {
        log(`${dropped()} drops, ${changes} changes`)
        nextLog += drops / 10
      }
      if (performance.now() - begunAt > longestRunMs) throw new Error('it takes too long')
    }
    way.heal()
    happen({ kind: 'read', at: systemClock.now(), state: model.snapshot() })
    happen({ kind: 'happened', event: model.next() })
    for (let waited = 0; !isCaughtUp(reader.state(), model.snapshot()); waited += 10) {
      if (waited > 10_000) throw new Error('the console has not caught up after the healing')
      await new Promise((resolve) => setTimeout(resolve, 10))
      judge.check()
    }
    return { drops: dropped(), changes, ...judge.counts }
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    reader.dispose()
    http.cancel()
    hub.close()
    await way.close()
    await server.close()
  }
}

function isCaughtUp(state: QueueFeedState, wanted: QueueState): boolean {
  return state.state === 'live' && isDeepStrictEqual(state.queues, wanted)
}

/** Pauses before another try are cut short; what is waited for because of heartbeats is not. */
const impatient: Timers = { after: (ms, run) => systemTimers.after(ms === 2 * heartbeatMs ? ms : Math.min(ms, 15), run) }

/** Holds what the console has against what the desk had under the same number. */
function createJudge() {
  const counts = { snapshots: 0, applied: 0 }
  const problems: string[] = []
  const atDesk = new Map<string, string>()
  let last: { readonly epoch: string; readonly sequence: number } | null = null
  const place = ({ epoch, sequence }: { readonly epoch: string; readonly sequence: number }) => `${epoch} ${sequence}`

  return {
    counts,
    /** What the desk has under a number. */
    desk(epoch: string, sequence: number, state: QueueState): void {
      atDesk.set(place({ epoch, sequence }), JSON.stringify(state))
      const [oldest] = atDesk.keys()
      if (atDesk.size > keptStates && oldest !== undefined) atDesk.delete(oldest)
    },
    /** What the console takes. */
    take(line: Extract<FeedLine, { kind: 'snapshot' | 'change' }>): void {
      if (line.kind === 'snapshot') counts.snapshots += 1
      else {
        counts.applied += 1
        if (last === null || line.epoch !== last.epoch || line.sequence <= last.sequence) problems.push(`doubled or reordered: ${place(line)} after ${last === null ? 'nothing' : place(last)}`)
      }
      last = { epoch: line.epoch, sequence: line.sequence }
    },
    /** What the console shows. */
    show(state: QueueFeedState): void {
      if (state.state === 'unheard') return void problems.push('everything is forgotten')
      if (atDesk.get(place(state)) !== JSON.stringify(state.queues)) problems.push(`other queues than the desk had: ${place(state)}`)
    },
    check(): void {
      const [problem] = problems
      if (problem !== undefined) throw new Error(problem)
    },
  }
}

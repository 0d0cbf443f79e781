import { randomUUID } from 'node:crypto'
import { DAY_MS } from '../../../shared/callers/local-day'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { errorFacts, type DeskLog } from '../desk-log'
import type { QueueRouteParts } from '../http/queue-routes'
import type { QueueState } from '../../../shared/queue/queue-state'
import type { DatabaseAddress } from '../store/connection'
import type { DeskStore } from '../store/desk-store'
import { openQueueHistory } from '../store/queue-history'
import { createAsteriskControl } from './asterisk-control'
import { createAsteriskFeed, type LostNumber } from './asterisk-feed'
import { createFeedHub } from './feed-hub'
import { knownRisk } from './known-risk'
import { createPracticeFeed, seedOfDay } from './practice-feed'
import { createRecentEvents } from './recent-events'
import { createQueueRecorder } from './queue-recorder'
import type { QueueSource } from './queue-source'
import { createSeatMembers, type SeatMembers } from './seat-members'
import { createWaitingCallers } from './waiting-caller'

export interface OpenQueuesOptions {
  readonly source: QueueSource
  /** Its tables are up to date. */
  readonly address: DatabaseAddress
  readonly store: Pick<DeskStore, 'changesOfHistory'>
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: DeskLog
  /** Keeps the number of somebody who gave up, for whoever rings back; without it nobody can. */
  readonly keepNumber?: (lost: LostNumber) => Promise<void>
}

/** The queues of a desk, from its PBX to its routes. */
export interface DeskQueues extends QueueRouteParts {
  readonly seats: SeatMembers
  /** What the PBX says of its queues now; null where nobody knows. */
  measured(): { readonly queues: QueueState; readonly heardAt: number } | null
  close(): Promise<void>
}

/** Two of these missed, and a console shows nothing as live. */
const heartbeatMs = 2_000

/** @throws errors of pg */
export function openQueues(options: OpenQueuesOptions): Promise<DeskQueues> {
  return options.source.kind === 'practice' ? Promise.resolve(openPracticeQueues(options)) : openPbxQueues(options, options.source)
}

/** Nothing of it is kept, and nothing runs until somebody looks. */
function openPracticeQueues({ clock, timers }: OpenQueuesOptions): DeskQueues {
  const hub = createFeedHub({ clock, timers, newEpoch: randomUUID, heartbeatMs })
  const seats = createSeatMembers()
  const events = createRecentEvents(clock)
  const feed = createPracticeFeed({ clock, timers, seed: seedOfDay(clock.now()) })
  let isStarted = false
  const start = () => {
    if (isStarted) return
    isStarted = true
    feed.start((news) => {
      hub.hear(news)
      seats.hear(news)
      events.hear(news)
    })
  }
  return {
    hub: {
      open(place) {
        start()
        return hub.open(place)
      },
    },
    events: {
      page(query) {
        start()
        return events.page(query)
      },
    },
    control: null,
    seats,
    measured: () => null,
    async close() {
      feed.stop()
      hub.close()
    },
  }
}

async function openPbxQueues(options: OpenQueuesOptions, source: Extract<QueueSource, { kind: 'asterisk' }>): Promise<DeskQueues> {
  const { address, clock, timers, random, log } = options
  const history = openQueueHistory(address)
  try {
    const callers = createWaitingCallers({ plan: { homeArea: source.homeArea }, secret: await history.secret(), timers, riskOf: knownRisk(options.store) })
    callers.remember(await history.callersSince(clock.now() - DAY_MS))
    const hub = createFeedHub({ clock, timers, newEpoch: randomUUID, heartbeatMs })
    const seats = createSeatMembers()
    const recorder = createQueueRecorder({ history, clock, timers, random, log, newRun: randomUUID })
    const feed = createAsteriskFeed({ address: source.address, callers, clock, timers, random, log, onLost: keeping(options) })
    feed.start((news) => {
      hub.hear(news)
      seats.hear(news)
      recorder.hear(news)
    })
    return {
      hub,
      events: history,
      control: createAsteriskControl(feed.connection),
      seats,
      measured: () => ({ queues: hub.state(), heardAt: hub.pbxAwaySince() ?? clock.now() }),
      async close() {
        feed.stop()
        hub.close()
        await recorder.stop()
        await history.close()
      },
    }
  } catch (error) {
    await history.close()
    throw error
  }
}

/** What cannot be kept is only logged: the list of those who gave up stays, and the PBX's own records have the number. */
function keeping({ keepNumber, log }: OpenQueuesOptions): (lost: LostNumber) => void {
  return (lost) => void keepNumber?.(lost).catch((error: unknown) => log({ event: 'lost-number-not-kept', ...errorFacts(error) }))
}

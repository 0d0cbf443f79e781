import { createAsteriskFeed, type AsteriskFeed } from '../../electron/desk/pbx/asterisk-feed'
import type { QueueNews } from '../../electron/desk/pbx/queue-feed'
import { createWaitingCallers } from '../../electron/desk/pbx/waiting-caller'
import type { DeskLogEntry } from '../../electron/desk/desk-log'
import { nextQueueState, noQueues } from '../../shared/queue/next-queue-state'
import type { QueueEvent } from '../../shared/queue/queue-event'
import type { QueueState } from '../../shared/queue/queue-state'
import { systemClock, systemTimers } from './desk/system-time'
import { pbx } from './pbx'

export const managerAccount = { user: 'console', secret: 'console-secret' } as const

export interface WatchedFeed {
  readonly feed: AsteriskFeed
  readonly news: readonly QueueNews[]
  readonly log: readonly DeskLogEntry[]
  state(): QueueState
  events(): readonly QueueEvent[]
  /** Waits until it holds; fails with what there was. */
  until(holds: (state: QueueState, news: readonly QueueNews[]) => boolean, withinMs?: number): Promise<void>
  stop(): void
}

/** The feed of the tests' PBX, with the state that its news make. */
export function watchFeed(
  at: { readonly host: string; readonly port: number } = { host: pbx.address, port: 5038 },
  alsoTell: (news: QueueNews) => void = () => undefined,
): WatchedFeed {
  const news: QueueNews[] = []
  const log: DeskLogEntry[] = []
  let state = noQueues
  const listeners = new Set<() => void>()
  const callers = createWaitingCallers({ plan: { homeArea: '023' }, secret: Buffer.from('a secret of the test'), timers: systemTimers, riskOf: async () => null })
  const feed = createAsteriskFeed({
    address: { ...at, ...managerAccount }, callers, clock: systemClock, timers: systemTimers, random: Math.random, log: (entry) => log.push(entry),
  })
  feed.start((one) => {
    news.push(one)
    if (one.kind === 'read') state = one.state
    if (one.kind === 'happened') state = nextQueueState(state, one.event)
    alsoTell(one)
    for (const listener of listeners) listener()
  })
  return {
    feed, news, log,
    state: () => state,
    events: () => news.flatMap((one) => (one.kind === 'happened' ? [one.event] : [])),
    until: (holds, withinMs = 15_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!holds(state, news)) return
          clearTimeout(timer)
          listeners.delete(look)
          resolve()
        }
        const timer = setTimeout(() => {
          listeners.delete(look)
          reject(new Error(`not within ${withinMs} ms: ${JSON.stringify(state)} ${JSON.stringify(news.slice(-8))}`))
        }, withinMs)
        listeners.add(look)
        look()
      }),
    stop: () => feed.stop(),
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallLog, CallLogEntry } from '../../../shared/calls/call-log'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { withTickets, type LoggedCall } from './logged-call'

export interface TodayLog {
  readonly store: StoreApi<{ readonly calls: readonly LoggedCall[] }>
  /** Told of the newest lines whenever they are read: those of the day, the calls of others that were only heard, and older ones. */
  onRead(listener: (entries: readonly CallLogEntry[]) => void): void
  /** Reads the day again; on a disk that cannot be read, the list stays as it was. */
  refresh(): Promise<void>
  /** Writes the line of a call, and reads the day again. */
  readonly callLog: CallLog
}

/** How often each category was written down today: an older order that a call was put into was not. */
export function categoriesOf(calls: readonly LoggedCall[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { entry, tickets } of calls) {
    for (const { createdAt, values: { category } } of tickets) {
      if (createdAt === entry.startedAt && category !== undefined) counts[category] = (counts[category] ?? 0) + 1
    }
  }
  return counts
}

const mostCalls = 300

/** The agent's own day, read from the call log, without the calls of others that were only heard. Wraps the log, so that the list follows what is written. */
export function createTodayLog(log: CallLog, cache: Pick<CallerCache, 'lookupTicket'>, clock: Clock): TodayLog {
  const store = createStore<{ readonly calls: readonly LoggedCall[] }>(() => ({ calls: [] }))
  const listeners: ((entries: readonly CallLogEntry[]) => void)[] = []
  async function readDay(): Promise<void> {
    const today = localDateOf(clock.now())
    const newest = await log.recent(mostCalls)
    for (const listener of listeners) listener(newest)
    const entries = newest.filter(({ supervised, startedAt }) => supervised === undefined && localDateOf(epochMs(startedAt)) === today)
    const calls = await withTickets(entries, cache)
    store.setState({ calls })
  }

  let last: Promise<void> = Promise.resolve()
  /** One after the other: what was read first must not be shown last. */
  function refresh(): Promise<void> {
    last = last.then(readDay).catch(() => undefined)
    return last
  }

  return {
    store,
    refresh,
    onRead: (listener) => void listeners.push(listener),
    callLog: {
      recent: (limit) => log.recent(limit),
      ofNumber: (key, limit) => log.ofNumber(key, limit),
      async write(line, insteadOfDraft) {
        await log.write(line, insteadOfDraft)
        await refresh()
      },
    },
  }
}

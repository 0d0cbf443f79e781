import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallLog, CallLogEntry } from '../../../shared/calls/call-log'
import type { Clock } from '../../../shared/lib/clock'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Ticket } from '../../../shared/tickets/ticket'

/** A call of today with the order that came of it. */
export interface TodayCall {
  readonly entry: CallLogEntry
  readonly ticket: Ticket | null
}

export interface TodayLog {
  readonly store: StoreApi<{ readonly calls: readonly TodayCall[] }>
  refresh(): Promise<void>
  /** Writes the line of a call, and reads the day again. */
  readonly callLog: CallLog
  /** Marks the call with the number of the order it led to. */
  ticketOf(callId: string, number: string): Promise<void>
}

const mostCalls = 300

/** The agent's own day, read from the call log. Wraps the log, so that the list follows what is written. */
export function createTodayLog(log: CallLog, cache: CallerCache, clock: Clock): TodayLog {
  const store = createStore<{ readonly calls: readonly TodayCall[] }>(() => ({ calls: [] }))
  /** Orders of calls that go on: the line of a call is written at its end. */
  const early = new Map<string, string>()

  async function refresh(): Promise<void> {
    const midnight = new Date(clock.now()).setHours(0, 0, 0, 0)
    const entries = (await log.recent(mostCalls)).filter((entry) => entry.startedAt >= midnight)
    const calls = await Promise.all(
      entries.map(async (entry) => {
        const found = entry.ticketNumber === null ? [] : await cache.lookupTicket(entry.ticketNumber)
        return { entry, ticket: found[0]?.ticket ?? null }
      }),
    )
    store.setState({ calls })
  }

  return {
    store,
    refresh,
    callLog: {
      recent: (limit) => log.recent(limit),
      async write(entry, insteadOfDraft) {
        const ticketNumber = entry.ticketNumber ?? early.get(entry.callId) ?? null
        early.delete(entry.callId)
        await log.write({ ...entry, ticketNumber }, insteadOfDraft)
        await refresh()
      },
    },
    async ticketOf(callId, number) {
      const entry = (await log.recent(mostCalls)).find((line) => line.callId === callId)
      if (entry === undefined) early.set(callId, number)
      else await log.write({ ...entry, ticketNumber: number })
      await refresh()
    },
  }
}

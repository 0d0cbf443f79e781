import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallLog, CallLogEntry } from '../../../shared/calls/call-log'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { Ticket } from '../../../shared/tickets/ticket'

/** A call of today with the order that came of it. */
export interface TodayCall {
  readonly entry: CallLogEntry
  readonly ticket: Ticket | null
}

export interface TodayLog {
  readonly store: StoreApi<{ readonly calls: readonly TodayCall[] }>
  /** Reads the day again; on a disk that cannot be read, the list stays as it was. */
  refresh(): Promise<void>
  /** Writes the line of a call, and reads the day again. */
  readonly callLog: CallLog
  /** Marks the call with the number of the order it led to. */
  ticketOf(callId: string, number: string): Promise<void>
}

const mostCalls = 300

/** The agent's own day, read from the call log. Wraps the log, so that the list follows what is written. */
export function createTodayLog(log: CallLog, cache: Pick<CallerCache, 'lookupTicket'>, clock: Clock): TodayLog {
  const store = createStore<{ readonly calls: readonly TodayCall[] }>(() => ({ calls: [] }))
  /** Orders of calls that go on: the line of a call is written at its end. */
  const early = new Map<string, string>()

  let last: Promise<void> = Promise.resolve()
  /** One after the other: a call may end in the moment in which its order is submitted, and neither may miss the other. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function readDay(): Promise<void> {
    const today = localDateOf(clock.now())
    const entries = (await log.recent(mostCalls)).filter((entry) => localDateOf(epochMs(entry.startedAt)) === today)
    const calls = await Promise.all(
      entries.map(async (entry) => {
        const found = entry.ticketNumber === null ? [] : await cache.lookupTicket(entry.ticketNumber)
        return { entry, ticket: found[0]?.ticket ?? null }
      }),
    )
    store.setState({ calls })
  }

  const reread = () => inTurn(readDay).catch(() => undefined)

  return {
    store,
    refresh: reread,
    callLog: {
      recent: (limit) => log.recent(limit),
      async write(entry, insteadOfDraft) {
        await inTurn(async () => {
          const ticketNumber = entry.ticketNumber ?? early.get(entry.callId) ?? null
          await log.write({ ...entry, ticketNumber }, insteadOfDraft)
          early.delete(entry.callId)
        })
        await reread()
      },
    },
    async ticketOf(callId, number) {
      await inTurn(async () => {
        const entry = (await log.recent(mostCalls)).find((line) => line.callId === callId)
        if (entry === undefined) early.set(callId, number)
        else await log.write({ ...entry, ticketNumber: number })
      })
      await reread()
    },
  }
}

import { sql, type Kysely, type Transaction } from 'kysely'
import { fewAtOnce } from '../../../shared/lib/few-at-once'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'
import type { LogWriter, NewEvent } from './desk-store'
import type { HashSecret } from './keyed-hash'
import { createLogWriter } from './postgres-log'
import { decideTogether, takeTogether, type Proposal } from './proposals'

/** What happens in the same transaction as the events. */
export type AlongWithEvents = (tx: Transaction<DeskTables>, added: readonly NewEvent[]) => Promise<void>

/** The writers of one process over one pool of connections: who has the log, and for how long. */
export interface LogTurns {
  /** Alone with the log for as long as `work` takes. */
  write<T>(work: (log: LogWriter) => Promise<T>, along?: AlongWithEvents): Promise<T>
  /** Those who have come to wait share the next turn, where they touch nothing of each other's: one lock and one commit for all. */
  propose<T>(proposal: Proposal<T>, along?: AlongWithEvents): Promise<T>
}

/**
 * Writers of one process that may hold a connection. All of them wait for one lock, so that more write nothing sooner, and twenty that
 * waited for it at the database would leave no connection to whoever only reads.
 */
const writersAtOnce = 3
/** Of one turn; a turn that never ended would hold up the other processes. */
const mostTogether = 32

interface Waiting extends Proposal<unknown> {
  readonly along: AlongWithEvents | undefined
  resolve(answer: unknown): void
  reject(error: unknown): void
}

export function createLogTurns(db: Kysely<DeskTables>, hash: HashSecret): LogTurns {
  const inTurn = fewAtOnce(writersAtOnce)
  let waiting: readonly Waiting[] = []
  let isTaking = false

  const asOnlyWriter = <T>(work: (tx: Transaction<DeskTables>, log: LogWriter) => Promise<T>) =>
    inTurn(() => db.transaction().execute(async (tx) => {
      // Taken before anything is numbered and freed by the commit itself: positions become visible in their own order.
      await sql`select pg_advisory_xact_lock(${deskLocks.numbering})`.execute(tx)
      return work(tx, createLogWriter(tx, hash))
    }))

  async function takeTurns(): Promise<void> {
    if (isTaking) return
    isTaking = true
    while (waiting.length > 0) {
      const { taken, left } = takeTogether(waiting, mostTogether)
      waiting = left
      await together(taken)
    }
    isTaking = false
  }

  async function together(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await asOnlyWriter(async (tx, log) => {
        const decided = await decideTogether(log, group)
        for (const [index, outcome] of decided.entries()) {
          if (outcome.ok && outcome.added.length > 0) await group[index]?.along?.(tx, outcome.added)
        }
        return decided
      })
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.ok) group[index]?.resolve(outcome.value)
        else group[index]?.reject(outcome.error)
      }
    } catch (error) {
      const [only] = group
      if (group.length === 1) return only?.reject(error)
      // Whose it was that could not be kept shows when each is alone; the others lose nothing by it.
      for (const one of group) await together([one])
    }
  }

  return {
    write: (work, along) => asOnlyWriter((tx, log) => work(along === undefined ? log : {
      ...log,
      async append(events, tickets, receivedAt) {
        const places = await log.append(events, tickets, receivedAt)
        await along(tx, events)
        return places
      },
    })),
    propose: <T>(proposal: Proposal<T>, along?: AlongWithEvents) =>
      new Promise<T>((resolve, reject) => {
        waiting = [...waiting, { ...proposal, along, reject, resolve: (answer) => resolve(answer as T) }]
        void takeTurns()
      }),
  }
}

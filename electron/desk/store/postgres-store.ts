import { Kysely, PostgresDialect } from 'kysely'
import type { Clock } from '../../../shared/lib/clock'
import { createPool, type DatabaseAddress } from './connection'
import type { DeskTables } from './database'
import type { DeskStore, LoggedEvent } from './desk-store'
import { loggedEventOfRow, selectEvents } from './event-rows'
import { listenForHints } from './hint-listener'
import { createHashSecret, type HashSecret } from './keyed-hash'
import { createLogTurns, type AlongWithEvents, type LogTurns } from './log-turns'
import { migrate } from './migrate'
import { migrations } from './migrations'
import { mustBeDurable } from './must-be-durable'
import { newestPosition } from './postgres-log'
import { countTry } from './query-tries'
import { createShiftTable, type ShiftTable } from './shift-table'
import { fillWatched } from './watched-orders'

export interface PostgresStoreOptions {
  readonly address: DatabaseAddress
  readonly clock: Clock
  /** The database went away. The store answers nothing any more; whoever opened it decides what to do. */
  readonly onLost: () => void
}

/**
 * Opens the store on a PostgreSQL of version 15 or newer and brings its tables up to date.
 *
 * @throws DeskFailure `schema-newer`, `database-not-durable`; errors of pg when the database can't be reached
 */
export async function openPostgresStore({ address, clock, onLost }: PostgresStoreOptions): Promise<DeskStore & { readonly shift: ShiftTable }> {
  const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool: createPool(address) }) })
  try {
    await mustBeDurable(db)
    await migrate(db, migrations, clock)
    await fillWatched(db)
    const identity = await db.selectFrom('desk_identity').selectAll().executeTakeFirstOrThrow()
    const hints = await listenForHints(address, onLost)
    const hash = createHashSecret(identity.query_code_secret)
    return {
      ...logIn(db, hash, createLogTurns(db, hash)),
      deskId: identity.desk_id,
      shift: createShiftTable(db),
      onHint: hints.subscribe,
      async close() {
        await hints.close()
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** The log over a pool of connections. `turns` is shared by all who write over this pool. */
export function logIn(db: Kysely<DeskTables>, hash: HashSecret, turns: LogTurns, along?: AlongWithEvents): Omit<DeskStore, 'deskId' | 'onHint' | 'close'> {
  return {
    write: (work) => turns.write(work, along),
    propose: (proposal) => turns.propose(proposal, along),
    newest: () => newestPosition(db),

    async changesAfter(position, limit) {
      const rows = await selectEvents(db)
        .where('events.position', '>', position)
        .orderBy('events.position')
        .limit(limit)
        .execute()
      return rows.map((row) => changeOf(loggedEventOfRow(row)))
    },

    async changesOfHistory(historyKey, limit) {
      const newestTickets = db
        .selectFrom('tickets')
        .select('id')
        .where('history_key', '=', historyKey)
        .orderBy('changed_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
      const rows = await selectEvents(db)
        .where('events.ticket_id', 'in', newestTickets)
        .orderBy('events.position')
        .execute()
      return rows.map((row) => changeOf(loggedEventOfRow(row)))
    },

    async ticketsWithQueryCode(queryCode) {
      const tickets = db.selectFrom('tickets').select('id').where('query_code_hash', '=', hash.of(queryCode))
      const rows = await selectEvents(db).where('events.ticket_id', 'in', tickets).orderBy('events.version').execute()
      const byTicket = new Map<string, LoggedEvent['event'][]>()
      for (const { event } of rows.map(loggedEventOfRow)) {
        byTicket.set(event.ticketId, [...(byTicket.get(event.ticketId) ?? []), event])
      }
      return [...byTicket.values()]
    },

    countTry: (what, now, windowMs) => countTry(db, hash.of(what), now, windowMs),

    async forgetTries(what) {
      await db.deleteFrom('query_tries').where('what_hash', '=', hash.of(what)).execute()
    },
  }
}

function changeOf({ position, version, event }: LoggedEvent) {
  return { position, version, event }
}

import { createDesk } from '../../../electron/desk/desk'
import { createDeskApp } from '../../../electron/desk/http/desk-app'
import { startDeskServer } from '../../../electron/desk/http/desk-server'
import { createHintStreams } from '../../../electron/desk/http/hint-stream'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { openPostgresStore } from '../../../electron/desk/store/postgres-store'
import type { Clock } from '../../../shared/lib/clock'
import { agent8017 } from '../drafts'
import { testToken } from './running-desk'
import { systemTimers } from './system-time'

/** A desk on a database of a test's own server: all that the app's has, but in the process and the time of the test. */
export interface DeskOnPostgres {
  readonly origin: string
  /**
   * Every row of every table, with the place where it lies and the transaction that wrote it: a row that was written again just
   * as it had been shows, too. Nothing is left out; the only table that counts tries is that of query codes.
   */
  dump(): Promise<readonly string[]>
  stop(): Promise<void>
}

const heartbeatMs = 5_000

export async function startDeskOn(address: DatabaseAddress, clock: Clock): Promise<DeskOnPostgres> {
  const store = await openPostgresStore({ address, clock, onLost: () => undefined })
  const desk = createDesk({ store, clock, author: agent8017, practice: false })
  const streams = createHintStreams({ desk, clock, timers: systemTimers, heartbeatMs })
  const app = createDeskApp({ desk, token: testToken, streams, log: () => undefined })
  const server = await startDeskServer({ app, port: 0, timers: systemTimers })
  const pool = createPool(address)

  return {
    origin: server.origin,
    async dump() {
      const tables = await pool.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`)
      const rows: string[] = []
      for (const { name } of tables.rows) {
        const found = await pool.query<{ row: string }>(`select ctid::text || ' ' || xmin::text || ' ' || to_jsonb(t)::text as row from "${name}" t order by 1`)
        rows.push(...found.rows.map(({ row }) => `${name} ${row}`))
      }
      return rows
    },
    async stop() {
      streams.closeAll()
      await server.close()
      await pool.end()
      await store.close()
    },
  }
}

import pg from 'pg'

/** How a database is reached. The password never stands in an URL, so that it can't end up in a message. */
export interface DatabaseAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

const int8 = 20

/** pg gives int8 as text; every int8 of ours is a position or a time, far below 2^53. */
function ownTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  return types
}

function clientConfig(address: DatabaseAddress): pg.ClientConfig {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    types: ownTypes(),
    connectionTimeoutMillis: 5_000,
    application_name: 'lingxi-desk',
  }
}

export function createPool(address: DatabaseAddress): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(address), max: 8, statement_timeout: 30_000 })
  // An idle connection that breaks is replaced by the pool; whether the database is gone is the hint listener's to say.
  pool.on('error', () => undefined)
  return pool
}

/** A connection of its own that somebody depends on. */
export interface WatchedConnection {
  readonly client: pg.Client
  close(): Promise<void>
}

/**
 * Connects and then watches: `onLost` is called once when the connection ends without having been closed.
 *
 * @throws errors of pg when the database doesn't answer
 */
export async function connectWatched(address: DatabaseAddress, onLost: () => void): Promise<WatchedConnection> {
  const client = new pg.Client({ ...clientConfig(address), keepAlive: true })
  let isWatched = false
  const ended = () => {
    if (!isWatched) return
    isWatched = false
    onLost()
  }
  client.on('error', ended)
  client.on('end', ended)
  await client.connect()
  isWatched = true
  return {
    client,
    async close() {
      isWatched = false
      await client.end().catch(() => undefined)
    },
  }
}

import pg from 'pg'

/** How a database is reached. The password never stands in an URL, so that it can't end up in a message. */
export interface DatabaseAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** Absent: not encrypted. `ca` null: whatever certificate; else only one of that authority, for that host. */
  readonly tls?: { readonly ca: string | null }
}

const int8 = 20
const date = 1082

/**
 * pg gives int8 as text; every int8 of ours is a position or a time, far below 2^53. A day stays the text that it is: pg would make
 * it a moment of this computer's time zone.
 */
function ownTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  types.setTypeParser(date, String)
  return types
}

function clientConfig(address: DatabaseAddress): pg.ClientConfig {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    ...(address.tls === undefined ? {} : { ssl: address.tls.ca === null ? { rejectUnauthorized: false } : { ca: address.tls.ca } }),
    types: ownTypes(),
    connectionTimeoutMillis: 5_000,
    application_name: 'lingxi-desk',
  }
}

const usualConnections = 8

export function createPool(address: DatabaseAddress, connections: number = usualConnections): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(address), max: connections, statement_timeout: 30_000 })
  // An idle connection that breaks is replaced by the pool; whether the database is gone is the hint listener's to say.
  pool.on('error', () => undefined)
  // One that breaks in the middle of a question fails that question; nobody else has to end for it.
  pool.on('connect', (client) => void client.on('error', () => undefined))
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

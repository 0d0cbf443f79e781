import { connectWatched, type DatabaseAddress } from './connection'
import { deskLocks } from './desk-locks'

/** A desk's hold on a database of its own: a lock that lives exactly as long as this connection. */
export interface Ownership {
  release(): Promise<void>
}

/**
 * Takes the database for this desk. The lock is PostgreSQL's, so that it never outlives its holder, however that died.
 *
 * @param onLost called once when the connection ends by itself: the database is gone
 * @returns null when another desk holds it
 * @throws errors of pg when the database doesn't answer
 */
export async function takeOwnership(address: DatabaseAddress, onLost: () => void): Promise<Ownership | null> {
  const { client, close } = await connectWatched(address, onLost)
  const taken = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [deskLocks.ownership])
  if (taken.rows[0]?.taken === true) return { release: close }
  await close()
  return null
}

import { connectWatched, type DatabaseAddress } from './connection'
import { hintChannel } from './desk-locks'

export interface HintListener {
  subscribe(listener: (position: number) => void): () => void
  close(): Promise<void>
}

/** One connection that only listens. It is also the first to notice that the database is gone, hence `onLost`. */
export async function listenForHints(address: DatabaseAddress, onLost: () => void): Promise<HintListener> {
  const listeners = new Set<(position: number) => void>()
  const { client, close } = await connectWatched(address, onLost)
  client.on('notification', ({ payload }) => {
    const position = Number(payload)
    if (Number.isSafeInteger(position)) for (const listener of listeners) listener(position)
  })
  await client.query(`listen ${hintChannel}`)

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      listeners.clear()
      await close()
    },
  }
}

import { createSyncHost } from './sync-host'
import type { FromSyncWorker, ToSyncWorker } from '../desk-client/sync-messages'
import { systemClock, systemTimers } from '../desk-client/system-time'

/**
 * Entry of the worker that copies the desk's log into the cache: fetching, folding, sealing and writing never hold up the
 * page that shows the ring.
 */
interface WorkerScope {
  postMessage(message: FromSyncWorker): void
  onmessage: ((event: MessageEvent<ToSyncWorker>) => void) | null
}

const scope = globalThis as unknown as WorkerScope

const host = createSyncHost({
  post: (message) => scope.postMessage(message),
  fetch: (...request) => fetch(...request),
  clock: systemClock,
  timers: systemTimers,
  random: Math.random,
})

scope.onmessage = ({ data }) => host.receive(data)

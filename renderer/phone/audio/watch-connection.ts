import type { Timers } from '../../../shared/lib/clock'

/** What is asked of a peer connection here. */
export type WatchedConnection = Pick<RTCPeerConnection, 'connectionState' | 'addEventListener' | 'removeEventListener'>

/** A cable that is put back or another radio cell mends a connection within this time; what lasts longer does not mend. */
const lastingMs = 15_000

/** Calls `onFailed` once, when the media are beyond repair: failed, or disconnected for long. Returns the way to stop. */
export function watchConnection(connection: WatchedConnection, timers: Timers, onFailed: () => void): () => void {
  let waiting: { cancel(): void } | null = null

  function stop(): void {
    waiting?.cancel()
    waiting = null
    connection.removeEventListener('connectionstatechange', onChange)
  }

  function fail(): void {
    stop()
    onFailed()
  }

  function onChange(): void {
    const { connectionState } = connection
    if (connectionState === 'failed') return fail()
    if (connectionState === 'disconnected') {
      waiting ??= timers.after(lastingMs, fail)
      return
    }
    waiting?.cancel()
    waiting = null
  }

  connection.addEventListener('connectionstatechange', onChange)
  return stop
}

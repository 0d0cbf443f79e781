import type { Timers } from '../../../shared/lib/clock'

/** What is asked of a peer connection here. */
export type ClosingConnection = Pick<
  RTCPeerConnection,
  'connectionState' | 'iceConnectionState' | 'iceGatheringState' | 'addEventListener' | 'removeEventListener' | 'close'
>

/** Chromium tells of these in a task of its own, with the state as it will be then. */
const toldLater = ['connectionstatechange', 'icegatheringstatechange'] as const

/** News that has not come by then has nothing to do with the beginning of the call. */
const newsLimitMs = 2000

/**
 * Closes a connection so that nothing of it is left. Chromium (114 at least) drops the news that is on its way to the page
 * when `close()` is called, but never the hold of that news on its connection: connection, tracks and everything that
 * listens to them stay for as long as the page. While an event is being told no other is on its way, and none comes to one
 * that is up and has all its candidates: those are the moments to close. A connection in between is closed with its
 * next event, or after two seconds in which there was none.
 */
export function closeConnection(connection: ClosingConnection, timers: Timers): void {
  if (isSettled(connection)) return connection.close()

  function close(): void {
    limit.cancel()
    for (const name of toldLater) connection.removeEventListener(name, close)
    connection.close()
  }

  const limit = timers.after(newsLimitMs, close)
  for (const name of toldLater) connection.addEventListener(name, close)
}

/** `iceConnectionState` changes at once and `connectionState` with its event: only where both agree is nothing on its way. */
function isSettled({ connectionState, iceConnectionState, iceGatheringState }: ClosingConnection): boolean {
  return connectionState === 'connected' && (iceConnectionState === 'connected' || iceConnectionState === 'completed') && iceGatheringState === 'complete'
}

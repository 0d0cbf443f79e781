import type { Timers } from '../../../shared/lib/clock'

/** What is asked of a peer connection here. */
export type WatchedConnection = Pick<RTCPeerConnection, 'connectionState' | 'addEventListener' | 'removeEventListener'>

/** A radio cell that changes mends itself within this time; longer, and another way has to be looked for. */
const blipMs = 3_000
/** A cable that is put back, or another way, mends a connection within this time; what lasts longer does not mend. */
const lastingMs = 15_000

export interface ConnectionNews {
  /** Cut off for longer than a blip, or failed: an ICE restart may find another way (RFC 8445, section 2.4). */
  onCutOff(): void
  /** Cut off for so long that it is beyond repair; told once, and nothing after it. */
  onFailed(): void
}

/** Returns the way to stop. */
export function watchConnection(connection: WatchedConnection, timers: Timers, { onCutOff, onFailed }: ConnectionNews): () => void {
  let blip: { cancel(): void } | null = null
  let lasting: { cancel(): void } | null = null

  function settle(): void {
    blip?.cancel()
    lasting?.cancel()
    blip = lasting = null
  }

  function stop(): void {
    settle()
    connection.removeEventListener('connectionstatechange', onChange)
  }

  function fail(): void {
    stop()
    onFailed()
  }

  function onChange(): void {
    const { connectionState } = connection
    if (connectionState === 'connected') return settle()
    if (connectionState !== 'failed' && connectionState !== 'disconnected') return
    lasting ??= timers.after(lastingMs, fail)
    if (connectionState === 'disconnected') blip ??= timers.after(blipMs, onCutOff)
    else {
      blip?.cancel()
      onCutOff()
    }
  }

  connection.addEventListener('connectionstatechange', onChange)
  return stop
}

import type { SoundSample } from '../../../shared/calls/sound-sample'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { noCounts, readStats, sampleBetween } from './read-stats'

/** What is asked of a peer connection here. */
export interface ProbedConnection {
  readonly connectionState: RTCPeerConnectionState
  getStats(): Promise<{ values(): Iterable<unknown> }>
  getTransceivers(): readonly Pick<RTCRtpTransceiver, 'currentDirection'>[]
}

/** Often enough to notice silence within its five seconds, seldom enough to cost nothing. */
const everyMs = 2000

/** Measures the sound of a connection every two seconds from when it is connected. Returns the way to stop. */
export function probeSound(connection: ProbedConnection, ports: { readonly clock: Clock; readonly timers: Timers; tell(sample: SoundSample): void }): () => void {
  const { clock, timers } = ports
  let isStopped = false
  let before = noCounts
  let lookedAt: number | null = null
  let timer = timers.after(everyMs, () => void look())

  async function look(): Promise<void> {
    const report = connection.connectionState === 'new' ? null : await connection.getStats().catch(() => null)
    if (isStopped) return
    timer = timers.after(everyMs, () => void look())
    if (report === null) return
    const at = clock.now()
    const now = readStats(report.values())
    const direction = connection.getTransceivers()[0]?.currentDirection ?? null
    // The first look only says where counting begins; a clock that was put back ends nothing.
    if (lookedAt !== null && at > lookedAt) {
      ports.tell(
        sampleBetween(before, now, {
          at,
          spanMs: at - lookedAt,
          expectsIn: direction === 'sendrecv' || direction === 'recvonly',
          expectsOut: direction === 'sendrecv' || direction === 'sendonly',
        }),
      )
    }
    before = now
    lookedAt = at
  }

  return () => {
    isStopped = true
    timer.cancel()
  }
}

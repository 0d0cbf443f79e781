import { describe, expect, it } from 'vitest'
import { probeSound } from '../../../renderer/phone/audio/sound-probe'
import type { SoundSample } from '../../../shared/calls/sound-sample'
import { createManualTime } from '../../support/manual-time'

function setUp() {
  const time = createManualTime()
  const told: SoundSample[] = []
  const counts = { received: 0, sent: 0 }
  const connection = {
    connectionState: 'connected' as RTCPeerConnectionState,
    direction: 'sendrecv' as RTCRtpTransceiverDirection | null,
    getStats: async () => new Map([[1, { type: 'inbound-rtp', kind: 'audio', packetsReceived: counts.received }], [2, { type: 'outbound-rtp', kind: 'audio', packetsSent: counts.sent }]] as [number, object][]),
    getTransceivers: () => [{ currentDirection: connection.direction }],
  }
  const stop = probeSound(connection, { clock: time, timers: time, tell: (sample) => void told.push(sample) })
  return { time, told, counts, connection, stop }
}

describe('the probe of a connection', () => {
  it('measures what happened between two looks', async () => {
    const { time, told, counts } = setUp()
    counts.received = 40
    await time.advance(2000)
    counts.received = 140
    counts.sent = 90
    await time.advance(2000)
    expect(told).toEqual([expect.objectContaining({ spanMs: 2000, packetsIn: 100, packetsOut: 90, expectsIn: true, expectsOut: true })])
  })

  it('knows by what was agreed on whether sound should come and go', async () => {
    const { time, told, connection } = setUp()
    await time.advance(2000)
    connection.direction = 'sendonly'
    await time.advance(2000)
    connection.direction = null
    await time.advance(2000)
    expect(told.map(({ expectsIn, expectsOut }) => [expectsIn, expectsOut])).toEqual([[false, true], [false, false]])
  })

  it('goes on after a look that failed, and stops when told', async () => {
    const { time, told, connection, stop } = setUp()
    const { getStats } = connection
    await time.advance(2000)
    connection.getStats = () => Promise.reject(new Error('closed'))
    await time.advance(2000)
    connection.getStats = getStats
    await time.advance(2000)
    expect(told).toHaveLength(1)
    stop()
    await time.advance(20_000)
    expect(told).toHaveLength(1)
  })
})

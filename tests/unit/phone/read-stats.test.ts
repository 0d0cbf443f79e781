import { describe, expect, it } from 'vitest'
import { noCounts, readStats, sampleBetween } from '../../../renderer/phone/audio/read-stats'
import { at } from '../calls/calls.fixture'

const about = { at: at(4), spanMs: 2000, expectsIn: true, expectsOut: true }

/** As Chromium writes them; times in seconds. */
const report = (received: number, lost: number, sent: number) => [
  { type: 'codec', id: 'c' },
  { type: 'inbound-rtp', kind: 'audio', packetsReceived: received, packetsLost: lost, jitter: 0.004, jitterBufferDelay: received * 19.2, jitterBufferEmittedCount: received * 480 },
  { type: 'outbound-rtp', kind: 'audio', packetsSent: sent },
  { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.25, roundTripTime: 0.08 },
  { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.05 },
]

describe('the counts of WebRTC', () => {
  it('become what happened since the look before', () => {
    const sample = sampleBetween(readStats(report(100, 0, 90)), readStats(report(190, 10, 190)), about)
    expect(sample).toEqual({ ...about, packetsIn: 90, packetsOut: 100, lossIn: 0.1, lossOut: 0.25, jitterMs: 4, roundTripMs: 80, bufferMs: expect.closeTo(40, 6) })
  })

  it('are nothing before the first packet', () => {
    expect(sampleBetween(noCounts, readStats([]), about)).toMatchObject({ packetsIn: 0, lossIn: 0, lossOut: null, roundTripMs: null, bufferMs: 0 })
  })

  it('take the round trip of the path while the far end reports none', () => {
    expect(readStats(report(1, 0, 1).filter(({ type }) => type !== 'remote-inbound-rtp')).roundTripMs).toBe(50)
  })

  it('begin anew with a new stream, and are never below zero', () => {
    expect(sampleBetween(readStats(report(500, 20, 500)), readStats(report(30, 0, 40)), about)).toMatchObject({ packetsIn: 30, packetsOut: 40, lossIn: 0, bufferMs: 0 })
    expect(sampleBetween(readStats(report(100, 5, 0)), readStats(report(150, 3, 0)), about)).toMatchObject({ lossIn: 0 })
  })

  it('survive a report that is none', () => {
    expect(readStats([null, 7, { type: 'inbound-rtp', packetsReceived: 'many', jitter: Number.NaN }])).toMatchObject({ packetsIn: 0, jitterMs: 0 })
  })
})

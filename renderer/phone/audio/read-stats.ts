import type { SoundSample } from '../../../shared/calls/sound-sample'

/** What WebRTC had counted of a call when it was asked; times in milliseconds. */
export interface SoundCounts {
  readonly packetsIn: number
  readonly lostIn: number
  readonly packetsOut: number
  readonly jitterMs: number
  /** Sums over all samples that left the jitter buffer, whose quotient is how long it holds one back. */
  readonly bufferDelayMs: number
  readonly bufferedSamples: number
  readonly roundTripMs: number | null
  /** The far end's last report: what share of our packets it lost since the one before. Null = it has reported nothing. */
  readonly lossOut: number | null
}

export const noCounts: SoundCounts = {
  packetsIn: 0, lostIn: 0, packetsOut: 0, jitterMs: 0, bufferDelayMs: 0, bufferedSamples: 0, roundTripMs: null, lossOut: null,
}

type Entry = Readonly<Record<string, unknown>>

/**
 * Reads a report of `RTCPeerConnection.getStats` (W3C, Identifiers for WebRTC's Statistics API). Entries that are not there
 * yet count as nothing: `inbound-rtp` comes with the first packet, `remote-inbound-rtp` with the first receiver report.
 */
export function readStats(report: Iterable<unknown>): SoundCounts {
  const entries = [...report].filter((entry): entry is Entry => typeof entry === 'object' && entry !== null)
  const of = (type: string) => entries.find((entry) => entry['type'] === type && (entry['kind'] === undefined || entry['kind'] === 'audio'))
  const inbound = of('inbound-rtp')
  const outbound = of('outbound-rtp')
  const farReport = of('remote-inbound-rtp')
  const pair = entries.find((entry) => entry['type'] === 'candidate-pair' && entry['state'] === 'succeeded' && entry['nominated'] === true)
  const roundTrip = number(farReport, 'roundTripTime') ?? number(pair, 'currentRoundTripTime')
  return {
    packetsIn: number(inbound, 'packetsReceived') ?? 0,
    // A packet that came twice is counted below zero (RFC 3550, section 6.4.1).
    lostIn: number(inbound, 'packetsLost') ?? 0,
    packetsOut: number(outbound, 'packetsSent') ?? 0,
    jitterMs: (number(inbound, 'jitter') ?? 0) * 1000,
    bufferDelayMs: (number(inbound, 'jitterBufferDelay') ?? 0) * 1000,
    bufferedSamples: number(inbound, 'jitterBufferEmittedCount') ?? 0,
    roundTripMs: roundTrip === null ? null : roundTrip * 1000,
    lossOut: number(farReport, 'fractionLost'),
  }
}

/** What happened between two looks. A count that went back belongs to another stream: the call was negotiated anew. */
export function sampleBetween(before: SoundCounts, now: SoundCounts, about: Pick<SoundSample, 'at' | 'spanMs' | 'expectsIn' | 'expectsOut'>): SoundSample {
  const packetsIn = grown(before.packetsIn, now.packetsIn)
  const lost = Math.max(0, now.lostIn - before.lostIn)
  const samples = now.bufferedSamples - before.bufferedSamples
  return {
    ...about,
    packetsIn,
    packetsOut: grown(before.packetsOut, now.packetsOut),
    lossIn: packetsIn === 0 ? 0 : lost / (packetsIn + lost),
    lossOut: now.lossOut === null ? null : Math.min(1, Math.max(0, now.lossOut)),
    jitterMs: now.jitterMs,
    roundTripMs: now.roundTripMs,
    bufferMs: samples <= 0 ? 0 : Math.max(0, (now.bufferDelayMs - before.bufferDelayMs) / samples),
  }
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now
}

function number(entry: Entry | undefined, key: string): number | null {
  const value = entry?.[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

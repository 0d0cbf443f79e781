import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import { epochMsSchema } from './call-schemas'
import { meanOpinion } from './mean-opinion'

/** What WebRTC counted of one call's sound in the time since the sample before. */
export interface SoundSample {
  readonly at: EpochMs
  /** How long the sample took, in milliseconds. */
  readonly spanMs: number
  readonly packetsIn: number
  readonly packetsOut: number
  /** Share of the packets to us that were lost, 0..1. */
  readonly lossIn: number
  /** The same at the far end, by its last report (RFC 3550, section 6.4.1); null while it reports nothing. */
  readonly lossOut: number | null
  readonly jitterMs: number
  /** Null while neither RTCP nor ICE has measured one. */
  readonly roundTripMs: number | null
  /** How long our jitter buffer holds a packet back. */
  readonly bufferMs: number
  /** Whether sound is agreed on in that direction: on hold it is not. */
  readonly expectsIn: boolean
  readonly expectsOut: boolean
}

/** 20 ms of sound wait for their packet at the far end. */
const packetMs = 20

/** Mean opinion of the worse of the two directions, 1..4.5. */
export function opinionOfSample({ lossIn, lossOut, roundTripMs, bufferMs }: SoundSample): number {
  const delayMs = (roundTripMs ?? 0) / 2 + bufferMs + packetMs
  return meanOpinion({ lossShare: Math.max(lossIn, lossOut ?? 0), delayMs })
}

const share = z.number().min(0).max(1)
const milliseconds = z.number().min(0).max(600_000)
const packets = z.number().int().min(0).max(10_000_000)

export const soundSampleSchema = z.object({
  at: epochMsSchema,
  spanMs: milliseconds,
  packetsIn: packets,
  packetsOut: packets,
  lossIn: share,
  lossOut: share.nullable(),
  jitterMs: milliseconds,
  roundTripMs: milliseconds.nullable(),
  bufferMs: milliseconds,
  expectsIn: z.boolean(),
  expectsOut: z.boolean(),
}) satisfies z.ZodType<SoundSample>

import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import { epochMsSchema } from './call-schemas'
import { opinionOfSample, soundSampleSchema } from './sound-sample'
import type { SoundSample } from './sound-sample'

/** What makes a bad line bad, for the words that tell what to do about it. */
export type SoundFault = 'loss' | 'delay' | 'jitter'

/**
 * Whether the line has been bad for so long that the agent is told:
 *
 * ```
 * good --(opinion < 3.6)--> doubtful --(still so after 6 s)--> bad --(opinion >= 3.8)--> mending --(still so after 8 s)--> good
 *   ^                          |                                ^                          |
 *   +-----(opinion >= 3.6)-----+                                +------(opinion < 3.8)-----+
 * ```
 * 3.6 is where ITU-T G.107, annex B begins to speak of many dissatisfied users. What lies between keeps the words from
 * coming and going with every sample.
 */
export type LineCondition =
  | { readonly state: 'good' }
  | { readonly state: 'doubtful'; readonly since: EpochMs }
  | { readonly state: 'bad'; readonly since: EpochMs; readonly fault: SoundFault }
  | { readonly state: 'mending'; readonly since: EpochMs; readonly fault: SoundFault; readonly badSince: EpochMs }

/** Who does not hear whom although both should: `agent` = nothing arrives here, `caller` = nothing of ours arrives there. */
export type OneWay = 'agent-hears-nothing' | 'caller-hears-nothing'

/** Mean opinions of a call's sound, worst and mean; what stays of it in the record. */
export interface SoundSummary {
  readonly samples: number
  readonly worstOpinion: number
  readonly meanOpinion: number
  readonly worstLoss: number
  readonly worstJitterMs: number
  readonly worstRoundTripMs: number | null
  /** How often sound went one way only. */
  readonly oneWayTimes: number
}

/** All that is known of the sound of a call, moved by `nextSound` alone. */
export interface CallSound {
  readonly latest: SoundSample
  /** Of the latest sample, 1..4.5. */
  readonly opinion: number
  readonly condition: LineCondition
  readonly oneWay: OneWay | null
  /** How long nothing has arrived although it should, in milliseconds. */
  readonly silentInMs: number
  readonly silentOutMs: number
  readonly summary: SoundSummary
}

const badBelow = 3.6
const goodFrom = 3.8
const badAfterMs = 6_000
const goodAfterMs = 8_000
const oneWayAfterMs = 5_000
/** A receiver that reports this much lost hears nothing of a sentence. */
const deafLoss = 0.95

const longDelayMs = 300
const strongJitterMs = 40

/** The sound of a call after one more sample; `before` is null with the first. On hold only the latest sample changes. */
export function nextSound(before: CallSound | null, sample: SoundSample): CallSound {
  const opinion = opinionOfSample(sample)
  const isTalk = sample.expectsIn && sample.expectsOut
  const condition = before?.condition ?? { state: 'good' as const }
  const silentInMs = silentIn(before, sample)
  const silentOutMs = silentOut(before, sample)
  const oneWay = silentInMs >= oneWayAfterMs ? 'agent-hears-nothing' : silentOutMs >= oneWayAfterMs ? 'caller-hears-nothing' : null
  const isNewOneWay = oneWay !== null && oneWay !== before?.oneWay
  // Where nothing arrives nothing can be lost: such a sample says nothing of how good the line is.
  const isTelling = isTalk && sample.packetsIn > 0
  return {
    latest: sample,
    opinion: isTelling || before === null ? opinion : before.opinion,
    condition: isTelling ? nextCondition(condition, sample, opinion) : condition,
    oneWay,
    silentInMs,
    silentOutMs,
    summary: nextSummary(before?.summary ?? null, sample, isTelling ? opinion : null, isNewOneWay),
  }
}

function nextCondition(condition: LineCondition, sample: SoundSample, opinion: number): LineCondition {
  const { at } = sample
  switch (condition.state) {
    case 'good':
      return opinion < badBelow ? { state: 'doubtful', since: at } : condition
    case 'doubtful':
      if (opinion >= badBelow) return { state: 'good' }
      return at - condition.since >= badAfterMs ? { state: 'bad', since: at, fault: faultOf(sample) } : condition
    case 'bad':
      return opinion >= goodFrom ? { state: 'mending', since: at, fault: condition.fault, badSince: condition.since } : condition
    case 'mending':
      if (opinion < goodFrom) return { state: 'bad', since: condition.badSince, fault: condition.fault }
      return at - condition.since >= goodAfterMs ? { state: 'good' } : condition
  }
}

/** Only while we send is silence from there a sign: with neither, the connection itself is gone, which is told elsewhere. */
function silentIn(before: CallSound | null, { expectsIn, packetsIn, packetsOut, spanMs }: SoundSample): number {
  return expectsIn && packetsIn === 0 && packetsOut > 0 ? (before?.silentInMs ?? 0) + spanMs : 0
}

function silentOut(before: CallSound | null, { expectsOut, packetsIn, packetsOut, lossOut, spanMs }: SoundSample): number {
  const isUnheard = packetsOut === 0 || (lossOut ?? 0) >= deafLoss
  return expectsOut && packetsIn > 0 && isUnheard ? (before?.silentOutMs ?? 0) + spanMs : 0
}

function faultOf({ lossIn, lossOut, roundTripMs, jitterMs }: SoundSample): SoundFault {
  if (Math.max(lossIn, lossOut ?? 0) >= 0.02) return 'loss'
  if ((roundTripMs ?? 0) >= longDelayMs) return 'delay'
  return jitterMs >= strongJitterMs ? 'jitter' : 'delay'
}

function nextSummary(before: SoundSummary | null, sample: SoundSample, opinion: number | null, isNewOneWay: boolean): SoundSummary {
  const sum = before ?? { samples: 0, worstOpinion: 4.5, meanOpinion: 4.5, worstLoss: 0, worstJitterMs: 0, worstRoundTripMs: null, oneWayTimes: 0 }
  const oneWayTimes = sum.oneWayTimes + (isNewOneWay ? 1 : 0)
  if (opinion === null) return { ...sum, oneWayTimes }
  const samples = sum.samples + 1
  const { roundTripMs } = sample
  return {
    samples,
    worstOpinion: Math.min(sum.worstOpinion, opinion),
    meanOpinion: sum.samples === 0 ? opinion : sum.meanOpinion + (opinion - sum.meanOpinion) / samples,
    worstLoss: Math.max(sum.worstLoss, sample.lossIn, sample.lossOut ?? 0),
    worstJitterMs: Math.max(sum.worstJitterMs, sample.jitterMs),
    worstRoundTripMs: roundTripMs === null ? sum.worstRoundTripMs : Math.max(sum.worstRoundTripMs ?? 0, roundTripMs),
    oneWayTimes,
  }
}

/** How the line is at a glance: the strokes of the mark in the call bar. */
export type SoundGrade = 'good' | 'fair' | 'poor'

/** By the bounds of ITU-T G.107, annex B: from R = 80 (4.02) on users are satisfied, below R = 70 (3.6) many are not. */
export function gradeOf(opinion: number): SoundGrade {
  return opinion >= 4.02 ? 'good' : opinion >= badBelow ? 'fair' : 'poor'
}

const faultSchema = z.enum(['loss', 'delay', 'jitter'])
const opinionSchema = z.number().min(1).max(4.5)
const count = z.number().int().min(0)

export const soundSummarySchema = z.object({
  samples: count,
  worstOpinion: opinionSchema,
  meanOpinion: opinionSchema,
  worstLoss: z.number().min(0).max(1),
  worstJitterMs: z.number().min(0),
  worstRoundTripMs: z.number().min(0).nullable(),
  oneWayTimes: count,
}) satisfies z.ZodType<SoundSummary>

export const callSoundSchema = z.object({
  latest: soundSampleSchema,
  opinion: opinionSchema,
  condition: z.discriminatedUnion('state', [
    z.object({ state: z.literal('good') }),
    z.object({ state: z.literal('doubtful'), since: epochMsSchema }),
    z.object({ state: z.literal('bad'), since: epochMsSchema, fault: faultSchema }),
    z.object({ state: z.literal('mending'), since: epochMsSchema, fault: faultSchema, badSince: epochMsSchema }),
  ]),
  oneWay: z.enum(['agent-hears-nothing', 'caller-hears-nothing']).nullable(),
  silentInMs: z.number().min(0),
  silentOutMs: z.number().min(0),
  summary: soundSummarySchema,
}) satisfies z.ZodType<CallSound>

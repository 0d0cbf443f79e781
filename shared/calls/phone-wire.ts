import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import type { Result } from '../lib/result'
import { audioDevicesSchema } from './audio-devices'
import type { AudioDevices } from './audio-devices'
import type { CallId } from './call'
import { callCourseSchema } from './call-course'
import type { CallCourse } from './call-course'
import { callIdSchema, epochMsSchema, identityLimits, lineEventSchema, lineSnapshotSchema } from './call-schemas'
import {
  answerCallSchema,
  declineSchema,
  lineCommandSchema,
  lineErrorSchema,
  practiceCommandSchema,
  practiceErrorSchema,
} from './command-schemas'
import { phoneDiagnosticsSchema } from './phone-diagnostics'
import type { PhoneDiagnostics } from './phone-diagnostics'
import type { LineCommand, LineError, LineEvent, LineSnapshot } from './phone-line'
import { practiceRecordingSchema, practiceSnapshotSchema } from './practice-schemas'
import type { PracticeCommand, PracticeError, PracticeRecording, PracticeSnapshot } from './practice'
import { recordingIdSchema } from '../recordings/recording'
import { soundCommandSchema, soundErrorSchema, soundNewsSchema } from './sound-control'
import type { SoundCommand, SoundError, SoundNews } from './sound-control'

/**
 * What goes over the phone page's ports. Both ends parse everything: the phone reads hostile SIP, so the console does
 * not trust it, and a page of ours may be the one that was broken into. What does not parse is counted and dropped.
 *
 * Role `console` says everything; role `ring` sees a masked call and may answer or decline it.
 */
export type FromConsole =
  | { readonly kind: 'command'; readonly requestId: string; readonly command: LineCommand }
  | { readonly kind: 'practice'; readonly requestId: string; readonly command: PracticeCommand }
  | { readonly kind: 'sound'; readonly requestId: string; readonly command: SoundCommand }
  | { readonly kind: 'recording'; readonly requestId: string; readonly id: string; readonly withSound: boolean }
  /** A question whose only answer is that the phone is alive. */
  | { readonly kind: 'ping'; readonly requestId: string }
  | { readonly kind: 'diagnostics'; readonly requestId: string }

type Answer = { readonly kind: 'answer'; readonly requestId: string; readonly result: Result<void, LineError> }

export type ToConsole =
  /**
   * First message of every port but for the courses of its calls. `phoneId` is made anew by every load of the phone page: with another id, the calls of
   * the last one are lost. `practice` is null on a line that is not a practice line.
   */
  | {
      readonly kind: 'snapshot'
      readonly phoneId: string
      readonly snapshot: LineSnapshot
      readonly practice: PracticeSnapshot | null
      readonly devices: AudioDevices
    }
  | { readonly kind: 'changed'; readonly snapshot: LineSnapshot; readonly event: LineEvent | null }
  | { readonly kind: 'practice-changed'; readonly practice: PracticeSnapshot }
  | { readonly kind: 'devices-changed'; readonly devices: AudioDevices }
  | { readonly kind: 'sound-changed'; readonly news: SoundNews }
  | { readonly kind: 'sound-answer'; readonly requestId: string; readonly result: Result<void, SoundError> }
  /**
   * How a call goes, whole each time. It comes before the snapshot that it belongs to, also before the first of a port, so
   * that whoever learns of a call's end knows its course; in a talk it comes with every sample of the sound.
   */
  | { readonly kind: 'course'; readonly course: CallCourse }
  | Answer
  | { readonly kind: 'practice-answer'; readonly requestId: string; readonly result: Result<void, PracticeError> }
  | { readonly kind: 'recording-answer'; readonly requestId: string; readonly result: Result<PracticeRecording, PracticeError> }
  | { readonly kind: 'diagnostics-answer'; readonly requestId: string; readonly diagnostics: PhoneDiagnostics }
  | { readonly kind: 'alive'; readonly requestId: string }

export interface FromRing {
  readonly kind: 'command'
  readonly requestId: string
  readonly command: Extract<LineCommand, { kind: 'answer' | 'decline' }>
}

/** A call as the ring window may see it. */
export interface RingCall {
  readonly callId: CallId
  readonly state: 'ringing' | 'answering'
  /** Null when the number is withheld. */
  readonly maskedNumber: string | null
  readonly queue: string | null
  /** Seconds the caller had waited before this ring began; null when the PBX does not tell. */
  readonly waitedSeconds: number | null
  readonly startedAt: EpochMs
}

export type ToRing =
  /** Sent first and after every change; null = nothing rings. */
  { readonly kind: 'ring'; readonly call: RingCall | null } | Answer

const requestIdSchema = z.string().min(1).max(64)

export const fromConsoleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), requestId: requestIdSchema, command: lineCommandSchema }),
  z.object({ kind: z.literal('practice'), requestId: requestIdSchema, command: practiceCommandSchema }),
  z.object({ kind: z.literal('sound'), requestId: requestIdSchema, command: soundCommandSchema }),
  z.object({ kind: z.literal('recording'), requestId: requestIdSchema, id: recordingIdSchema, withSound: z.boolean() }),
  z.object({ kind: z.literal('ping'), requestId: requestIdSchema }),
  z.object({ kind: z.literal('diagnostics'), requestId: requestIdSchema }),
]) satisfies z.ZodType<FromConsole>

export const fromRingSchema = z.object({
  kind: z.literal('command'),
  requestId: requestIdSchema,
  command: z.discriminatedUnion('kind', [answerCallSchema, declineSchema]),
}) satisfies z.ZodType<FromRing>

/** `undefined` does not survive every way of cloning, so a success comes without its value. */
function resultSchema<E extends z.ZodType>(error: E) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true) }).transform(() => ({ ok: true as const, value: undefined })),
    z.object({ ok: z.literal(false), error }),
  ])
}

const answerSchema = z.object({
  kind: z.literal('answer'),
  requestId: requestIdSchema,
  result: resultSchema(lineErrorSchema),
})

export const toConsoleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot'),
    phoneId: z.string().min(1).max(64),
    snapshot: lineSnapshotSchema,
    practice: practiceSnapshotSchema.nullable(),
    devices: audioDevicesSchema,
  }),
  z.object({ kind: z.literal('changed'), snapshot: lineSnapshotSchema, event: lineEventSchema.nullable() }),
  z.object({ kind: z.literal('practice-changed'), practice: practiceSnapshotSchema }),
  z.object({ kind: z.literal('devices-changed'), devices: audioDevicesSchema }),
  z.object({ kind: z.literal('sound-changed'), news: soundNewsSchema }),
  z.object({ kind: z.literal('sound-answer'), requestId: requestIdSchema, result: resultSchema(soundErrorSchema) }),
  z.object({ kind: z.literal('course'), course: callCourseSchema }),
  answerSchema,
  z.object({
    kind: z.literal('practice-answer'),
    requestId: requestIdSchema,
    result: resultSchema(practiceErrorSchema),
  }),
  z.object({
    kind: z.literal('recording-answer'),
    requestId: requestIdSchema,
    result: z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value: practiceRecordingSchema }), z.object({ ok: z.literal(false), error: practiceErrorSchema })]),
  }),
  z.object({ kind: z.literal('diagnostics-answer'), requestId: requestIdSchema, diagnostics: phoneDiagnosticsSchema }),
  z.object({ kind: z.literal('alive'), requestId: requestIdSchema }),
]) satisfies z.ZodType<ToConsole>

const ringCallSchema = z.object({
  callId: callIdSchema,
  state: z.enum(['ringing', 'answering']),
  maskedNumber: z.string().max(40).nullable(),
  queue: z.string().max(identityLimits.queue).nullable(),
  waitedSeconds: z.number().int().nonnegative().nullable(),
  startedAt: epochMsSchema,
}) satisfies z.ZodType<RingCall>

export const toRingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ring'), call: ringCallSchema.nullable() }),
  answerSchema,
]) satisfies z.ZodType<ToRing>

/** The request that a message which did not parse seems to ask for, so that its sender is told at once. */
export function requestIdOf(message: unknown): string | null {
  const parsed = z.object({ requestId: requestIdSchema }).safeParse(message)
  return parsed.success ? parsed.data.requestId : null
}

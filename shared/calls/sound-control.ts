import { z } from 'zod'
import type { Result } from '../lib/result'
import { audioDeviceLimits } from './audio-devices'
import type { CallId } from './call'
import { callIdSchema } from './call-schemas'
import { shiftCheckSchema } from './shift-check'
import type { ShiftCheck } from './shift-check'

/** Outputs that a test tone can be played on. */
export type SoundOutput = 'speaker' | 'ring'

/**
 * What a screen may ask of the seat's sound. `watch-levels` is a lease: it ends by itself unless it is asked for again, so
 * that no microphone stays open behind a page that died.
 */
export type SoundCommand =
  | { readonly kind: 'watch-levels'; readonly on: boolean }
  | { readonly kind: 'test-output'; readonly output: SoundOutput }
  | { readonly kind: 'start-check' }
  | { readonly kind: 'stop-check' }
  /** The agent's answer to the tone of the check. */
  | { readonly kind: 'answer-check'; readonly heard: boolean }
  /** Somebody calls for help: rings on the ring's device with a sound of its own. A lease like the levels'. */
  | { readonly kind: 'alarm'; readonly on: boolean }

export type SoundErrorCode = 'no-device' | 'no-sound' | 'call-in-progress' | 'not-in-this-state' | 'timed-out' | 'phone-gone' | 'invalid-command'
export interface SoundError {
  readonly code: SoundErrorCode
}

/** How loud each part of the sound is now, 0 to 1 over 60 dB; null = not measured. */
export interface SoundLevels {
  readonly microphone: number | null
  readonly speaker: number | null
  readonly ring: number | null
}

export const noLevels: SoundLevels = { microphone: null, speaker: null, ring: null }

/** How long levels are sent after they were last asked for. */
export const levelLeaseMs = 10_000
/** How long an alarm rings after it was last asked for. */
export const alarmLeaseMs = 10_000
/** Shortest time between two levels. */
export const levelEveryMs = 100

export type SoundNews =
  | { readonly kind: 'levels'; readonly levels: SoundLevels }
  | { readonly kind: 'check'; readonly check: ShiftCheck }
  /** Names of the headsets whose buttons act on calls; none = no headset with buttons is there. */
  | { readonly kind: 'headsets'; readonly names: readonly string[] }
  /** The headset was hung up: whoever knows the caller decides whether that is asked about. The same press again hangs up anyway. */
  | { readonly kind: 'hang-up-wished'; readonly callId: CallId }

/** The seat's sound besides its calls. */
export interface SoundControl {
  execute(command: SoundCommand): Promise<Result<void, SoundError>>
  /** Tells the present check and headsets before it returns, then all news; returns the way to stop. */
  subscribe(listener: (news: SoundNews) => void): () => void
}

export const soundCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('watch-levels'), on: z.boolean() }),
  z.object({ kind: z.literal('test-output'), output: z.enum(['speaker', 'ring']) }),
  z.object({ kind: z.literal('start-check') }),
  z.object({ kind: z.literal('stop-check') }),
  z.object({ kind: z.literal('answer-check'), heard: z.boolean() }),
  z.object({ kind: z.literal('alarm'), on: z.boolean() }),
]) satisfies z.ZodType<SoundCommand>

export const soundErrorSchema = z.object({
  code: z.enum(['no-device', 'no-sound', 'call-in-progress', 'not-in-this-state', 'timed-out', 'phone-gone', 'invalid-command']),
}) satisfies z.ZodType<SoundError>

const levelSchema = z.number().min(0).max(1).nullable()

export const soundNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('levels'), levels: z.object({ microphone: levelSchema, speaker: levelSchema, ring: levelSchema }) }),
  z.object({ kind: z.literal('check'), check: shiftCheckSchema }),
  z.object({ kind: z.literal('headsets'), names: z.array(z.string().max(audioDeviceLimits.label)).max(8) }),
  z.object({ kind: z.literal('hang-up-wished'), callId: callIdSchema }),
]) satisfies z.ZodType<SoundNews>

import { z } from 'zod'
import { assertNever } from '../lib/assert-never'

/** What is tried at the beginning of a shift, in this order. */
export const shiftCheckSteps = ['microphone', 'speaker', 'line', 'round-trip'] as const
export type ShiftCheckStep = (typeof shiftCheckSteps)[number]

/**
 * Why a step did not pass. `silent`: the microphone gave nothing for as long as the agent was asked to speak; `not-heard`: the
 * agent says so; `unanswered`: the agent said nothing; `nothing-back`: the echo was called and the tone did not return;
 * `not-tried`: the step before it makes it pointless.
 */
export type ShiftCheckFailure =
  | 'no-device'
  | 'denied'
  | 'silent'
  | 'no-sound'
  | 'not-heard'
  | 'unanswered'
  | 'not-registered'
  | 'refused'
  | 'nothing-back'
  | 'not-tried'

export type StepState =
  | { readonly state: 'waiting' | 'running' | 'passed' }
  | { readonly state: 'failed'; readonly failure: ShiftCheckFailure }

export type StepStates = Readonly<Record<ShiftCheckStep, StepState>>

/**
 * ```
 * idle --started--> running --(step-began|step-passed|step-failed)--> running --finished--> done --started--> running
 *                      +--stopped--> idle        (the agent skips it, or a call came: that goes first)
 * ```
 */
export type ShiftCheck =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly steps: StepStates; readonly roundTripMs: number | null }
  | { readonly state: 'done'; readonly steps: StepStates; readonly roundTripMs: number | null }

export type ShiftCheckEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'step-began'; readonly step: ShiftCheckStep }
  | { readonly kind: 'step-passed'; readonly step: ShiftCheckStep; readonly roundTripMs: number | null }
  | { readonly kind: 'step-failed'; readonly step: ShiftCheckStep; readonly failure: ShiftCheckFailure }
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }

const untried: StepStates = {
  microphone: { state: 'waiting' },
  speaker: { state: 'waiting' },
  line: { state: 'waiting' },
  'round-trip': { state: 'waiting' },
}

/** The one transition of a check. What a stopped check still hears of its steps changes nothing. */
export function nextShiftCheck(check: ShiftCheck, event: ShiftCheckEvent): ShiftCheck {
  if (event.kind === 'started') return { state: 'running', steps: untried, roundTripMs: null }
  if (check.state !== 'running') return check
  const withStep = (step: ShiftCheckStep, state: StepState): StepStates => ({ ...check.steps, [step]: state })
  switch (event.kind) {
    case 'step-began':
      return { ...check, steps: withStep(event.step, { state: 'running' }) }
    case 'step-passed':
      return { ...check, steps: withStep(event.step, { state: 'passed' }), roundTripMs: event.roundTripMs ?? check.roundTripMs }
    case 'step-failed':
      return { ...check, steps: withStep(event.step, { state: 'failed', failure: event.failure }) }
    case 'finished':
      return { ...check, state: 'done' }
    case 'stopped':
      return { state: 'idle' }
    default:
      return assertNever(event)
  }
}

/** What is kept of a check: when it was over, and what did not pass. */
export const shiftCheckResultSchema = z.object({
  at: z.number().int().min(0).max(8.64e15),
  failed: z.array(z.enum(shiftCheckSteps)).max(shiftCheckSteps.length),
  roundTripMs: z.number().int().min(0).max(60_000).nullable(),
})
export type ShiftCheckResult = z.infer<typeof shiftCheckResultSchema>

export function resultOf(check: Extract<ShiftCheck, { state: 'done' }>, at: number): ShiftCheckResult {
  return { at, failed: shiftCheckSteps.filter((step) => check.steps[step].state === 'failed'), roundTripMs: check.roundTripMs }
}

const failureSchema = z.enum([
  'no-device', 'denied', 'silent', 'no-sound', 'not-heard', 'unanswered', 'not-registered', 'refused', 'nothing-back', 'not-tried',
])

const stepStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['waiting', 'running', 'passed']) }),
  z.object({ state: z.literal('failed'), failure: failureSchema }),
]) satisfies z.ZodType<StepState>

const stepStatesSchema = z.object({
  microphone: stepStateSchema,
  speaker: stepStateSchema,
  line: stepStateSchema,
  'round-trip': stepStateSchema,
}) satisfies z.ZodType<StepStates>

const roundTripSchema = z.number().int().min(0).max(60_000).nullable()

export const shiftCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('running'), steps: stepStatesSchema, roundTripMs: roundTripSchema }),
  z.object({ state: z.literal('done'), steps: stepStatesSchema, roundTripMs: roundTripSchema }),
]) satisfies z.ZodType<ShiftCheck>

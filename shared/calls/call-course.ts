import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import { assertNever } from '../lib/assert-never'
import type { Call, CallId, HoldState } from './call'
import { callIdSchema, epochMsSchema } from './call-schemas'
import { callSoundSchema } from './call-sound'
import type { CallSound } from './call-sound'
import type { Consultation } from './phone-line'

/** What happens to a call and is worth a time in its record. */
export const courseSteps = [
  'rang', 'dialled', 'far-end-rang', 'answer-pressed', 'answered', 'held', 'resumed', 'muted', 'unmuted',
  'microphone-lost', 'microphone-back', 'consulted', 'transferred', 'joined', 'left', 'ended',
] as const
export type CourseStepKind = (typeof courseSteps)[number]

export interface CourseStep {
  readonly kind: CourseStepKind
  readonly at: EpochMs
}

/** What the phone page knows of a call beyond its present state: how it went, and how it sounds. */
export interface CallCourse {
  readonly callId: CallId
  readonly steps: readonly CourseStep[]
  /** Null until there was sound to be measured. */
  readonly sound: CallSound | null
}

/** Somebody may press mute all day; the end of the call still finds room. */
export const mostSteps = 60

/** The course of a call that is seen for the first time. */
export function courseOf(call: Call, now: EpochMs): CallCourse {
  const isOfRoom = call.state === 'live' && call.room?.after != null
  const begun: CallCourse = { callId: call.id, steps: [{ kind: call.direction === 'incoming' ? 'rang' : isOfRoom ? 'joined' : 'dialled', at: call.startedAt }], sound: null }
  return nextCourse(begun, null, call, now)
}

/** The course after the call has moved from one state to another; the same object when that is no step. `before` null = unseen. */
export function nextCourse(course: CallCourse, before: Call | null, after: Call, now: EpochMs): CallCourse {
  return stepsBetween(before, after, now).reduce(withStep, course)
}

/** The course of a call about which somebody else was asked, or who was joined with it. */
export function nextConsulted(course: CallCourse, before: Consultation | null, after: Consultation | null, now: EpochMs): CallCourse {
  if (after === null) return course
  const isCaller = after.callId === course.callId
  const steps: CourseStepKind[] = []
  if (isCaller && before?.consultId !== after.consultId) steps.push('consulted')
  if ((isCaller || after.consultId === course.callId) && after.joinedBy !== null && (before?.joinedBy ?? null) === null) steps.push('joined')
  return steps.reduce((so, kind) => withStep(so, { kind, at: now }), course)
}

export function withSound(course: CallCourse, sound: CallSound): CallCourse {
  return { ...course, sound }
}

function withStep(course: CallCourse, step: CourseStep): CallCourse {
  const isFull = course.steps.length >= mostSteps - 1 && step.kind !== 'ended'
  return isFull ? course : { ...course, steps: [...course.steps, step] }
}

function stepsBetween(before: Call | null, after: Call, now: EpochMs): readonly CourseStep[] {
  switch (after.state) {
    case 'ringing':
      return []
    case 'dialling':
      return after.farEndRings && !(before?.state === 'dialling' && before.farEndRings) ? [{ kind: 'far-end-rang', at: now }] : []
    case 'answering':
      return before?.state === 'answering' ? [] : [{ kind: 'answer-pressed', at: after.askedAt }]
    case 'live':
      return before?.state === 'live' ? stepsOfTalk(before, after, now) : [{ kind: 'answered', at: after.answeredAt }]
    case 'ended':
      return before?.state === 'ended' ? [] : stepsOfEnd(after)
    default:
      return assertNever(after)
  }
}

function stepsOfEnd({ endedAt, outcome }: Extract<Call, { state: 'ended' }>): readonly CourseStep[] {
  const ended: CourseStep = { kind: 'ended', at: endedAt }
  return outcome.kind === 'transferred' ? [{ kind: 'transferred', at: endedAt }, ended] : [ended]
}

type Live = Extract<Call, { state: 'live' }>

function stepsOfTalk(before: Live, after: Live, now: EpochMs): readonly CourseStep[] {
  const steps: CourseStepKind[] = []
  if (isHeld(before.hold) !== isHeld(after.hold)) steps.push(isHeld(after.hold) ? 'held' : 'resumed')
  if (before.muted !== after.muted) steps.push(after.muted ? 'muted' : 'unmuted')
  if (before.canBeHeard !== after.canBeHeard) steps.push(after.canBeHeard ? 'microphone-back' : 'microphone-lost')
  if ((after.room?.left.length ?? 0) > (before.room?.left.length ?? 0)) steps.push('left')
  return steps.map((kind) => ({ kind, at: now }))
}

/** From the far end's yes to hold until its yes to going on. */
function isHeld(hold: HoldState): boolean {
  return hold === 'held' || hold === 'resuming'
}

export const courseStepSchema = z.object({ kind: z.enum(courseSteps), at: epochMsSchema }) satisfies z.ZodType<CourseStep>

export const callCourseSchema = z.object({
  callId: callIdSchema,
  steps: z.array(courseStepSchema).max(mostSteps),
  sound: callSoundSchema.nullable(),
}) satisfies z.ZodType<CallCourse>

import { z } from 'zod'
import { parsePhoneNumber } from '../callers/phone-number'
import { courseStepSchema, mostSteps } from './call-course'
import { callLineSchema, callRecordSchema, type CallLine } from './call-log'
import { soundSummarySchema } from './call-sound'

/** Numbers up to this length are extensions and public services: somebody at work, never a person's own. */
const longestShort = 6
const shortNumber = new RegExp(`^\\d{1,${longestShort}}$`)
const outsideKinds = ['mobile', 'landline', 'other'] as const

const { direction, outcome } = callLineSchema.shape
const { endedBy, declineReason, sipCode, lostBy } = callRecordSchema.shape
const time = z.number().int().nonnegative()

/**
 * How a call about an order went, as the order keeps it. Times, codes and kinds alone: nothing here may be personal, since retention
 * erases what lies beside an event and never an event.
 */
export const recordedCallSchema = z.object({
  callId: z.uuid(),
  direction,
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  /** Null: nobody saw how it ended. */
  outcome,
  record: z.object({
    endedBy: endedBy.unwrap(),
    declineReason: declineReason.unwrap(),
    sipCode: sipCode.unwrap(),
    /** See `transferPlace`. */
    transferredTo: z.union([z.string().regex(shortNumber), z.enum(outsideKinds)]).nullable(),
    lostBy: lostBy.unwrap(),
    steps: z.array(courseStepSchema).max(mostSteps),
    sound: soundSummarySchema.nullable(),
  }),
})
export type RecordedCall = z.infer<typeof recordedCallSchema>

/** More than this is shown of no order. */
export const mostRecordedCalls = 50

/**
 * Where a caller was put through to, without anybody's own number: an extension or a public service as it was dialled, of anything
 * longer only its kind. Masked, the rest of a mobile number would still single one person out among those who could be meant, and
 * whoever has put the caller through has the whole one in the own call log. What is a kind already stays it.
 */
export function transferPlace(dialled: string): NonNullable<RecordedCall['record']['transferredTo']> {
  const kind = outsideKinds.find((each) => each === dialled)
  if (kind !== undefined || shortNumber.test(dialled)) return kind ?? dialled
  // Which area it is does not matter: only the kind is taken.
  const number = parsePhoneNumber(dialled, { homeArea: '023' })
  return number.kind === 'mobile' || number.kind === 'landline' ? number.kind : 'other'
}

/** What an order is told of a call that is over, or whose end nobody saw. */
export function recordedCallOf({ callId, direction, startedAt, answeredAt, endedAt, outcome, record }: CallLine): RecordedCall {
  const { transferredTo = null, endedBy = null, declineReason = null, sipCode = null, lostBy = null, steps = [], sound = null } = record ?? {}
  const known = { endedBy, declineReason, sipCode, lostBy, steps, sound, transferredTo: transferredTo === null ? null : transferPlace(transferredTo) }
  return { callId, direction, startedAt, answeredAt, endedAt, outcome, record: known }
}

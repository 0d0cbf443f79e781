import { z } from 'zod'
import { drillIds } from '../drills/drills'
import { callIdSchema, declineReasonSchema, dialledSchema } from './call-schemas'
import type { LineCommand, LineError } from './phone-line'
import type { PracticeCommand, PracticeError } from './practice'

const digitSchema = z.string().regex(/^[0-9A-D*#]$/)

export const declineSchema = z.object({ kind: z.literal('decline'), callId: callIdSchema, reason: declineReasonSchema })
export const answerCallSchema = z.object({ kind: z.literal('answer'), callId: callIdSchema })

export const lineCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dial'), number: dialledSchema }),
  answerCallSchema,
  declineSchema,
  z.object({ kind: z.literal('hang-up'), callId: callIdSchema }),
  z.object({ kind: z.literal('hold'), callId: callIdSchema }),
  z.object({ kind: z.literal('resume'), callId: callIdSchema }),
  z.object({ kind: z.literal('mute'), callId: callIdSchema, muted: z.boolean() }),
  z.object({ kind: z.literal('dtmf'), callId: callIdSchema, digit: digitSchema }),
  z.object({ kind: z.literal('talk-to'), callId: callIdSchema }),
  z.object({ kind: z.literal('transfer'), callId: callIdSchema, to: dialledSchema }),
  z.object({ kind: z.literal('consult'), callId: callIdSchema, to: dialledSchema }),
  z.object({ kind: z.literal('complete-transfer'), callId: callIdSchema }),
  z.object({ kind: z.literal('join'), callId: callIdSchema }),
  z.object({ kind: z.literal('expect-caller'), number: z.string().regex(/^\+?[0-9]{3,20}$/) }),
  z.object({ kind: z.literal('ring-duty'), number: dialledSchema }),
  z.object({ kind: z.literal('stop-duty') }),
  z.object({ kind: z.literal('pause-queue'), reason: z.enum(['wrap-up', 'break', 'meeting', 'training', 'busy', 'red-rest']) }),
  z.object({ kind: z.literal('resume-queue') }),
]) satisfies z.ZodType<LineCommand>

export const practiceCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('play'), callerId: z.string().min(1).max(16) }),
  z.object({ kind: z.literal('play-drill'), drillId: z.enum(drillIds) }),
  z.object({ kind: z.literal('pace'), everyMs: z.number().int().min(1000).max(3_600_000).nullable() }),
  z.object({ kind: z.literal('stop') }),
]) satisfies z.ZodType<PracticeCommand>

export const lineErrorSchema = z.object({
  code: z.enum([
    'no-such-call',
    'not-in-this-state',
    'not-capable',
    'not-registered',
    'refused-by-pbx',
    'timed-out',
    'practice-never-dials',
    'no-consultation',
    'phone-gone',
    'invalid-command',
  ]),
  sipCode: z.number().int().min(100).max(699).exactOptional(),
}) satisfies z.ZodType<LineError>

export const practiceErrorSchema = z.object({
  code: z.enum([
    'not-practice',
    'no-such-caller',
    'call-in-progress',
    'seat-not-reached',
    'timed-out',
    'phone-gone',
    'invalid-command',
  ]),
}) satisfies z.ZodType<PracticeError>

import { z } from 'zod'
import { callIdSchema, declineReasonSchema, epochMsSchema, lineEventSchema, lineSnapshotSchema } from './call-schemas'
import type { LineCommand, LineError } from './phone-line'
import type { PracticeCommand, PracticeError, PracticeSnapshot } from './practice'

/**
 * What goes over the phone page's ports. Both ends parse everything: the phone reads hostile SIP, so the console does
 * not trust it, and a page of ours may be the one that was broken into. What does not parse is counted and dropped.
 *
 * Role `console` says everything; role `ring` sees a masked call and may answer or decline it.
 */

/** Made anew by every load of the phone page: with another id, the calls of the last one are lost. */
const phoneIdSchema = z.string().min(1).max(64)

const requestIdSchema = z.string().min(1).max(64)
const digitSchema = z.string().regex(/^[0-9A-D*#]$/)
const dialledSchema = z.string().regex(/^[0-9*#+]{1,32}$/)

const declineSchema = z.object({ kind: z.literal('decline'), callId: callIdSchema, reason: declineReasonSchema })
const answerCallSchema = z.object({ kind: z.literal('answer'), callId: callIdSchema })

export const lineCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dial'), number: dialledSchema }),
  answerCallSchema,
  declineSchema,
  z.object({ kind: z.literal('hang-up'), callId: callIdSchema }),
  z.object({ kind: z.literal('hold'), callId: callIdSchema }),
  z.object({ kind: z.literal('resume'), callId: callIdSchema }),
  z.object({ kind: z.literal('mute'), callId: callIdSchema, muted: z.boolean() }),
  z.object({ kind: z.literal('dtmf'), callId: callIdSchema, digit: digitSchema }),
  z.object({ kind: z.literal('pause-queue'), reason: z.enum(['wrap-up', 'break', 'meeting', 'training', 'busy']) }),
  z.object({ kind: z.literal('resume-queue') }),
]) satisfies z.ZodType<LineCommand>

export const practiceCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('play'), callerId: z.string().min(1).max(16) }),
  z.object({ kind: z.literal('pace'), everyMs: z.number().int().min(1000).max(3_600_000).nullable() }),
  z.object({ kind: z.literal('stop') }),
]) satisfies z.ZodType<PracticeCommand>

const commandSchema = z.object({ kind: z.literal('command'), requestId: requestIdSchema, command: lineCommandSchema })

/** A question whose only answer is that the phone is alive. */
const pingSchema = z.object({ kind: z.literal('ping'), requestId: requestIdSchema })

export const fromConsoleSchema = z.discriminatedUnion('kind', [
  commandSchema,
  z.object({ kind: z.literal('practice'), requestId: requestIdSchema, command: practiceCommandSchema }),
  pingSchema,
])
export type FromConsole = z.infer<typeof fromConsoleSchema>

export const fromRingSchema = z.object({
  kind: z.literal('command'),
  requestId: requestIdSchema,
  command: z.discriminatedUnion('kind', [answerCallSchema, declineSchema]),
})
export type FromRing = z.infer<typeof fromRingSchema>

const lineErrorSchema = z.object({
  code: z.enum([
    'no-such-call',
    'not-in-this-state',
    'not-capable',
    'not-registered',
    'refused-by-pbx',
    'timed-out',
    'practice-never-dials',
    'phone-gone',
    'invalid-command',
  ]),
  sipCode: z.number().int().min(100).max(699).exactOptional(),
}) satisfies z.ZodType<LineError>

const practiceErrorSchema = z.object({
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

const practiceKindSchema = z.enum([
  'normal',
  'withheld',
  'dormitory',
  'repeat',
  'group',
  'crisis',
  'nuisance',
  'hang-up-before-answer',
  'other',
])

const practiceSnapshotSchema = z.object({
  scenarios: z.array(z.object({ callerId: z.string().max(16), kind: practiceKindSchema })).max(200),
  playing: z
    .object({
      callerId: z.string().max(16),
      kind: practiceKindSchema,
      callId: callIdSchema.nullable(),
      saying: z.string().max(500).nullable(),
      startedAt: epochMsSchema,
    })
    .nullable(),
  everyMs: z.number().nullable(),
}) satisfies z.ZodType<PracticeSnapshot>

export const toConsoleSchema = z.discriminatedUnion('kind', [
  /** First message of every port. `practice` is null on a line that is not a practice line. */
  z.object({
    kind: z.literal('snapshot'),
    phoneId: phoneIdSchema,
    snapshot: lineSnapshotSchema,
    practice: practiceSnapshotSchema.nullable(),
  }),
  z.object({ kind: z.literal('changed'), snapshot: lineSnapshotSchema, event: lineEventSchema.nullable() }),
  z.object({ kind: z.literal('practice-changed'), practice: practiceSnapshotSchema }),
  answerSchema,
  z.object({
    kind: z.literal('practice-answer'),
    requestId: requestIdSchema,
    result: resultSchema(practiceErrorSchema),
  }),
  z.object({ kind: z.literal('alive'), requestId: requestIdSchema }),
])
export type ToConsole = z.infer<typeof toConsoleSchema>

/** A call as the ring window may see it. */
export const ringCallSchema = z.object({
  callId: callIdSchema,
  state: z.enum(['ringing', 'answering']),
  /** Null when the number is withheld. */
  maskedNumber: z.string().max(40).nullable(),
  queue: z.string().max(128).nullable(),
  /** Seconds the caller had waited before this ring began; null when the PBX does not tell. */
  waitedSeconds: z.number().int().nonnegative().nullable(),
  startedAt: epochMsSchema,
})
export type RingCall = z.infer<typeof ringCallSchema>

export const toRingSchema = z.discriminatedUnion('kind', [
  /** Sent first and after every change; null = nothing rings. */
  z.object({ kind: z.literal('ring'), call: ringCallSchema.nullable() }),
  answerSchema,
])
export type ToRing = z.infer<typeof toRingSchema>

/** The request that a message which did not parse seems to ask for, so that its sender is told at once. */
export function requestIdOf(message: unknown): string | null {
  const parsed = z.object({ requestId: requestIdSchema }).safeParse(message)
  return parsed.success ? parsed.data.requestId : null
}

import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import { mostMet, type Call, type CallId, type CallOutcome, type QueueOffer, type RemoteIdentity } from './call'
import type { Consultation, LineEvent, LineSnapshot } from './phone-line'
import { waysIn } from './supervision'

/** Longest texts that the phone passes on, in UTF-16 units; what is longer was cut when it was read. */
export const identityLimits = { from: 512, displayName: 128, assertedIdentity: 512, privacy: 64, queue: 128, queueCallId: 128, extension: 20 } as const

export const callIdSchema = z
  .string()
  .min(1)
  .max(64)
  .transform((value) => value as CallId)

export const epochMsSchema = z
  .number()
  .min(0)
  .max(8.64e15)
  .transform((value) => value as EpochMs)

/** What can be dialled: an international number, or a code of the PBX. */
export const dialledSchema = z.string().regex(/^[0-9*#+]{1,32}$/)

export const declineReasonSchema = z.enum(['busy-with-text', 'break', 'handover', 'other'])

const sipCodeSchema = z.number().int().min(100).max(699)

const remoteIdentitySchema = z.object({
  from: z.string().max(identityLimits.from),
  displayName: z.string().max(identityLimits.displayName).nullable(),
  assertedIdentity: z.string().max(identityLimits.assertedIdentity).nullable(),
  privacy: z.string().max(identityLimits.privacy).nullable(),
}) satisfies z.ZodType<RemoteIdentity>

const queueOfferSchema = z.object({
  queue: z.string().max(identityLimits.queue).nullable(),
  queueCallId: z.string().max(identityLimits.queueCallId).nullable(),
  waitedSeconds: z.number().int().nonnegative().max(86_400).nullable(),
  ringSeconds: z.number().int().positive().max(86_400).nullable(),
  answerAfterSeconds: z.number().int().nonnegative().max(86_400).nullable(),
  supervises: z.object({ how: z.enum(waysIn), extension: z.string().max(identityLimits.extension) }).nullable(),
}) satisfies z.ZodType<QueueOffer>

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed'), endedBy: z.enum(['agent', 'caller']) }),
  z.object({ kind: z.literal('transferred'), to: dialledSchema }),
  z.object({ kind: z.literal('cancelled-by-caller') }),
  z.object({ kind: z.literal('answered-elsewhere') }),
  z.object({ kind: z.literal('missed') }),
  z.object({ kind: z.literal('rejected'), reason: declineReasonSchema }),
  z.object({ kind: z.literal('failed'), sipCode: sipCodeSchema.nullable() }),
  z.object({ kind: z.literal('lost'), cause: z.enum(['phone-restarted', 'media', 'signalling', 'transfer']) }),
]) satisfies z.ZodType<CallOutcome>

const identity = {
  id: callIdSchema,
  direction: z.enum(['incoming', 'outgoing']),
  remote: remoteIdentitySchema,
  offer: queueOfferSchema,
  startedAt: epochMsSchema,
}

export const callSchema = z.discriminatedUnion('state', [
  z.object({ ...identity, state: z.literal('ringing') }),
  z.object({ ...identity, state: z.literal('answering'), askedAt: epochMsSchema }),
  z.object({ ...identity, state: z.literal('dialling'), farEndRings: z.boolean() }),
  z.object({
    ...identity,
    state: z.literal('live'),
    answeredAt: epochMsSchema,
    hold: z.enum(['off', 'holding', 'held', 'resuming']),
    muted: z.boolean(),
    canBeHeard: z.boolean(),
    room: z
      .object({
        code: z.string().max(40),
        met: z.array(z.string().max(40)).max(mostMet),
        isTold: z.boolean(),
        left: z.array(z.string().max(40).nullable()).max(mostMet),
        after: callIdSchema.nullable(),
      })
      .nullable(),
    goesTo: dialledSchema.exactOptional(),
  }),
  z.object({
    ...identity,
    state: z.literal('ended'),
    answeredAt: epochMsSchema.nullable(),
    endedAt: epochMsSchema,
    outcome: outcomeSchema,
  }),
]) satisfies z.ZodType<Call>

const stoppedReasonSchema = z.enum([
  'mode-not-chosen',
  'not-signed-in',
  'no-account',
  'account-unusable',
  'desk-gives-none',
  'desk-gives-unusable',
  'no-password',
  'not-opened',
  'closed',
])

const registrationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped'), reason: stoppedReasonSchema }),
  z.object({ state: z.literal('connecting'), since: epochMsSchema, attempt: z.number().int() }),
  z.object({ state: z.literal('registered'), since: epochMsSchema, provenAt: epochMsSchema, standby: z.int().nonnegative() }),
  z.object({ state: z.literal('refused'), sipCode: sipCodeSchema, at: epochMsSchema, nextTryAt: epochMsSchema.nullable() }),
  z.object({
    state: z.literal('unreachable'),
    since: epochMsSchema,
    attempt: z.number().int(),
    nextTryAt: epochMsSchema,
  }),
])

const pauseReasonSchema = z.enum(['wrap-up', 'break', 'meeting', 'training', 'busy', 'red-rest'])

const membershipSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('ready'), since: epochMsSchema }),
  z.object({ state: z.literal('paused'), since: epochMsSchema, reason: pauseReasonSchema }),
  z.object({ state: z.literal('changing'), to: z.enum(['ready', 'paused']), since: epochMsSchema }),
])

const consultationSchema = z.object({
  callId: callIdSchema,
  consultId: callIdSchema,
  joinedBy: z.enum(['line', 'pbx']).nullable(),
}) satisfies z.ZodType<Consultation>

export const lineSnapshotSchema = z.object({
  sequence: z.number().int().nonnegative(),
  capabilities: z.object({
    dial: z.boolean(),
    dtmf: z.boolean(),
    hold: z.boolean(),
    queueMembership: z.boolean(),
    expectCaller: z.boolean(),
    blindTransfer: z.boolean(),
    attendedTransfer: z.boolean(),
    conference: z.enum(['none', 'local', 'pbx']),
    practice: z.boolean(),
  }),
  registration: registrationSchema,
  membership: membershipSchema,
  microphone: z.enum(['ready', 'missing', 'denied']),
  calls: z.array(callSchema).max(300),
  consultation: consultationSchema.nullable(),
  parserWarnings: z.number().int().nonnegative(),
  secondCallsRefused: z.number().int().nonnegative(),
  badMessages: z.number().int().nonnegative(),
}) satisfies z.ZodType<LineSnapshot>

export const lineEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digit-received'), callId: callIdSchema, digit: z.string().regex(/^[0-9A-D*#]$/) }),
  z.object({ kind: z.literal('put-through-failed'), callId: callIdSchema, to: dialledSchema, sipCode: sipCodeSchema.nullable(), farEnd: z.enum(['here', 'gone', 'unknown']) }),
  z.object({ kind: z.literal('left-room'), callId: callIdSchema, who: z.enum(['caller', 'asked', 'somebody']), number: dialledSchema.nullable() }),
  z.object({ kind: z.literal('second-call-refused'), remote: remoteIdentitySchema, at: epochMsSchema }),
]) satisfies z.ZodType<LineEvent>

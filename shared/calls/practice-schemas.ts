import { z } from 'zod'
import { drillIds } from '../drills/drills'
import { callIdSchema, epochMsSchema } from './call-schemas'
import { longestSound, recordingFactsSchema } from '../recordings/recording'
import type { PracticeRecording, PracticeSnapshot } from './practice'

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

export const practiceSnapshotSchema = z.object({
  scenarios: z.array(z.object({ callerId: z.string().max(16), kind: practiceKindSchema })).max(200),
  drills: z.array(z.enum(drillIds)).max(drillIds.length),
  playing: z
    .object({
      callerId: z.string().max(16),
      kind: practiceKindSchema,
      callId: callIdSchema.nullable(),
      saying: z.string().max(500).nullable(),
      startedAt: epochMsSchema,
      drillId: z.enum(drillIds).nullable(),
      toldAt: epochMsSchema.nullable(),
    })
    .nullable(),
  everyMs: z.number().nullable(),
}) satisfies z.ZodType<PracticeSnapshot>

const soundSchema = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.length <= longestSound)

export const practiceRecordingSchema = z.object({ facts: recordingFactsSchema, sound: soundSchema.nullable() }) satisfies z.ZodType<PracticeRecording>

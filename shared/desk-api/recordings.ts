import { z } from 'zod'
import { playFactsSchema, recordingFactsSchema, recordingIdSchema } from '../recordings/recording'

/** Recordings of calls, by the order that they led to: a recording is found, heard and kept as a call of an order and in no other way. */
export const recordingRoutes = {
  /** POST `recordingsQuerySchema` -> `recordingsAnswerSchema`. */
  ofOrder: '/v1/recordings/of-order',
  /** POST `soundQuerySchema` -> the file (`audio/wav`). Is written down before the first byte. */
  sound: '/v1/recordings/sound',
  /** POST `lockQuerySchema` -> `keptAnswerSchema`. */
  lock: '/v1/recordings/lock',
  /** POST `keepQuerySchema` -> `keptAnswerSchema`: a seat asks for its own call of this moment, which has no order yet. */
  keep: '/v1/recordings/keep',
} as const

export const recordingsQuerySchema = z.object({ ticketId: z.uuid() })

/** At most so many calls of one order are looked for, the newest. */
export const mostRecordings = 20

export const recordingsAnswerSchema = z.object({
  /** False: no recordings reach this desk. */
  isConnected: z.boolean(),
  /** False: who called is secret, and this person is not to know; nor which calls those were. */
  mayHear: z.boolean(),
  recordings: z.array(recordingFactsSchema.extend({ id: recordingIdSchema, startedAt: z.int() })).max(mostRecordings),
})
export type RecordingsAnswer = z.infer<typeof recordingsAnswerSchema>
export type OrderRecording = RecordingsAnswer['recordings'][number]

export const lockQuerySchema = z.object({ ticketId: z.uuid(), id: recordingIdSchema })
export const soundQuerySchema = z.intersection(lockQuerySchema, playFactsSchema)
export const keepQuerySchema = z.object({ id: recordingIdSchema })

export const keptAnswerSchema = z.object({ lock: recordingFactsSchema.shape.lock })

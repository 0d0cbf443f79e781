import { z } from 'zod'

/**
 * What the PBX calls a recorded call, and its file: `queueCallId` of the call. SECURITY: begins with a letter or a digit and holds no
 * slash, so that as the name of a file it stays in its folder, whoever has chosen it.
 */
export const recordingIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)

/** Null: a call that the PBX has given no name, or one that can't be that of a file. */
export function recordingIdOf(queueCallId: string | null): string | null {
  const id = recordingIdSchema.safeParse(queueCallId)
  return id.success ? id.data : null
}

/**
 * What is known of the recording of one call. `sound`: whole and to be heard; still being made; not there: never made, or taken away
 * since. `notice`: whether the caller was told, by the PBX's word alone; null: it has said nothing. `lock`: kept where the house's
 * clean-up does not reach; asked for, and not so yet; not kept; or nobody here can, and somebody has to be rung.
 */
export const recordingFactsSchema = z.object({
  sound: z.enum(['there', 'under-way', 'gone']),
  seconds: z.number().nonnegative().nullable(),
  notice: z.boolean().nullable(),
  lock: z.enum(['locked', 'asked', 'open', 'by-hand']),
})
export type RecordingFacts = z.infer<typeof recordingFactsSchema>

/** Why somebody listens; `other` is said in words of its own. */
export const playReasons = ['quality', 'complaint', 'verify', 'red-review', 'other'] as const
export type PlayReason = (typeof playReasons)[number]

export const longestPlayNote = 200

/** What is put down of each playback, beside who and when. */
const playFactsShape = {
  reason: z.enum(playReasons),
  note: z.string().max(longestPlayNote).regex(/\S/).nullable(),
}
const saysWhy = ({ reason, note }: { readonly reason: PlayReason; readonly note: string | null }) => reason !== 'other' || note !== null

export const playFactsSchema = z.object(playFactsShape).refine(saysWhy, { path: ['note'] })
export type PlayFacts = z.infer<typeof playFactsSchema>

/** Two hours and more of what a PBX writes (8 kHz, 16 bit): nothing longer is given out or kept. */
export const longestSound = 128 * 1024 * 1024

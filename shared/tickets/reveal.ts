import { z } from 'zod'

/** Why an agent looks at what is masked; `other` is said in words of its own. */
export const revealReasons = ['call-back', 'verify-identity', 'add-to-dispatch', 'lead-asked', 'other'] as const
export type RevealReason = (typeof revealReasons)[number]

/** What of a person was shown in full. `words`: names and numbers in what was written down. */
export const revealedParts = ['name', 'number', 'words'] as const
export type RevealedPart = (typeof revealedParts)[number]

/** Longest reason in the agent's own words, in characters. */
export const longestRevealNote = 200

const parts = z.array(z.enum(revealedParts)).min(1).max(revealedParts.length)
const time = z.number().int().nonnegative()

/** An audit entry. `red`: a life may hang on it, so that it was shown without asking, and the entry wrote itself. */
export const revealFactsSchema = z
  .object({
    parts,
    reason: z.enum([...revealReasons, 'red']),
    note: z.string().max(longestRevealNote).regex(/\S/).nullable(),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== null)
export type RevealFacts = z.infer<typeof revealFactsSchema>

/** An audit entry as it is listed: who, when, what and why. */
export const revealSchema = z.object({
  by: z.object({ id: z.string().max(40), name: z.string().max(40) }),
  at: time,
  parts,
  reason: z.enum([...revealReasons, 'red']),
  note: z.string().max(longestRevealNote).nullable(),
})
export type Reveal = z.infer<typeof revealSchema>

/** More than this is kept of no call and shown of no order. */
export const mostReveals = 100

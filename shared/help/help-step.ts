import { z } from 'zod'

/** What was done about a call for help, in the order in which it happens. Its words stand in the locales under `help.step.<code>`. */
export const helpStepCodes = [
  'red-pressed', 'red-undone', 'red-begun', 'duty-answered', 'duty-not-reached', 'lead-accepted', 'lead-joined', 'lead-left', 'told-by-hand', 'recording-by-hand',
  'emergency-dialled', 'emergency-not-dialled', 'emergency-answered', 'emergency-joined', 'emergency-not-joined', 'emergency-caller-gone', 'emergency-failed',
  'emergency-ended', 'emergency-other-phone', 'red-closed', 'rest-ended',
  'hand-raised', 'hand-seen', 'hand-answered', 'hand-withdrawn', 'hand-closed',
] as const
export type HelpStepCode = (typeof helpStepCodes)[number]

/**
 * One entry of an order's timeline. `note`: a code, the name on the duty list or the number that was dialled; never a word of a caller.
 * `drill`: nothing was dialled or sent.
 */
export const helpStepSchema = z.object({
  code: z.enum(helpStepCodes),
  at: z.number().int().nonnegative(),
  note: z.string().max(60).nullable(),
  drill: z.boolean(),
})
export type HelpStep = z.infer<typeof helpStepSchema>

/** More than this is kept of no call and shown of no order. */
export const mostHelpSteps = 200

import { z } from 'zod'

/**
 * What follows a call of a queue. `optional`: nothing, unless the agent asks for it during the call or the call was RED; `timed`: so
 * many seconds, longer while somebody types; `until-done`: until the agent ends it.
 */
export const wrapUpPolicySchema = z.enum(['optional', 'timed', 'until-done'])
export type WrapUpPolicy = z.infer<typeof wrapUpPolicySchema>

/** The rule for all queues, and those of single queues by their name at the PBX. */
export const wrapUpRulesSchema = z.object({
  policy: wrapUpPolicySchema,
  queues: z.record(z.string().min(1).max(80), wrapUpPolicySchema),
})
export type WrapUpRules = z.infer<typeof wrapUpRulesSchema>

export const defaultWrapUpRules: WrapUpRules = { policy: 'timed', queues: {} }

/** A call that came through no queue goes by the rule for all of them. */
export function wrapUpPolicyOf({ policy, queues }: WrapUpRules, queue: string | null): WrapUpPolicy {
  return (queue !== null && Object.hasOwn(queues, queue) ? queues[queue] : undefined) ?? policy
}

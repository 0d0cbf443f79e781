import { z } from 'zod'

/**
 * What follows a call of a queue. `optional`: nothing, unless the agent asks for it during the call or the call was RED; `timed`: so
 * many seconds, longer while somebody types; `until-done`: until the agent ends it.
 */
export const wrapUpPolicySchema = z.enum(['optional', 'timed', 'until-done'])
export type WrapUpPolicy = z.infer<typeof wrapUpPolicySchema>
export const wrapUpSecondsSchema = z.int().min(5).max(3600)

export interface WrapUp {
  readonly policy: WrapUpPolicy
  /** What a wrap-up is reckoned with; it counts where the policy is not `until-done`. */
  readonly seconds: number
}

/** The rule for all queues, and those of single queues by their name at the PBX. */
export interface WrapUpRules {
  readonly usual: WrapUp
  readonly queues: ReadonlyMap<string, WrapUp>
}

export const defaultWrapUp: WrapUp = { policy: 'timed', seconds: 60 }

/** A call that came through no queue goes by the rule for all of them. */
export function wrapUpOf({ usual, queues }: WrapUpRules, queue: string | null): WrapUp {
  return (queue === null ? undefined : queues.get(queue)) ?? usual
}

/** As a seat without a house sets it for itself: one rule for all queues. */
export const wrapUpChoiceSchema = z.object({ policy: wrapUpPolicySchema })

import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import { holds } from './conditions'
import type { ConditionCode, TransitionFacts } from './conditions'
import type { Actor } from './roles'
import type { LifecycleState } from './states'
import { TRANSITIONS } from './transitions'
import type { LifecycleAction, Transition } from './transitions'

export type TransitionRefusal =
  | { readonly code: 'not-in-this-state'; readonly state: LifecycleState; readonly action: LifecycleAction }
  | { readonly code: 'role-may-not'; readonly action: LifecycleAction; readonly allowed: readonly Actor[] }
  | { readonly code: 'conditions-unmet'; readonly unmet: readonly ConditionCode[] }

/**
 * Where an action leads from a state, or why it may not be done: no such step, not this role's, or conditions that do
 * not hold (all of them are named). The same rule runs on the console and, with its own facts, on the desk.
 */
export function canTransition(
  state: LifecycleState,
  action: LifecycleAction,
  actor: Actor,
  facts: TransitionFacts,
): Result<LifecycleState, TransitionRefusal> {
  const steps = TRANSITIONS.filter((step) => step.from === state && step.action === action)
  if (steps.length === 0) return err({ code: 'not-in-this-state', state, action })
  const own = steps.filter((step) => step.by.includes(actor))
  if (own.length === 0) {
    return err({ code: 'role-may-not', action, allowed: [...new Set(steps.flatMap((step) => step.by))] })
  }
  const [best] = own
    .map((step) => ({ step, unmet: unmetOf(step, facts, actor) }))
    .sort((a, b) => a.unmet.length - b.unmet.length)
  if (best === undefined || best.unmet.length > 0) return err({ code: 'conditions-unmet', unmet: best?.unmet ?? [] })
  return ok(best.step.to)
}

/** The actions that a role has in a state, whether or not their conditions hold yet: what buttons are made from. */
export function actionsOf(state: LifecycleState, actor: Actor): readonly LifecycleAction[] {
  const own = TRANSITIONS.filter((step) => step.from === state && step.by.includes(actor))
  return [...new Set(own.map((step) => step.action))]
}

function unmetOf(step: Transition, facts: TransitionFacts, actor: Actor): readonly ConditionCode[] {
  return step.when.filter((condition) => !holds(condition, facts, actor))
}

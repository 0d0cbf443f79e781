/**
 * Why a seat has not done what a lead asked of it, or not yet. `after-call`, `after-rest`: it will, when the call is written down, or the
 * rest has been ended. `locked`: nobody can write down there what has to be first. What a newer console says beyond these is not done, and nobody here knows why.
 */
export const whysNot = ['after-call', 'after-rest', 'no-such-state', 'nothing-to-end', 'no-call', 'not-put-through', 'not-saved', 'not-free', 'locked'] as const
export type WhyNot = (typeof whysNot)[number]

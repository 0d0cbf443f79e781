import type { Severity } from './levels'
import type { SuggestionState, Tagging } from './suggestion-state'

/** What about the tags is still to be said before an order goes out. `blocks` = the order cannot be submitted without it. */
export type PendingTag =
  | { readonly code: 'RED_UNANSWERED'; readonly risk: string; readonly blocks: true }
  | { readonly code: 'SUGGESTION_OPEN'; readonly risk: string; readonly level: Severity; readonly blocks: false }
  | { readonly code: 'RISK_NOT_STATED'; readonly blocks: true }
  /** The call may not end with the agent (`closing-bar.ts`). */
  | { readonly code: 'CLOSING_BARRED'; readonly risks: readonly string[]; readonly severity: Severity | null; readonly blocks: true }

/**
 * A RED suggestion is answered before any submit; the other colours are asked, not demanded. A dispatched order says its
 * risks or that there are none; a direct answer takes 无 by itself. What the caller denies needs no answer, nor do emotions.
 */
export function pendingBeforeSubmit(
  states: readonly SuggestionState[],
  tagging: Pick<Tagging, 'risks' | 'noRisk'>,
  outcome: 'dispatch' | 'direct-answer' | 'other',
): PendingTag[] {
  const pending = states.flatMap<PendingTag>(({ status, proposal }) => {
    if (status !== 'open' || proposal.group !== 'risk') return []
    const { code, level } = proposal
    return level === 'RED'
      ? [{ code: 'RED_UNANSWERED', risk: code, blocks: true }]
      : [{ code: 'SUGGESTION_OPEN', risk: code, level, blocks: false }]
  })
  const isSaid = tagging.noRisk || tagging.risks.length > 0 || outcome !== 'dispatch'
  return isSaid ? pending : [...pending, { code: 'RISK_NOT_STATED', blocks: true }]
}

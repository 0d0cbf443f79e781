import type { Draft } from '../../../shared/tickets/draft'
import { pendingBeforeSubmit, type PendingTag } from '../../../shared/tickets/tags/pending'
import type { TagReview } from '../../../shared/tickets/tags/review-tags'

/**
 * What about the tags has to be said before the call goes this way; null when nothing has. A RED hint is answered on every
 * way out; the risks of an order that is there already, or of somebody else's, are not asked for here.
 */
export function blockingTag(draft: Draft, { suggestions }: TagReview, way: 'sent-for-dispatch' | 'answered-directly' | 'passed-on'): PendingTag | null {
  const isOthers = draft.mergeInto !== null || way === 'passed-on'
  const outcome = isOthers ? 'other' : way === 'answered-directly' ? 'direct-answer' : 'dispatch'
  return pendingBeforeSubmit(suggestions, draft, outcome).find((pending) => pending.blocks) ?? null
}

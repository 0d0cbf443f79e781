import type { ClosingBar } from '../../../shared/tickets/closing-bar'
import type { Draft } from '../../../shared/tickets/draft'
import { pendingBeforeSubmit, type PendingTag } from '../../../shared/tickets/tags/pending'
import type { StageModel } from './stage-model'

export type Way = 'sent-for-dispatch' | 'answered-directly' | 'passed-on' | 'closed-without-content'

/**
 * What about the tags has to be said before the call goes this way; null when nothing has. A RED hint is answered on every
 * way out; the risks of an order that is there already, or of somebody else's, are not asked for here. What may not end
 * with the agent says so.
 */
export function blockingTag(draft: Draft, model: Pick<StageModel, 'review' | 'bars'>, way: Way): PendingTag | null {
  const isOthers = draft.mergeInto !== null || way === 'passed-on' || way === 'closed-without-content'
  const outcome = isOthers ? 'other' : way === 'answered-directly' ? 'direct-answer' : 'dispatch'
  const unsaid = pendingBeforeSubmit(model.review.suggestions, draft, outcome).find((pending) => pending.blocks)
  return unsaid ?? closingBarred(barOf(draft, model.bars, way))
}

export function closingBarred(bar: ClosingBar | null): PendingTag | null {
  return bar === null ? null : { code: 'CLOSING_BARRED', risks: bar.risks.map(({ code }) => code), severity: bar.severity, blocks: true }
}

/** A call without content is a record of its own, whatever order it was marked for. */
function barOf({ mergeInto }: Draft, bars: StageModel['bars'], way: Way): ClosingBar | null {
  if (way === 'closed-without-content') return bars.noContent
  return way === 'sent-for-dispatch' || mergeInto !== null ? null : bars.answering
}

import { highlightRuns } from '../../../../shared/tickets/tags/lexicon/highlight-runs'
import type { Hit } from '../../../../shared/tickets/tags/lexicon/suggest-tags'
import type { MarkedSpan } from '../../../ui/form/marked-text'

/** The words of the narrative that hint at something: plain marks, dotted where they must be made sure of, denied ones framed. */
export function evidenceSpans(hits: readonly Hit[], textLength: number): readonly MarkedSpan[] {
  return highlightRuns(hits.filter((hit) => hit.end <= textLength)).map(({ start, end, hits: below }) => ({
    start,
    end,
    look: below.every((hit) => hit.state === 'denied') ? 'denied' : below.every((hit) => hit.verify || hit.state === 'denied') ? 'soft' : 'strong',
  }))
}

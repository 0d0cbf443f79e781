import type { Draft } from '../../../shared/tickets/draft'
import { missingFor, type MissingField } from '../../../shared/tickets/fields/missing-fields'
import { recordedEmotions } from '../../../shared/tickets/tags/review-tags'
import { severityOf } from '../../../shared/tickets/tags/severity'
import { findCategory } from '../../../shared/tickets/taxonomy'
import type { Catalogue } from '../app/catalogue'

/** Types that are mostly answered on the line and need nothing more. */
export function asksLittle({ values }: Draft): boolean {
  return values.request_type === 'ZX' || values.request_type === 'BY'
}

/** What a draft still lacks on the way that it goes: into an open order, answered on the line, or else dispatched. */
export function lackingOf(draft: Draft, catalogue: Pick<Catalogue, 'taxonomy' | 'dispatch' | 'tags'>): MissingField[] {
  const { values } = draft
  const leaf = values.category === undefined ? null : findCategory(values.category, catalogue.taxonomy)
  return missingFor(draft.mergeInto !== null ? 'merged' : asksLittle(draft) ? 'answered-directly' : 'sent-for-dispatch', {
    values,
    categoryFields: leaf?.category.extraFields ?? [],
    siteCategories: catalogue.dispatch.rules.siteCategories,
    severity: severityOf(draft.risks, recordedEmotions(draft), catalogue.tags).severity,
    isAnonymous: values.anonymous === true || draft.caller.kind === 'anonymous',
    canRingBack: draft.call.historyKey !== null,
  })
}

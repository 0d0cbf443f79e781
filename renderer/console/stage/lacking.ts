import type { Draft } from '../../../shared/tickets/draft'
import { askedByRules } from '../../../shared/tickets/fields/asked-by-rules'
import { missingFor, type MissingField } from '../../../shared/tickets/fields/missing-fields'
import { recordedEmotions } from '../../../shared/tickets/tags/review-tags'
import { severityOf } from '../../../shared/tickets/tags/severity'
import { findCategory } from '../../../shared/tickets/taxonomy'
import type { Catalogue } from '../app/catalogue'

/** Types that are mostly answered on the line and need nothing more. */
export function asksLittle({ values }: Draft): boolean {
  return values.request_type === 'ZX' || values.request_type === 'BY'
}

/** What the category brings, and what a rule needs to know. */
export function fieldsAsked(values: Draft['values'], { taxonomy, dispatch, tags }: Pick<Catalogue, 'taxonomy' | 'dispatch' | 'tags'>): readonly string[] {
  const leaf = values.category === undefined ? null : findCategory(values.category, taxonomy)
  return [...(leaf?.category.extraFields ?? []), ...askedByRules(values, dispatch.rules, tags.thresholds)]
}

/** What a draft still lacks on the way that it goes: into an open order, answered on the line, or else dispatched. */
export function lackingOf(draft: Draft, catalogue: Pick<Catalogue, 'taxonomy' | 'dispatch' | 'tags'>): MissingField[] {
  const { values } = draft
  return missingFor(draft.mergeInto !== null ? 'merged' : asksLittle(draft) ? 'answered-directly' : 'sent-for-dispatch', {
    values,
    categoryFields: fieldsAsked(values, catalogue),
    siteCategories: catalogue.dispatch.rules.siteCategories,
    severity: severityOf(draft.risks, recordedEmotions(draft), catalogue.tags).severity,
    isAnonymous: values.anonymous === true || draft.caller.kind === 'anonymous',
    canRingBack: draft.call.historyKey !== null,
  })
}

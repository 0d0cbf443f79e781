import type { RecordedEmotion } from '../ticket-event'
import { suggestFromForm } from './form-suggestions'
import type { FormFacts } from './form-suggestions'
import type { Suggestions } from './lexicon/suggest-tags'
import { mergeProposals } from './proposals'
import { severityOf } from './severity'
import type { Grading } from './severity'
import { suggestionStates } from './suggestion-state'
import type { SuggestionState, Tagging } from './suggestion-state'
import type { TagData } from './tag-data'

export interface TagReview {
  readonly grading: Grading
  /** One per proposed tag, the worst first. */
  readonly suggestions: readonly SuggestionState[]
}

/**
 * Everything the tag block of a screen shows, from what was typed, filled in and decided. Cheap enough for every pause in
 * typing; `text` is the result of `suggestTags`, kept as long as the text stays the same.
 */
export function reviewTags(text: Suggestions, form: FormFacts, tagging: Tagging, data: TagData): TagReview {
  const grading = severityOf(tagging.risks, recordedEmotions(tagging), data)
  const fromForm = suggestFromForm(form, tagging.risks, data.thresholds)
  const proposals = mergeProposals(text, fromForm, grading.suggestions)
  return { grading, suggestions: suggestionStates(proposals, tagging) }
}

/** RED by what is confirmed, or by a hint that is not answered yet: until it is, it counts. */
export function isRedOrHintedAt({ grading, suggestions }: TagReview): boolean {
  return grading.severity === 'RED' || suggestions.some(({ status, proposal }) => status === 'open' && proposal.level === 'RED')
}

/** Emotions of the whole call: a caller who was soothed has been in despair all the same. */
export function recordedEmotions({ emotions }: {
  readonly emotions: { readonly start: readonly RecordedEmotion[] | null; readonly end: readonly RecordedEmotion[] | null }
}): RecordedEmotion[] {
  return [...(emotions.start ?? []), ...(emotions.end ?? [])]
}

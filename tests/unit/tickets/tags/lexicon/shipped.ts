import { compileLexicon } from '../../../../../shared/tickets/tags/lexicon/compile-lexicon'
import { shippedLexicon } from '../../../../../shared/tickets/tags/lexicon/lexicon'
import { suggestTags } from '../../../../../shared/tickets/tags/lexicon/suggest-tags'
import type { Hit, Suggestions } from '../../../../../shared/tickets/tags/lexicon/suggest-tags'
import type { Severity } from '../../../../../shared/tickets/tags/levels'
import { shippedTagData } from '../../../../../shared/tickets/tags/tag-data'

export const words = shippedLexicon()
export const lexicon = compileLexicon(words, shippedTagData())

export function read(text: string): Suggestions {
  return suggestTags(text, lexicon)
}

/** Emotions and risks together, as the test sentences write them. */
export function tagsOf(text: string): Record<string, Severity | number> {
  const { emotions, risks } = read(text)
  return { ...emotions, ...risks }
}

export function hitsOf(text: string, tag: string): readonly Hit[] {
  return read(text).hits.filter((hit) => hit.tag === tag)
}

/** The typed words under each hit of a tag. */
export function evidence(text: string, tag: string): string[] {
  return hitsOf(text, tag).map((hit) => text.slice(hit.start, hit.end))
}

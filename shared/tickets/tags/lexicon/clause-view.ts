import type { Clause } from './normalise-text'

/**
 * A clause that remembers where its words stand, so that a text full of hits (2,000 characters of one phrase) is still
 * searched once per word and not once per hit.
 */
export interface ClauseView extends Clause {
  readonly index: number
  has(word: string): boolean
  /** The word stands wholly before `start` or wholly after `end`: the phrase between them does not count. */
  hasOutside(word: string, start: number, end: number): boolean
  /** The word stands wholly before `end`. */
  hasBefore(word: string, end: number): boolean
}

interface Places {
  readonly first: number
  readonly last: number
}

export function viewClause(clause: Clause, index: number): ClauseView {
  const { text, at, sentence } = clause
  let known: Map<string, Places> | null = null
  const places = (word: string): Places => {
    known ??= new Map()
    const found = known.get(word)
    if (found !== undefined) return found
    const searched = { first: text.indexOf(word), last: text.lastIndexOf(word) }
    known.set(word, searched)
    return searched
  }
  const hasBefore = (word: string, end: number) => {
    const { first } = places(word)
    return first >= 0 && first + word.length <= end
  }
  return {
    text,
    at,
    sentence,
    index,
    hasBefore,
    has: (word) => places(word).first >= 0,
    hasOutside: (word, start, end) => hasBefore(word, start) || places(word).last >= end,
  }
}

/** The text right before `start` ends with the word. */
export function endsBefore(text: string, start: number, word: string): boolean {
  return text.startsWith(word, start - word.length) && start >= word.length
}

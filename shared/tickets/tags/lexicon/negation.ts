import { endsBefore } from './clause-view'
import type { ClauseView } from './clause-view'
import type { CompiledLexicon } from './compile-lexicon'

/**
 * How a phrase is negated. An imperative (劝他别跳楼) tells of a danger: for a protected tag it is no denial.
 */
export type Negation = 'none' | 'imperative' | 'denied'

/** Step 6 of the algorithm for the phrase that begins at `start` of the clause. */
export function negationBefore(
  clause: ClauseView,
  start: number,
  isSelfNegated: boolean,
  lexicon: CompiledLexicon,
): Negation {
  const { words } = lexicon
  if (isSelfNegated) return endsWithOne(clause.text, start, words.selfNegatedNegators) === null ? 'none' : 'denied'
  const negating = blockersBefore(clause, start, lexicon)
  const negator = negatorBefore(clause.text, start, lexicon)
  if (negator !== null) negating.push(negator)
  if (negating.length === 0) return 'none'
  return negating.every((word) => words.imperatives.includes(word)) ? 'imperative' : 'denied'
}

function negatorBefore(clause: string, start: number, { words }: CompiledLexicon): string | null {
  if (endsWithOne(clause, start, words.doubleNegations) !== null) return null
  if (endsWithOne(clause, start, words.negatorExceptions) !== null) return null
  return endsWithOne(clause, start, words.negators)
}

function endsWithOne(clause: string, start: number, longestFirst: readonly string[]): string | null {
  return longestFirst.find((word) => endsBefore(clause, start, word)) ?? null
}

/** A blocker reaches over a few characters, but no further than a word that starts something new (我, 只有, 了 ...). */
function blockersBefore(clause: ClauseView, start: number, { words }: CompiledLexicon): string[] {
  const { text } = clause
  return words.blockers.filter((blocker) => {
    if (!clause.hasBefore(blocker, start)) return false
    const from = Math.max(0, start - words.windows.blockerReach - blocker.length)
    const found = text.slice(from, start).lastIndexOf(blocker)
    if (found < 0 || isQuestion(text, from + found, blocker)) return false
    const gap = text.slice(from + found + blocker.length, start)
    return !words.resets.some((reset) => gap.includes(reset))
  })
}

/** 是不是要, 会不会去: 不X with the same X right before it asks and denies nothing. */
function isQuestion(clause: string, at: number, blocker: string): boolean {
  return blocker.startsWith('不') && at > 0 && clause.charAt(at - 1) === blocker.charAt(1)
}

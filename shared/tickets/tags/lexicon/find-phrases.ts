import type { ClauseView } from './clause-view'
import { endsBefore } from './clause-view'
import type { CompiledLexicon } from './compile-lexicon'
import type { LexiconEntry } from './lexicon'

/** An entry that stands in a clause; offsets count from the clause's first character. */
export interface Found {
  readonly entry: LexiconEntry
  readonly clause: ClauseView
  readonly start: number
  readonly end: number
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Steps 2 to 4 of the algorithm: every entry at every place, without false friends, with what it needs, the longest. */
export function findPhrases(clauses: readonly ClauseView[], lexicon: CompiledLexicon): Found[] {
  const isNeedMet = needsCheck(clauses, lexicon)
  return clauses.flatMap((clause) => {
    const friends = falseFriendsOf(clause.text, lexicon)
    const found: Found[] = []
    lexicon.phrases.eachMatch(clause.text, (entry, start, end) => {
      if (isFalseFriend(friends.get(entry.tag), start, end)) return
      if (isNeedMet(entry, clause)) found.push({ entry, clause, start, end })
    })
    return longestOfEachTag(found)
  })
}

function falseFriendsOf(text: string, lexicon: CompiledLexicon): Map<string, Span[]> {
  const byTag = new Map<string, Span[]>()
  lexicon.falseFriends.eachMatch(text, (tags, start, end) => {
    for (const tag of tags) {
      const spans = byTag.get(tag)
      if (spans === undefined) byTag.set(tag, [{ start, end }])
      else spans.push({ start, end })
    }
  })
  return byTag
}

/** Spans come sorted by start, and a false friend is short: looking back stops where none can reach any more. */
const longestFalseFriend = 60

function isFalseFriend(spans: readonly Span[] | undefined, start: number, end: number): boolean {
  if (spans === undefined) return false
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as Span).start < end) low = middle + 1
    else high = middle
  }
  for (let at = low - 1; at >= 0; at -= 1) {
    const span = spans[at] as Span
    if (span.end > start) return true
    if (span.start < start - longestFalseFriend) return false
  }
  return false
}

/** Answers once per entry and sentence (or clause), not once per occurrence. */
function needsCheck(clauses: readonly ClauseView[], lexicon: CompiledLexicon) {
  const known = new Map<string, boolean>()
  return (entry: LexiconEntry, clause: ClauseView): boolean => {
    const needs = entry.needs
    if (needs === undefined) return true
    const key = `${entry.id} ${needs.scope === 'sentence' ? `s${clause.sentence}` : clause.index}`
    const answer = known.get(key)
    if (answer !== undefined) return answer
    const where = needs.scope === 'sentence' ? clauses.filter((other) => other.sentence === clause.sentence) : [clause]
    const met = where.some(({ text }) => needs.any.some((word) => standsUnnegated(text, word, lexicon)))
    known.set(key, met)
    return met
  }
}

/** 没有辞退 and 没有被辞退 are no dismissals. */
function standsUnnegated(text: string, word: string, lexicon: CompiledLexicon): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const from = text.charAt(at - 1) === '被' ? at - 1 : at
    const isNegated = lexicon.words.negators.some(
      (negator) => endsBefore(text, at, negator) || endsBefore(text, from, negator),
    )
    if (!isNegated) return true
  }
  return false
}

/** Drops what lies inside a longer find of the same tag. `found` is in reading order, as the tree gives it. */
function longestOfEachTag(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((one, other) => one.start - other.start || other.end - one.end)
  const reach = new Map<string, Span>()
  return sorted.filter(({ entry, start, end }) => {
    const furthest = reach.get(entry.tag)
    if (furthest !== undefined && (furthest.end > end || (furthest.end === end && furthest.start < start))) return false
    reach.set(entry.tag, furthest?.end === end ? furthest : { start, end })
    return true
  })
}

import type { TagData } from '../tag-data'
import type { Lexicon, LexiconEntry } from './lexicon'
import { buildPhraseTrie } from './phrase-trie'
import type { PhraseTrie } from './phrase-trie'

/** A lexicon made ready for searching. Opaque to callers: made once per change of the data, shared by every keystroke. */
export interface CompiledLexicon {
  readonly words: Lexicon
  readonly thresholds: TagData['thresholds']
  readonly despair: TagData['combine']['despair']
  readonly phrases: PhraseTrie<LexiconEntry>
  readonly falseFriends: PhraseTrie<readonly string[]>
  readonly protectedTags: ReadonlySet<string>
  readonly neverLowered: ReadonlySet<string>
}

/** Longest word first, so that the first that fits is the longest that fits. */
function longestFirst(words: readonly string[]): string[] {
  return [...words].sort((one, other) => other.length - one.length)
}

/**
 * Orders the lexicon's words and builds the search trees (about 1 ms).
 * Counts, sums, ages and the rule DESPAIR -> EXTREME come from the tag data, so that a changed threshold changes both
 * the text's suggestions and the form's.
 */
export function compileLexicon(lexicon: Lexicon, data: Pick<TagData, 'thresholds' | 'combine'>): CompiledLexicon {
  const { numbers, age } = lexicon
  return {
    words: {
      ...lexicon,
      negators: longestFirst(lexicon.negators),
      negatorExceptions: longestFirst(lexicon.negatorExceptions),
      blockers: longestFirst(lexicon.blockers),
      resets: longestFirst(lexicon.resets),
      doubleNegations: longestFirst(lexicon.doubleNegations),
      selfNegatedNegators: longestFirst(lexicon.selfNegatedNegators),
      imperatives: longestFirst(lexicon.imperatives),
      hearsay: longestFirst(lexicon.hearsay),
      numbers: {
        ...numbers,
        peopleNouns: longestFirst(numbers.peopleNouns),
        peopleNotAfter: longestFirst(numbers.peopleNotAfter),
        moneyNotAfter: longestFirst(numbers.moneyNotAfter),
      },
      age: {
        ...age,
        leadIn: longestFirst(age.leadIn),
        tail: longestFirst(age.tail),
        workWords: longestFirst(age.workWords),
        kinWords: longestFirst(age.kinWords),
        notWithBefore: longestFirst(age.notWithBefore),
        underWords: longestFirst(age.underWords),
      },
    },
    thresholds: data.thresholds,
    despair: data.combine.despair,
    phrases: buildPhraseTrie(lexicon.entries.map((entry) => [entry.p, entry])),
    falseFriends: buildPhraseTrie(lexicon.falseFriends.map((friend) => [friend.p, friend.tags])),
    protectedTags: new Set(lexicon.protectedTags),
    neverLowered: new Set(lexicon.neverLowered),
  }
}

import type { KnowledgeBase, KnowledgeEntry } from './knowledge-base'

export interface FoundEntry {
  readonly entry: KnowledgeEntry
  /** Comparable within one search only. */
  readonly score: number
  /** The order's own category, one of its neighbours (same group), or somewhere else. */
  readonly nearness: 'category' | 'group' | 'elsewhere'
}

interface IndexedEntry {
  readonly entry: KnowledgeEntry
  readonly id: string
  readonly keywords: readonly string[]
  readonly question: string
  readonly answer: string
  readonly sources: string
  /** Pairs of characters in the keywords and the question, and in the answer. */
  readonly asked: ReadonlySet<string>
  readonly answered: ReadonlySet<string>
}

/** Published entries made ready for searching. Built once per change of the knowledge base. */
export interface KnowledgeIndex {
  readonly entries: readonly IndexedEntry[]
  /** In how many entries a pair of characters stands: rare pairs say more. */
  readonly pairs: ReadonlyMap<string, number>
}

const weight = { id: 100, keyword: 6, question: 5, pair: 4, answer: 1, source: 2 } as const
/** A typed fragment counts when at least this share of its pairs, weighed by rarity, stands in an entry. */
const enough = 0.5
const ownCategoryBonus = 1000
const longestQuery = 80

export function buildKnowledgeIndex(kb: KnowledgeBase): KnowledgeIndex {
  const entries = kb.entries.filter((entry) => entry.status === 'published').map(indexEntry)
  const pairs = new Map<string, number>()
  for (const { asked, answered } of entries) {
    for (const pair of new Set([...asked, ...answered])) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return { entries, pairs }
}

function indexEntry(entry: KnowledgeEntry): IndexedEntry {
  const keywords = entry.keywords.map(fold)
  const question = fold(entry.question)
  const answer = fold(entry.answer)
  return {
    entry,
    id: fold(entry.id),
    keywords,
    question,
    answer,
    sources: fold(entry.sources.join('')),
    asked: new Set([...keywords, question].flatMap(pairsOf)),
    answered: new Set(pairsOf(answer)),
  }
}

/**
 * Entries for what was typed into the search field: Chinese fragments, an entry's number, a law. Every fragment (cut at
 * blanks) adds to the score; the order's category only breaks ties. Nothing typed = the category's entries and its neighbours'.
 */
export function findEntries(query: string, category: string | null, index: KnowledgeIndex, limit = 20): FoundEntry[] {
  const fragments = fragmentsOf(query)
  const found = index.entries.flatMap((indexed) => {
    const nearness = nearnessOf(indexed.entry.category, category)
    if (fragments.length === 0) return nearness === 'elsewhere' ? [] : [{ entry: indexed.entry, score: 0, nearness }]
    const score = fragments.reduce((sum, fragment) => sum + fragmentScore(fragment, indexed, index), 0)
    return score > 0 ? [{ entry: indexed.entry, score, nearness }] : []
  })
  return found.sort(byScoreThenNearness).slice(0, limit)
}

/**
 * Entries that go with an order while it is written: those of its category first, then those whose keywords the text holds.
 */
export function relatedEntries(text: string, category: string | null, index: KnowledgeIndex, limit = 3): FoundEntry[] {
  const folded = fold(text)
  const found = index.entries.flatMap((indexed) => {
    const nearness = nearnessOf(indexed.entry.category, category)
    const held = indexed.keywords.filter((keyword) => keyword.length >= 2 && folded.includes(keyword))
    const score =
      (nearness === 'category' ? ownCategoryBonus : 0) + held.reduce((sum, keyword) => sum + keyword.length, 0)
    return score > 0 ? [{ entry: indexed.entry, score, nearness }] : []
  })
  return found.sort(byScoreThenNearness).slice(0, limit)
}

function byScoreThenNearness(one: FoundEntry, other: FoundEntry): number {
  const order = { category: 0, group: 1, elsewhere: 2 }
  return (
    other.score - one.score || order[one.nearness] - order[other.nearness] || (one.entry.id < other.entry.id ? -1 : 1)
  )
}

function nearnessOf(own: string, category: string | null): FoundEntry['nearness'] {
  if (category === null) return 'elsewhere'
  if (own === category) return 'category'
  return groupOf(own) === groupOf(category) ? 'group' : 'elsewhere'
}

function groupOf(category: string): string {
  return category.split('-')[0] ?? category
}

function fragmentScore({ text: fragment, pairs }: Fragment, indexed: IndexedEntry, index: KnowledgeIndex): number {
  const { id, keywords, question, answer, sources } = indexed
  if (id === fragment) return weight.id
  return (
    keywords.reduce((sum, keyword) => sum + keywordScore(keyword, fragment), 0) +
    (question.includes(fragment) ? weight.question : 0) +
    (answer.includes(fragment) ? weight.answer : 0) +
    (sources.includes(fragment) ? weight.source : 0) +
    pairScore(pairs, indexed, index)
  )
}

/** Typed as it is, typed in part, or one word of a longer phrase. */
function keywordScore(keyword: string, fragment: string): number {
  if (keyword === fragment) return weight.keyword * 2
  if (keyword.includes(fragment)) return weight.keyword
  return keyword.length >= 2 && fragment.includes(keyword) ? (weight.keyword * keyword.length) / fragment.length : 0
}

/** For words in another order or with others between them: 辞退怀孕 finds 怀孕被辞退. */
function pairScore(pairs: ReadonlySet<string>, { asked, answered }: IndexedEntry, index: KnowledgeIndex): number {
  let total = 0
  let held = 0
  let score = 0
  for (const pair of pairs) {
    const rarity = 1 / (index.pairs.get(pair) ?? 1)
    total += rarity
    if (!asked.has(pair) && !answered.has(pair)) continue
    held += rarity
    score += asked.has(pair) ? weight.pair * rarity : weight.answer * rarity
  }
  return total > 0 && held / total >= enough ? score / total : 0
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}

interface Fragment {
  readonly text: string
  readonly pairs: ReadonlySet<string>
}

/** What stands between blanks is looked for by itself. A search is a few words, not a page. */
function fragmentsOf(query: string): Fragment[] {
  return query
    .slice(0, longestQuery)
    .split(/\s+/)
    .map(fold)
    .filter((text) => text !== '')
    .map((text) => ({ text, pairs: new Set(pairsOf(text)) }))
}

/** Compatibility forms and case evened out, blanks and punctuation (but for %) taken out. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?!%)[\s\p{P}]/gu, '')
}

import type { Category, CategoryGroup, Taxonomy } from './taxonomy'
import { matchWord, queryWords, rankOf } from './text-match'
import type { TextMatch } from './text-match'

/** How often this agent chose a category lately (today, say); the counting is the caller's. */
export interface RecentUse {
  readonly code: string
  readonly times: number
}

export interface CategoryHit {
  readonly category: Category
  readonly group: CategoryGroup
  /** Why it is in the list; null for an empty query. `group` = only the first level fits. */
  readonly match: TextMatch | 'group' | null
  readonly usedTimes: number
}

/**
 * Categories that fit a query by code (WAGE-02, wage02), Chinese fragment, pinyin initials of the full or an everyday
 * name, or an English word; several words must all fit. Best fit first, among equals the most used lately, then the
 * order of the taxonomy. An empty query lists what was used lately, then everything.
 */
export function searchCategories(
  query: string,
  taxonomy: Taxonomy,
  options: { readonly recentlyUsed?: readonly RecentUse[] } = {},
): readonly CategoryHit[] {
  const words = queryWords(query)
  const used = new Map((options.recentlyUsed ?? []).map((use) => [use.code, use.times]))
  const hits: { readonly hit: CategoryHit; readonly rank: number }[] = []
  for (const group of taxonomy.categories) {
    for (const category of group.children) {
      if (category.isRetired === true) continue
      const match = words.length === 0 ? null : matchAll(words, category, group)
      if (words.length > 0 && match === null) continue
      hits.push({ hit: { category, group, match, usedTimes: used.get(category.code) ?? 0 }, rank: rankOfMatch(match) })
    }
  }
  return hits.sort((a, b) => a.rank - b.rank || b.hit.usedTimes - a.hit.usedTimes).map(({ hit }) => hit)
}

/** The weakest of the words' fits: a category is as good as the word that fits it worst. */
function matchAll(words: readonly string[], category: Category, group: CategoryGroup): TextMatch | 'group' | null {
  let weakest: TextMatch | 'group' | null = null
  for (const word of words) {
    const match = strongest(matchWord(word, category), matchWord(word, group) === null ? null : 'group')
    if (match === null) return null
    if (weakest === null || rankOfMatch(match) > rankOfMatch(weakest)) weakest = match
  }
  return weakest
}

function strongest(own: TextMatch | null, byGroup: 'group' | null): TextMatch | 'group' | null {
  if (own === null || byGroup === null) return own ?? byGroup
  return rankOfMatch(own) <= rankOfMatch(byGroup) ? own : byGroup
}

/** A fit of the group alone comes after every real fit of the leaf and before a mere overlap. */
function rankOfMatch(match: TextMatch | 'group' | null): number {
  if (match === null) return 0
  return match === 'group' ? rankOf('inside') + 0.5 : rankOf(match.grade)
}

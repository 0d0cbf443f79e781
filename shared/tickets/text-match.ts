import type { Alias } from './taxonomy'

/** Something that is found by its code, its Chinese or English name, its pinyin initials, or an everyday name. */
export interface Searchable {
  readonly code: string | null
  readonly zh: string
  readonly en: string
  readonly initials: string
  readonly aliases?: readonly Alias[]
}

/**
 * How well a query fits, best first. `overlap` is the weakest: the end of what was typed begins a known short form
 * (`gdqx` also offers 欠薪 `qx` and 欠薪逃匿 `qxtn`), so that a half-remembered short form still leads somewhere.
 */
export const MATCH_GRADES = ['exact', 'prefix', 'inside', 'overlap'] as const

export type MatchGrade = (typeof MATCH_GRADES)[number]

export interface TextMatch {
  readonly grade: MatchGrade
  readonly by: 'code' | 'name' | 'initials' | 'english' | 'alias'
  /** The everyday name that was hit, to be shown beside the full name. */
  readonly alias: Alias | null
}

/** The words that were typed, made comparable: full-width forms folded (NFKC), lower case, no punctuation. */
export function queryWords(query: string): readonly string[] {
  return query
    .normalize('NFKC')
    .toLowerCase()
    .slice(0, LONGEST_QUERY)
    .split(/\s+/)
    .map(bare)
    .filter((word) => word !== '')
}

/** What is longer than any name is no search; a pasted page must not cost a frame. */
const LONGEST_QUERY = 60

/** The best fit of one word (from `queryWords`) to a thing, or null. */
export function matchWord(word: string, thing: Searchable): TextMatch | null {
  const { code, zh, aliases, englishWords } = preparedOf(thing)
  let best: TextMatch | null = null
  const add = (grade: MatchGrade | null, by: TextMatch['by'], alias: Alias | null = null) => {
    if (grade !== null && (best === null || rankOf(grade) < rankOf(best.grade))) best = { grade, by, alias }
  }
  if (code !== null) add(gradeOf(word, code, false), 'code')
  for (const { alias, name } of aliases) {
    add(better(gradeOf(word, name, true), gradeOfInitials(word, alias.initials)), 'alias', alias)
  }
  add(gradeOf(word, zh, true), 'name')
  add(gradeOf(word, thing.initials, word.length > 1), 'initials')
  add(gradeOfEnglish(word, englishWords), 'english')
  return best
}

export function rankOf(grade: MatchGrade): number {
  return MATCH_GRADES.indexOf(grade)
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function better(a: MatchGrade | null, b: MatchGrade | null): MatchGrade | null {
  if (a === null || b === null) return a ?? b
  return rankOf(a) <= rankOf(b) ? a : b
}

function gradeOf(word: string, target: string, mayBeInside: boolean): MatchGrade | null {
  if (word === target) return 'exact'
  if (target.startsWith(word)) return 'prefix'
  return mayBeInside && target.includes(word) ? 'inside' : null
}

function gradeOfInitials(word: string, initials: string): MatchGrade | null {
  return gradeOf(word, initials, false) ?? (overlaps(word, initials) ? 'overlap' : null)
}

/** Some ending of the word, at least two letters and not all of it, begins the initials. */
function overlaps(word: string, initials: string): boolean {
  if (!/^[a-z]{3,}$/.test(word)) return false
  for (let start = 1; start <= word.length - 2; start += 1) if (initials.startsWith(word.slice(start))) return true
  return false
}

/** English needs three letters of a word's beginning: shorter ones are pinyin initials. */
function gradeOfEnglish(word: string, words: readonly string[]): MatchGrade | null {
  if (word.length < 3) return null
  return words.some((part) => part.startsWith(word)) ? 'inside' : null
}

interface Prepared {
  readonly code: string | null
  readonly zh: string
  readonly englishWords: readonly string[]
  readonly aliases: readonly { readonly alias: Alias; readonly name: string }[]
}

/** The data never changes under a search, so that the comparable forms of a thing are made once. */
const prepared = new WeakMap<Searchable, Prepared>()

function preparedOf(thing: Searchable): Prepared {
  const known = prepared.get(thing)
  if (known !== undefined) return known
  const made: Prepared = {
    code: thing.code === null ? null : bare(thing.code.toLowerCase()),
    zh: bare(thing.zh),
    englishWords: thing.en.toLowerCase().split(/[^a-z0-9']+/),
    aliases: (thing.aliases ?? []).map((alias) => ({ alias, name: bare(alias.zh) })),
  }
  prepared.set(thing, made)
  return made
}

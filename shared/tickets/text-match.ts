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

/** What was typed, made comparable: full-width forms folded (NFKC), lower case, no space or punctuation, except between words. */
export function queryWords(query: string): readonly string[] {
  return query
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .map(bare)
    .filter((word) => word !== '')
}

/** The best fit of one word (from `queryWords`) to a thing, or null. */
export function matchWord(word: string, thing: Searchable): TextMatch | null {
  const matches: TextMatch[] = []
  const add = (grade: MatchGrade | null, by: TextMatch['by'], alias: Alias | null = null) => {
    if (grade !== null) matches.push({ grade, by, alias })
  }
  if (thing.code !== null) add(gradeOf(word, bare(thing.code.toLowerCase()), false), 'code')
  for (const alias of thing.aliases ?? []) {
    add(better(gradeOf(word, bare(alias.zh), true), gradeOfInitials(word, alias.initials)), 'alias', alias)
  }
  add(gradeOf(word, bare(thing.zh), true), 'name')
  add(gradeOf(word, thing.initials, word.length > 1), 'initials')
  add(gradeOfEnglish(word, thing.en.toLowerCase()), 'english')
  return matches.sort((a, b) => rankOf(a.grade) - rankOf(b.grade))[0] ?? null
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
function gradeOfEnglish(word: string, name: string): MatchGrade | null {
  if (word.length < 3) return null
  const words = name.split(/[^a-z0-9']+/)
  return words.some((part) => part.startsWith(word)) ? 'inside' : null
}

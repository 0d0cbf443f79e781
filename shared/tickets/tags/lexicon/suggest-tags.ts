import { higherSeverity, oneDown, severityRank } from '../levels'
import type { Severity } from '../levels'
import { findAges } from './ages'
import { viewClause } from './clause-view'
import type { ClauseView } from './clause-view'
import type { CompiledLexicon } from './compile-lexicon'
import { findPhrases } from './find-phrases'
import type { Found } from './find-phrases'
import { negationBefore } from './negation'
import { normaliseText } from './normalise-text'
import type { NormalisedText } from './normalise-text'
import { findNumbers } from './numbers'
import type { NumberSpan } from './numbers'
import { countPeopleAndMoney } from './people-and-money'
import type { Counted } from './people-and-money'
import { readInContext } from './surroundings'

interface AnyHit {
  /** UTF-16 offsets in the typed text, [start, end). */
  readonly start: number
  readonly end: number
  /** The words that matched, in normalised form. */
  readonly phrase: string
  readonly tag: string
  /** Show 请核实: hearsay, a condition, the past, or words around that leave it open. */
  readonly verify: boolean
  /** What the agent should make sure of, in Chinese; empty when there is nothing. */
  readonly note: string
}

export interface EmotionHit extends AnyHit {
  readonly group: 'emotion'
  readonly level: number
  readonly state: 'hit'
}

export interface RiskHit extends AnyHit {
  readonly group: 'risk'
  readonly level: Severity
  /** `denied` = the caller says no: outlined, asked about once, adds nothing. */
  readonly state: 'hit' | 'denied'
}

export type Hit = EmotionHit | RiskHit

/** What a text hints at. Only ever a suggestion. */
export interface Suggestions {
  readonly emotions: Readonly<Record<string, number>>
  readonly risks: Readonly<Record<string, Severity>>
  /** Protected tags with denied hits, unless `risks` has them at the same level or higher. */
  readonly denied: Readonly<Record<string, Severity>>
  /** In reading order; hits of different tags may overlap. */
  readonly hits: readonly Hit[]
}

/**
 * Emotions and risks that the words of a text hint at: the algorithm that `lexicon.json` writes down in steps, and which
 * the code names by number. Pure, total on any string, well under a millisecond for 2,000 characters.
 */
export function suggestTags(text: string, lexicon: CompiledLexicon): Suggestions {
  const normalised = normaliseText(text)
  const clauses = normalised.clauses.map(viewClause)
  const numbersOf = numbersByClause(clauses)
  const sentences = bySentence(clauses)
  const hits = [
    ...findPhrases(clauses, lexicon).flatMap((found) => hitOf(found, sentences, normalised, lexicon)),
    ...countPeopleAndMoney(clauses, numbersOf, lexicon).map((number) => countedHit(number, normalised)),
    ...findAges(clauses, numbersOf, lexicon).map((number) => countedHit(number, normalised)),
  ].sort((one, other) => one.start - other.start || one.end - other.end)
  return summarise(hits, lexicon)
}

function numbersByClause(clauses: readonly ClauseView[]): (clause: ClauseView) => readonly NumberSpan[] {
  const numbers = clauses.map((clause) => findNumbers(clause.text))
  return (clause) => numbers[clause.index] ?? []
}

function bySentence(clauses: readonly ClauseView[]): ReadonlyMap<number, readonly ClauseView[]> {
  const sentences = new Map<number, ClauseView[]>()
  for (const clause of clauses) {
    const sentence = sentences.get(clause.sentence)
    if (sentence === undefined) sentences.set(clause.sentence, [clause])
    else sentence.push(clause)
  }
  return sentences
}

/** Steps 5 to 8 for one phrase; empty when a negation drops it. */
function hitOf(
  found: Found,
  sentences: ReadonlyMap<number, readonly ClauseView[]>,
  normalised: NormalisedText,
  lexicon: CompiledLexicon,
): Hit[] {
  const { entry, clause, start, end } = found
  const negation = negationBefore(clause, start, entry.selfNegated, lexicon)
  const isProtected = lexicon.protectedTags.has(entry.tag)
  if (negation !== 'none' && !isProtected) return []
  const common = {
    ...normalised.typedRange(clause.at + start, clause.at + end),
    phrase: entry.p,
    tag: entry.tag,
    note: entry.note,
  }
  if (entry.group === 'emotion')
    return [{ ...common, group: 'emotion', level: entry.level, state: 'hit', verify: false }]
  const reading = readInContext(entry, found, sentences.get(clause.sentence) ?? [])
  if (negation === 'denied')
    return [{ ...common, ...reading, group: 'risk', state: 'denied', note: lexicon.words.deniedNote }]
  const isHearsay = lexicon.words.hearsay.some((word) => clause.hasBefore(word, start))
  const level = isHearsay && !lexicon.neverLowered.has(entry.tag) ? oneDown(reading.level) : reading.level
  return [{ ...common, group: 'risk', state: 'hit', level, verify: reading.verify || isHearsay }]
}

function countedHit({ clause, start, end, tag, level }: Counted, normalised: NormalisedText): RiskHit {
  return {
    ...normalised.typedRange(clause.at + start, clause.at + end),
    phrase: clause.text.slice(start, end),
    tag,
    group: 'risk',
    level,
    state: 'hit',
    verify: false,
    note: '',
  }
}

const phrasesThatRaise = 3
const highestEmotion = 3

/** Step 11: the level of each tag. */
function summarise(hits: readonly Hit[], lexicon: CompiledLexicon): Suggestions {
  const emotions: Record<string, number> = {}
  const risks: Record<string, Severity> = {}
  const denied: Record<string, Severity> = {}
  const phrases = new Map<string, Set<string>>()
  for (const hit of hits) {
    if (hit.group === 'emotion') {
      emotions[hit.tag] = Math.max(emotions[hit.tag] ?? 0, hit.level)
      phrases.set(hit.tag, (phrases.get(hit.tag) ?? new Set()).add(hit.phrase))
    } else {
      const levels = hit.state === 'hit' ? risks : denied
      levels[hit.tag] = higherSeverity(hit.level, levels[hit.tag] ?? null)
    }
  }
  for (const [tag, said] of phrases) {
    if (said.size >= phrasesThatRaise) emotions[tag] = Math.min((emotions[tag] ?? 0) + 1, highestEmotion)
  }
  const { despair } = lexicon
  if ((emotions[despair.emotion] ?? 0) >= despair.from) {
    risks[despair.risk] = higherSeverity(despair.atLeast, risks[despair.risk] ?? null)
  }
  for (const [tag, level] of Object.entries(denied)) {
    if (severityRank(risks[tag] ?? null) >= severityRank(level)) delete denied[tag]
  }
  return { emotions, risks, denied, hits }
}

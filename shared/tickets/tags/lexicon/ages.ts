import type { Severity } from '../levels'
import type { ClauseView } from './clause-view'
import { endsBefore } from './clause-view'
import type { CompiledLexicon } from './compile-lexicon'
import type { NumberSpan } from './numbers'
import type { Counted } from './people-and-money'

interface Age {
  readonly years: number
  /** 十几岁: somewhere between a child and a young worker. */
  readonly isTeens: boolean
  readonly start: number
  readonly end: number
}

/** Step 10: a child who works is ORANGE, a young worker of 16 or 17 YELLOW; the caller's own child at home is nothing. */
export function findAges(
  clauses: readonly ClauseView[],
  numbersOf: (clause: ClauseView) => readonly NumberSpan[],
  lexicon: CompiledLexicon,
): Counted[] {
  const { code } = lexicon.thresholds.age
  return clauses.flatMap((clause) =>
    numbersOf(clause).flatMap((number) => {
      const age = ageAt(clause.text, number, lexicon)
      if (age === null || lexicon.words.age.notWithBefore.some((word) => clause.hasBefore(word, age.start))) return []
      const level = levelOf(age, clause, clauses[clause.index + 1], lexicon)
      return level === null
        ? []
        : [{ source: 'age' as const, tag: code, level, clause, start: age.start, end: age.end }]
    }),
  )
}

function ageAt(text: string, number: NumberSpan, { words }: CompiledLexicon): Age | null {
  let at = number.end
  const suffix = text.charAt(at)
  if (suffix !== '' && '多来几'.includes(suffix)) at += 1
  if (text.charAt(at) === '周') at += 1
  if (text.charAt(at) !== '岁') return null
  const under = words.age.underWords.find((word) => endsBefore(text, number.start, word))
  return {
    years: under === undefined ? number.value : number.value - 1,
    isTeens: number.value === 10 && suffix === '几',
    start: number.start - (under?.length ?? 0),
    end: at + 1,
  }
}

function levelOf(
  age: Age,
  clause: ClauseView,
  next: ClauseView | undefined,
  lexicon: CompiledLexicon,
): Severity | null {
  const { child, young, teens } = lexicon.thresholds.age
  if (age.years >= young.from && age.years <= young.to) return young.level
  if (age.years < child.from || age.years > child.to) return null
  if (!isAtWork(clause, next, lexicon)) return null
  return age.isTeens ? teens : child.level
}

/** The next clause counts only while nobody's child has been named (十五岁，在店里干了两个月). */
function isAtWork(clause: ClauseView, next: ClauseView | undefined, { words }: CompiledLexicon): boolean {
  const { workWords, kinWords } = words.age
  if (workWords.some((word) => clause.has(word))) return true
  if (next === undefined || next.sentence !== clause.sentence || kinWords.some((word) => clause.has(word))) return false
  return workWords.some((word) => next.has(word))
}

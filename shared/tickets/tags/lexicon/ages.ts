import type { Severity } from '../levels'
import { isTheWorkersAge } from './age-of-worker'
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
      const level = levelOf(age, clause, clauses, lexicon)
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
  clauses: readonly ClauseView[],
  lexicon: CompiledLexicon,
): Severity | null {
  const { child, young, teens } = lexicon.thresholds.age
  if (age.years >= young.from && age.years <= young.to) return young.level
  if (age.years < child.from || age.years > child.to) return null
  if (!isAtWork(age, clause, clauses, lexicon)) return null
  return age.isTeens ? teens : child.level
}

/** The clauses beside it count only while nobody's child has been named in that of the age. */
function isAtWork(age: Age, clause: ClauseView, clauses: readonly ClauseView[], lexicon: CompiledLexicon): boolean {
  const { workWords, kinWords } = lexicon.words.age
  if (workWords.some((word) => clause.has(word))) return true
  if (kinWords.some((word) => clause.has(word))) return false
  const beside = (step: 1 | -1) => {
    const other = clauses[clause.index + step]
    return other?.sentence === clause.sentence ? other : undefined
  }
  // 十五岁，在店里干了两个月
  if (workWords.some((word) => beside(1)?.has(word) === true)) return true
  const before = beside(-1)
  return before !== undefined && isTheWorkersAge(clause.text, age, before.text, lexicon.words.age)
}

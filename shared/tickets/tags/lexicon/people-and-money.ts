import { levelReached } from '../levels'
import type { Severity } from '../levels'
import type { ClauseView } from './clause-view'
import { endsBefore } from './clause-view'
import type { CompiledLexicon } from './compile-lexicon'
import { vague } from './numbers'
import type { NumberSpan } from './numbers'

/** A level that a number in the text reaches; offsets count from the clause's first character. */
export interface Counted {
  readonly source: 'people' | 'money' | 'age'
  readonly tag: string
  readonly level: Severity
  readonly clause: ClauseView
  readonly start: number
  readonly end: number
}

interface Amount {
  readonly value: number
  readonly clause: ClauseView
  readonly start: number
  readonly end: number
}

/** Above this a "count of people" is a telephone or badge number (12345人工). */
const mostPeople = 9999
const fenPerYuan = 100

/** Step 9: the largest count of people decides GROUP, the largest sum AMOUNT. */
export function countPeopleAndMoney(
  clauses: readonly ClauseView[],
  numbersOf: (clause: ClauseView) => readonly NumberSpan[],
  lexicon: CompiledLexicon,
): Counted[] {
  let people: Amount | null = null
  let money: Amount | null = null
  for (const clause of clauses) {
    for (const number of numbersOf(clause)) {
      people = larger(people, peopleAt(clause, number, lexicon))
      money = larger(money, moneyAt(clause, number, lexicon))
    }
  }
  const { thresholds } = lexicon
  const group = people === null ? null : levelReached(people.value, thresholds.people.levels)
  const amount = money === null ? null : amountLevel(money.value * fenPerYuan, people?.value ?? 0, thresholds.amount)
  return [
    ...counted('people', thresholds.people.code, group, people),
    ...counted('money', thresholds.amount.code, amount, money),
  ]
}

function counted(source: 'people' | 'money', tag: string, level: Severity | null, amount: Amount | null): Counted[] {
  if (level === null || amount === null) return []
  return [{ source, tag, level, clause: amount.clause, start: amount.start, end: amount.end }]
}

function larger(known: Amount | null, next: Amount | null): Amount | null {
  return next !== null && (known === null || next.value > known.value) ? next : known
}

/** A sum said in the text is taken as a total: what each is owed is asked by the form. */
function amountLevel(
  fen: number,
  people: number,
  thresholds: CompiledLexicon['thresholds']['amount'],
): Severity | null {
  const { totalFen, totalFenOfMany } = thresholds
  const reached = levelReached(fen, totalFen)
  return reached ?? (fen >= totalFenOfMany.from && people >= totalFenOfMany.people ? totalFenOfMany.level : null)
}

function skipOne(text: string, at: number, among: string): number {
  const char = text.charAt(at)
  return char !== '' && among.includes(char) ? at + 1 : at
}

function isFollowedBy(text: string, at: number, among: string): boolean {
  return skipOne(text, at, among) > at
}

function peopleAt(clause: ClauseView, number: NumberSpan, { words }: CompiledLexicon): Amount | null {
  const { text } = clause
  const { peopleNouns, peopleNotAfter, peopleNotBefore } = words.numbers
  if (!Number.isInteger(number.value) || number.value > mostPeople) return null
  if (peopleNotAfter.some((word) => endsBefore(text, number.start, word))) return null
  const at = skipOne(text, skipOne(text, number.end, vague), '个名位号')
  const noun = peopleNouns.find((word) => text.startsWith(word, at))
  if (noun === undefined || isFollowedBy(text, at + noun.length, peopleNotBefore)) return null
  return { value: number.value, clause, start: number.start, end: at + noun.length }
}

function moneyAt(clause: ClauseView, number: NumberSpan, { words }: CompiledLexicon): Amount | null {
  const { text } = clause
  const { moneyNotAfter, moneyNotBefore } = words.numbers
  const before = text.slice(Math.max(0, number.start - words.windows.moneyExclusionBefore), number.start)
  if (moneyNotAfter.some((word) => before.includes(word))) return null
  const behind = skipOne(text, number.end, vague)
  const withUnit = skipOne(text, behind, '元块')
  if (withUnit > behind) return { value: number.value, clause, start: number.start, end: withUnit }
  if (!number.isThousands || isFollowedBy(text, behind, moneyNotBefore)) return null
  return { value: number.value, clause, start: number.start, end: behind }
}

import type { Lexicon } from './lexicon'

type AgeWords = Lexicon['age']

/** Between the child and the work it makes the work the caller's (娃儿生病我还要上班); without a child it is the worker. */
const caller = '我'

/**
 * Step 10, the clause before: 里头有两个娃儿在上班，看着不到十五岁. An age that stands alone in its clause belongs to whoever the
 * clause before speaks of, and that has to be the one who works there, not a child that somebody works for.
 */
export function isTheWorkersAge(
  clause: string,
  age: { readonly start: number; readonly end: number },
  before: string,
  words: AgeWords,
): boolean {
  const saysNothingElse =
    consistsOf(clause.slice(0, age.start), words.leadIn) && consistsOf(clause.slice(age.end), words.tail)
  return saysNothingElse && isAboutTheWorker(before, words)
}

function isAboutTheWorker(clause: string, words: AgeWords): boolean {
  const workAt = firstOf(clause, words.workWords)
  if (workAt === -1) return false
  const untilWork = clause.slice(0, workAt)
  if ([...words.notWithBefore, ...words.noWorkBefore].some((word) => untilWork.includes(word))) return false
  const child = lastOf(untilWork, words.kinWords)
  if (child === null) return !words.kinWords.some((word) => clause.includes(word)) && !namesAnother(untilWork, words)
  const between = untilWork.slice(child.end)
  return !isObject(untilWork, child.start, words) && !between.includes(caller) && !namesAnother(between, words)
}

function namesAnother(text: string, { otherWorkers }: AgeWords): boolean {
  return otherWorkers.some((word) => text.includes(word))
}

/** 供两个娃儿, 给娃儿: two characters may stand between, so that 养猪场有个娃儿 is none. */
const objectReach = 2

function isObject(text: string, childAt: number, { kinObjectBefore }: AgeWords): boolean {
  return kinObjectBefore.some((word) => {
    const at = text.lastIndexOf(word, childAt - word.length)
    return at >= 0 && childAt - (at + word.length) <= objectReach
  })
}

/** Whether a text is nothing but these words, the longest that fits each time. */
function consistsOf(text: string, words: readonly string[]): boolean {
  let rest = text
  while (rest !== '') {
    const next = words.find((word) => rest.startsWith(word))
    if (next === undefined) return false
    rest = rest.slice(next.length)
  }
  return true
}

function firstOf(text: string, words: readonly string[]): number {
  const places = words.map((word) => text.indexOf(word)).filter((at) => at >= 0)
  return places.length === 0 ? -1 : Math.min(...places)
}

function lastOf(text: string, words: readonly string[]): { readonly start: number; readonly end: number } | null {
  return words.reduce<{ start: number; end: number } | null>((last, word) => {
    const start = text.lastIndexOf(word)
    return start === -1 || (last !== null && last.end >= start + word.length) ? last : { start, end: start + word.length }
  }, null)
}

import type { Severity } from '../levels'
import type { ClauseView } from './clause-view'
import type { LexiconEntry } from './lexicon'

type RiskEntry = Extract<LexiconEntry, { group: 'risk' }>
type LowerIf = NonNullable<RiskEntry['lowerIf']>

export interface Reading {
  readonly level: Severity
  /** 请核实: the words around leave it open. */
  readonly verify: boolean
}

/** Step 5: what stands near a phrase raises it (在楼顶 + 边上) or lowers it to something to be checked (天台 + 空调). */
export function readInContext(
  entry: RiskEntry,
  place: { readonly clause: ClauseView; readonly start: number; readonly end: number },
  sentence: readonly ClauseView[],
): Reading {
  const { clause, start, end } = place
  const { raiseIf, lowerIf } = entry
  const isRaised = raiseIf?.any.some((word) => isNear(clause.text, word, start, end, raiseIf.within)) ?? false
  const level = isRaised && raiseIf !== undefined ? raiseIf.to : entry.level
  if (lowerIf === undefined || !isLowered(lowerIf, clause, start, end, sentence)) return { level, verify: false }
  return { level: lowerIf.to, verify: true }
}

function isLowered(
  rule: LowerIf,
  clause: ClauseView,
  start: number,
  end: number,
  sentence: readonly ClauseView[],
): boolean {
  const { within } = rule
  if (rule.scope === 'sentence') {
    const stands = (word: string) => sentence.some((other) => other.has(word))
    return rule.any.some(stands) && !rule.unless.some(stands)
  }
  const isThere = (word: string) =>
    within === null ? clause.hasOutside(word, start, end) : isNear(clause.text, word, start, end, within)
  return rule.any.some(isThere) && !rule.unless.some((word) => clause.hasOutside(word, start, end))
}

/** Wholly inside the window before or the window after; the phrase itself does not count. */
function isNear(text: string, word: string, start: number, end: number, within: number): boolean {
  return text.slice(Math.max(0, start - within), start).includes(word) || text.slice(end, end + within).includes(word)
}

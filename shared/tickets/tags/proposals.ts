import type { FormReason, FormSuggestion } from './form-suggestions'
import { higherSeverity, severityRank } from './levels'
import type { Severity } from './levels'
import type { Hit, Suggestions } from './lexicon/suggest-tags'
import type { RuleSuggestion } from './severity'

/** What speaks for a tag. Places in the text are not kept here: they move with every key, see `Suggestions.hits`. */
export type Evidence =
  | { readonly from: 'text'; readonly phrase: string; readonly verify: boolean; readonly note: string }
  | { readonly from: 'form'; readonly reason: FormReason }
  | { readonly from: 'rule'; readonly rule: RuleSuggestion['rule'] }

export interface RiskProposal {
  readonly group: 'risk'
  readonly code: string
  readonly level: Severity
  /** The caller says no: outlined, needn't be answered. */
  readonly isDenied: boolean
  readonly evidence: readonly Evidence[]
}

export interface EmotionProposal {
  readonly group: 'emotion'
  readonly code: string
  readonly level: number
  readonly isDenied: false
  readonly evidence: readonly Evidence[]
}

/** One tag that the text, the form or a rule brings up, at the highest level of the three. */
export type Proposal = RiskProposal | EmotionProposal

/** Brings all suggestions together, one per tag: risks first, the worst on top, what is denied behind them, then emotions. */
export function mergeProposals(
  text: Suggestions,
  form: readonly FormSuggestion[],
  rules: readonly RuleSuggestion[],
): Proposal[] {
  const risks = new Map<string, { level: Severity; evidence: Evidence[] }>()
  const add = (code: string, level: Severity, evidence: readonly Evidence[]) => {
    const known = risks.get(code)
    const all = [...(known?.evidence ?? []), ...evidence]
    risks.set(code, { level: higherSeverity(level, known?.level ?? null), evidence: all })
  }
  for (const [code, level] of Object.entries(text.risks)) add(code, level, textEvidence(text.hits, code, 'hit'))
  for (const { code, level, reason } of form) add(code, level, [{ from: 'form', reason }])
  for (const { code, level, rule } of rules) add(code, level, [{ from: 'rule', rule }])
  return [
    ...[...risks]
      .map(([code, { level, evidence }]) => riskProposal(code, level, false, withRule(evidence)))
      .sort(worstFirst),
    ...deniedProposals(text, risks).sort(worstFirst),
    ...emotionProposals(text),
  ]
}

function riskProposal(code: string, level: Severity, isDenied: boolean, evidence: readonly Evidence[]): RiskProposal {
  return { group: 'risk', code, level, isDenied, evidence }
}

function worstFirst(one: RiskProposal, other: RiskProposal): number {
  return severityRank(other.level) - severityRank(one.level)
}

/** Without words of its own a tag of the text can only come from despair (step 11 of the lexicon's algorithm). */
function withRule(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.length > 0 ? evidence : [{ from: 'rule', rule: 'DESPAIR' }]
}

/** A denied hit beside a weaker one that isn't denied stays visible: 我不想跳楼，就是想不开. */
function deniedProposals(text: Suggestions, risks: ReadonlyMap<string, { readonly level: Severity }>): RiskProposal[] {
  return Object.entries(text.denied)
    .filter(([code, level]) => severityRank(level) > severityRank(risks.get(code)?.level ?? null))
    .map(([code, level]) => riskProposal(code, level, true, textEvidence(text.hits, code, 'denied')))
}

function emotionProposals(text: Suggestions): EmotionProposal[] {
  return Object.entries(text.emotions)
    .map(([code, level]) => ({
      group: 'emotion' as const,
      code,
      level,
      isDenied: false as const,
      evidence: textEvidence(text.hits, code, 'hit'),
    }))
    .sort((one, other) => other.level - one.level)
}

/** The same phrase typed twice is one piece of evidence. */
function textEvidence(hits: readonly Hit[], code: string, state: 'hit' | 'denied'): Evidence[] {
  const byPhrase = new Map<string, Evidence>()
  for (const hit of hits) {
    if (hit.tag !== code || hit.state !== state || byPhrase.has(hit.phrase)) continue
    byPhrase.set(hit.phrase, { from: 'text', phrase: hit.phrase, verify: hit.verify, note: hit.note })
  }
  return [...byPhrase.values()]
}

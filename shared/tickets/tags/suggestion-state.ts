import { assertNever } from '../../lib/assert-never'
import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import { mostLowerings, type AnsweredSuggestion, type Draft, type DraftRisk } from '../draft'
import { withEmotion } from './emotions'
import { isAtLeast, severityRank } from './levels'
import type { Severity } from './levels'
import type { Proposal } from './proposals'
import type { TagData } from './tag-data'

/** The part of a draft that holds what the agent has decided about tags. Suggestions themselves are never stored. */
export type Tagging = Pick<Draft, 'risks' | 'lowerings' | 'noRisk' | 'emotions' | 'answeredSuggestions'>

/**
 * Where a proposal stands:
 *
 *   open ----> accepted    the tag is confirmed at this level or above (also when ticked by hand)
 *     \------> refused     "no" at this level or above; comes back only when the level rises beyond it
 *   denied --> accepted | refused      what the caller denies is outlined; it may be answered but needn't be
 */
export type SuggestionState =
  | { readonly status: 'open'; readonly proposal: Proposal }
  | { readonly status: 'denied'; readonly proposal: Proposal }
  | { readonly status: 'accepted'; readonly proposal: Proposal }
  | { readonly status: 'refused'; readonly proposal: Proposal; readonly reason: string | null }

export type TaggingEvent =
  | { readonly type: 'accepted'; readonly proposal: Proposal; readonly at: number }
  | { readonly type: 'refused'; readonly proposal: Proposal; readonly reason: string | null; readonly at: number }
  | { readonly type: 'ticked'; readonly code: string; readonly severity: Severity; readonly at: number }
  | {
      readonly type: 'lowered'
      readonly code: string
      /** Null takes the tag away. */
      readonly to: Severity | null
      /** The duty lead's word; needed from ORANGE on. */
      readonly approval: { readonly lead: string; readonly reason: string } | null
      readonly at: number
    }
  | { readonly type: 'no-risk-stated'; readonly isStated: boolean }

export type TaggingProblem =
  /** The words have gone or the answer was given already: a key pressed a moment too late. */
  | { readonly code: 'nothing-to-answer'; readonly tag: string }
  | { readonly code: 'reason-needed'; readonly tag: string }
  | { readonly code: 'reason-unknown'; readonly tag: string }
  | { readonly code: 'lead-needed'; readonly tag: string; readonly from: Severity }
  | { readonly code: 'not-lower'; readonly tag: string }
  | { readonly code: 'level-unknown'; readonly tag: string }
  | { readonly code: 'risk-confirmed'; readonly tag: string }
  | { readonly code: 'too-many-emotions'; readonly most: number }
  | { readonly code: 'too-many-lowerings'; readonly tag: string }

/** The reason written for a tag that was taken down, so that the same words don't bring it back. */
export const loweredReason = 'LOWERED'

export function suggestionStates(proposals: readonly Proposal[], tagging: Tagging): SuggestionState[] {
  return proposals.map((proposal) => suggestionState(proposal, tagging))
}

export function suggestionState(proposal: Proposal, tagging: Tagging): SuggestionState {
  if (isConfirmed(proposal, tagging)) return { status: 'accepted', proposal }
  const refusal = tagging.answeredSuggestions.find(
    (answer) =>
      answer.answer === 'refused' && answer.code === proposal.code && !isStronger(proposal.level, answer.level),
  )
  if (refusal !== undefined) return { status: 'refused', proposal, reason: refusal.reason }
  return { status: proposal.isDenied ? 'denied' : 'open', proposal }
}

/**
 * What the keys for yes and no answer: open before denied, risks before feelings, the worst first. The same place in the
 * list is marked on the screen.
 */
export function nextToAnswer(states: readonly SuggestionState[]): Proposal | null {
  const order = (['open', 'denied'] as const).flatMap((status) =>
    (['risk', 'emotion'] as const).map((group) => states.find((state) => state.status === status && state.proposal.group === group)),
  )
  return order.find((state) => state !== undefined)?.proposal ?? null
}

/** The one transition. A draft's other parts are untouched; nothing changes on an error. */
export function nextTagging(tagging: Tagging, event: TaggingEvent, data: TagData): Result<Tagging, TaggingProblem> {
  switch (event.type) {
    case 'accepted':
      return accept(tagging, event.proposal, event.at, data)
    case 'refused':
      return refuse(tagging, event.proposal, event.reason, event.at, data)
    case 'ticked':
      return tick(tagging, event, data)
    case 'lowered':
      return lower(tagging, event)
    case 'no-risk-stated': {
      const [risk] = tagging.risks
      if (event.isStated && risk !== undefined) return err({ code: 'risk-confirmed', tag: risk.code })
      return ok({ ...tagging, noRisk: event.isStated })
    }
    default:
      return assertNever(event)
  }
}

function accept(tagging: Tagging, proposal: Proposal, at: number, data: TagData): Result<Tagging, TaggingProblem> {
  const { code, level, group } = proposal
  if (!canAnswer(proposal, tagging)) return err({ code: 'nothing-to-answer', tag: code })
  const answered = answer(tagging, { code, level, answer: 'accepted', reason: null, at })
  if (group === 'risk')
    return ok(confirmRisk(answered, { code, severity: proposal.level, confirmedAt: at, source: 'suggestion' }))
  const start = withEmotion(tagging.emotions.start, { code, level: proposal.level }, data)
  return start.ok ? ok({ ...answered, emotions: { ...tagging.emotions, start: start.value } }) : start
}

function refuse(
  tagging: Tagging,
  proposal: Proposal,
  reason: string | null,
  at: number,
  data: TagData,
): Result<Tagging, TaggingProblem> {
  const { code, level } = proposal
  if (!canAnswer(proposal, tagging)) return err({ code: 'nothing-to-answer', tag: code })
  if (reason === null && level === 'RED') return err({ code: 'reason-needed', tag: code })
  if (reason !== null && !data.redNoReasons.some((known) => known.code === reason))
    return err({ code: 'reason-unknown', tag: code })
  return ok(answer(tagging, { code, level, answer: 'refused', reason, at }))
}

function tick(
  tagging: Tagging,
  { code, severity, at }: Extract<TaggingEvent, { type: 'ticked' }>,
  data: TagData,
): Result<Tagging, TaggingProblem> {
  const known = data.risks.find((risk) => risk.code === code)
  if (known?.criteria.some((criterion) => criterion.level === severity) !== true)
    return err({ code: 'level-unknown', tag: code })
  const current = tagging.risks.find((risk) => risk.code === code)
  if (current !== undefined && isAtLeast(current.severity, severity)) {
    return current.severity === severity
      ? ok(tagging)
      : lower(tagging, { type: 'lowered', code, to: severity, approval: null, at })
  }
  return ok(confirmRisk(tagging, { code, severity, confirmedAt: at, source: 'agent' }))
}

function lower(tagging: Tagging, event: Extract<TaggingEvent, { type: 'lowered' }>): Result<Tagging, TaggingProblem> {
  const { code, to, approval, at } = event
  const current = tagging.risks.find((risk) => risk.code === code)
  if (current === undefined || severityRank(to) >= severityRank(current.severity))
    return err({ code: 'not-lower', tag: code })
  const { severity: from, confirmedAt, source } = current
  const lead = approval?.lead.trim() || null
  const reason = approval?.reason.trim() || null
  if (isAtLeast(from, 'ORANGE') && lead === null) return err({ code: 'lead-needed', tag: code, from })
  if (isAtLeast(from, 'ORANGE') && reason === null) return err({ code: 'reason-needed', tag: code })
  if (tagging.lowerings.length >= mostLowerings) return err({ code: 'too-many-lowerings', tag: code })
  const others = tagging.risks.filter((risk) => risk.code !== code)
  return ok({
    ...answer(tagging, { code, level: from, answer: 'refused', reason: loweredReason, at }),
    risks: to === null ? others : [...others, { ...current, severity: to }],
    lowerings: [...tagging.lowerings, { code, from, to, lead, reason, loweredAt: at, confirmedAt, source }],
  })
}

function canAnswer(proposal: Proposal, tagging: Tagging): boolean {
  const { status } = suggestionState(proposal, tagging)
  return status === 'open' || status === 'denied'
}

function confirmRisk(tagging: Tagging, risk: DraftRisk): Tagging {
  return { ...tagging, noRisk: false, risks: [...tagging.risks.filter((known) => known.code !== risk.code), risk] }
}

/**
 * Keeps one acceptance and one refusal per tag, the strongest, so that the list never grows with the typing and the "no" to
 * RED stands with its reason when a lower level of the tag is answered later.
 */
function answer(tagging: Tagging, next: AnsweredSuggestion): Tagging {
  const isWeaker = tagging.answeredSuggestions.some(
    (known) => known.code === next.code && known.answer === next.answer && isStronger(known.level, next.level),
  )
  if (isWeaker) return tagging
  const others = tagging.answeredSuggestions.filter((known) => known.code !== next.code || known.answer !== next.answer)
  return { ...tagging, answeredSuggestions: [...others, next] }
}

function isConfirmed(proposal: Proposal, { risks, emotions }: Tagging): boolean {
  if (proposal.group === 'risk') {
    return risks.some((risk) => risk.code === proposal.code && isAtLeast(risk.severity, proposal.level))
  }
  const recorded = [...(emotions.start ?? []), ...(emotions.end ?? [])]
  return recorded.some((emotion) => emotion.code === proposal.code && emotion.level >= proposal.level)
}

function isStronger(level: Severity | number, than: Severity | number): boolean {
  return strength(level) > strength(than)
}

function strength(level: Severity | number): number {
  return typeof level === 'number' ? level : severityRank(level)
}

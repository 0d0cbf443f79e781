import type { EpochMs } from '../../../shared/lib/clock'
import { epochMs } from '../../../shared/lib/clock'
import { barToAnswering, barToNoContent, type ClosingBar } from '../../../shared/tickets/closing-bar'
import type { Draft } from '../../../shared/tickets/draft'
import { startOfOrder } from '../../../shared/tickets/deadlines/order-clock'
import { previewDeadlines, type DeadlinePreview } from '../../../shared/tickets/deadlines/preview'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { DeadlineData } from '../../../shared/tickets/deadlines/shipped'
import { complainedOfKey } from '../../../shared/tickets/dispatch/complained'
import type { DispatchData } from '../../../shared/tickets/dispatch/dispatch-rules'
import type { LegalProcedure, Proposal } from '../../../shared/tickets/dispatch/proposal'
import { proposeUnit } from '../../../shared/tickets/dispatch/propose-unit'
import { unitKey } from '../../../shared/tickets/dispatch/unit-key'
import { workPlaceOf } from '../../../shared/tickets/dispatch/work-place'
import type { DispatchProposal } from '../../../shared/tickets/submit-draft'
import { compulsoryActions, levelReachedAt, type ActionItem } from '../../../shared/tickets/tags/actions'
import { formFacts, type FormFacts } from '../../../shared/tickets/tags/form-suggestions'
import type { CompiledLexicon } from '../../../shared/tickets/tags/lexicon/compile-lexicon'
import { suggestTags, type Suggestions } from '../../../shared/tickets/tags/lexicon/suggest-tags'
import { recordedEmotions, reviewTags, type TagReview } from '../../../shared/tickets/tags/review-tags'
import type { TagData } from '../../../shared/tickets/tags/tag-data'
import { REQUEST_TYPES, type RequestTypeCode } from '../../../shared/tickets/taxonomy'
import { asksLittle } from './lacking'

/** The lists the model is made from. */
export interface StageData {
  readonly tags: TagData
  readonly lexicon: CompiledLexicon
  readonly dispatch: DispatchData
  readonly deadlines: DeadlineData
}

/** What the history says beside the draft. */
export interface StageHistory {
  readonly earlierCalls: number
  readonly unsatisfiedCallBacks: number
  readonly openOrder: { readonly number: string; readonly sameCaller: boolean } | null
}

/** Everything that follows from a draft: colour, suggestions, compulsory actions, unit, limits. Nothing of it is stored. */
export interface StageModel {
  readonly words: Suggestions
  readonly facts: FormFacts
  readonly review: TagReview
  readonly actions: readonly ActionItem[]
  /** What forbids the agent to end the call on the line. */
  readonly bars: { readonly answering: ClosingBar | null; readonly noContent: ClosingBar | null }
  readonly proposal: Proposal
  /** Null while there is no type. */
  readonly deadlines: DeadlinePreview | null
}

/** What the agent has typed that may hint at feelings and risks. */
export function textOf(draft: Draft): string {
  const { description = '', demand = '', note = '' } = draft.values
  return [description, demand, note].filter((part) => part !== '').join('\n')
}

/** Cheap enough for every pause in typing: see the bench of suggestions at 2,000 characters. */
export function stageModel(draft: Draft, history: StageHistory, data: StageData, now: EpochMs): StageModel {
  const words = suggestTags(textOf(draft), data.lexicon)
  const facts = formFacts(draft.values, {
    earlierCalls: history.earlierCalls,
    unsatisfiedCallBacks: history.unsatisfiedCallBacks,
    day: localDateOf(epochMs(draft.call.startedAt)),
  })
  const review = reviewTags(words, facts, draft, data.tags)
  const { grading } = review
  const actions = compulsoryActions(
    {
      grading,
      risks: draft.risks,
      since: levelReachedAt(draft.risks, recordedEmotions(draft), data.tags),
      isConfidential: draft.values.confidential === true,
      done: draft.actionsDone,
    },
    data.tags,
  )
  const type = requestTypeOf(draft)
  const closing = { risks: draft.risks, emotions: recordedEmotions(draft) }
  const rules = { tags: data.tags, dispatch: data.dispatch.rules }
  const bars = { answering: barToAnswering(closing, rules), noContent: barToNoContent(closing, rules) }
  return {
    words,
    facts,
    review,
    actions,
    bars,
    proposal: proposeUnit(proposalInput(draft, { review, bars, type }, history, data), data.dispatch),
    deadlines: type === null ? null : previewDeadlines(
      { type, level: grading.actionLevel, complexity: 'GENERAL', startsAt: startOfOrder({ callStartedAt: epochMs(draft.call.startedAt), handedInAt: now }), dispatchedAt: now, duty: data.deadlines.limits.unitDuty, phoned: false },
      data.deadlines,
    ),
  }
}

export function requestTypeOf(draft: Draft): RequestTypeCode | null {
  return REQUEST_TYPES.find((code) => code === draft.values.request_type) ?? null
}

/** What the order says of the proposal when it is submitted; the desk reckons again. */
export function proposalForSubmit({ proposal, deadlines }: StageModel): DispatchProposal {
  const isDispatch = proposal.kind === 'dispatch'
  return {
    leadUnit: isDispatch && proposal.lead !== null ? unitKey(proposal.lead.unit) : null,
    cooperatingUnits: isDispatch ? proposal.cooperating.map(({ unit }) => unitKey(unit)).slice(0, 20) : [],
    district: isDispatch ? (proposal.lead?.unit.district ?? null) : null,
    handleDueAt: deadlines?.handling?.dueAt ?? null,
  }
}

const procedureCodes: Readonly<Record<string, LegalProcedure>> = { arbitration: 'arbitration', lawsuit: 'court', court: 'court', petition: 'petition' }

function proposalInput(draft: Draft, { review, bars, type }: Pick<StageModel, 'review' | 'bars'> & { readonly type: RequestTypeCode | null }, history: StageHistory, data: StageData) {
  const { values } = draft
  const complained = complainedOfKey(values.complained, data.dispatch)
  const isSet = (text: string | undefined) => text !== undefined && text.trim() !== ''
  return {
    type,
    category: values.category ?? null,
    place: workPlaceOf(values, data.dispatch.places),
    risks: draft.risks,
    level: review.grading.actionLevel,
    redKind: review.grading.redKind,
    confidential: values.confidential === true,
    anonymous: values.anonymous === true || draft.caller.kind === 'anonymous',
    hasCallbackNumber: isSet(values.callback_number) || draft.call.historyKey !== null,
    hasEvidence: values.evidence === undefined ? null : values.evidence.some((item) => item !== 'none'),
    workers: values.workers_count ?? null,
    hasMainContractor: isSet(values.contractor_main),
    hasSubContractor: isSet(values.contractor_sub),
    complained: complained === null ? [] : [complained],
    procedures: (values.procedures ?? []).flatMap((code) => procedureCodes[code] ?? []),
    // A unit is proposed for an inquiry too, should it be dispatched; that it has to be is said beside it.
    answeredOnLine: asksLittle(draft) && bars.answering !== null,
    openOrder: history.openOrder,
  }
}

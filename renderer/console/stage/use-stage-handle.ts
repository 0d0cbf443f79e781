import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnownPerson } from '../../../shared/callers/person'
import type { Draft } from '../../../shared/tickets/draft'
import { fieldsOfPaths } from '../../../shared/tickets/fields/field-of-path'
import type { NoContentKind } from '../../../shared/tickets/ticket-event'
import type { Decision } from '../app/draft-actions'
import { misfitWords, notSavedWords } from '../app/misfit-words'
import { rememberCategory } from '../app/remember-category'
import { useServices } from '../app/services'
import { showToast } from '../app/view-store'
import type { CaptureHandle } from '../features/capture/capture-form'
import { pendingValues } from '../features/capture/pending-words'
import { isRedOrHintedAt, type TagReview } from '../../../shared/tickets/tags/review-tags'
import { toldNumber } from '../app/told-number'
import { blockingTag, type Way } from './blocking-tag'
import { entriesFor, withAnswer } from './entries-for'
import { proposalForSubmit, stageModel, textOf, type StageModel } from './stage-model'
import { mostWarnings, nextWarning, type Warning } from '../../../shared/tickets/warnings'
import { turnScript } from './use-script'
import { historyOf } from './use-stage-model'

export interface StageWays {
  submit(): void
  answerDirectly(): void
  keepForLater(): void
  passOn(to: string): void
  closeWithoutContent(kind: NoContentKind): void
}

/** Registers what the commands may ask of the stage, and gives the footer the same ways out. */
export function useStageHandle(draft: Draft, model: StageModel, people: readonly KnownPerson[], form: RefObject<CaptureHandle | null>, mergeFirst: () => void, titleOf: (draft: Draft) => string | null): StageWays {
  const { t } = useTranslation()
  const { seat, drafts, stage, view, catalogue, outbox, keeper, lingxi, settings, clock, cache } = useServices()
  const latest = useRef({ draft, model, people, mergeFirst, titleOf })
  latest.current = { draft, model, people, mergeFirst, titleOf }

  const leave = async (decision: Decision, handedIn: Draft, review: TagReview) => {
    const looking = handedIn.mergeInto === null ? null : cache.ticket(handedIn.mergeInto).catch(() => null)
    // Before anything is waited for: from here on nothing more may be typed.
    const result = await drafts.submit(draft.id, decision, (number) => {
      const isOffline = outbox.counts().waiting > 0
      showToast(view, 'plain', isOffline ? 'seat.submittedOffline' : 'seat.submitted', { number })
    })
    const merged = await looking
    if (!result.ok) {
      const { code, misfits = [] } = result.error
      const [field] = fieldsOfPaths(misfits)
      if (field !== undefined) form.current?.focusField(field)
      return showToast(view, 'warn', `seat.refused.${code}`, code === 'malformed' ? { fields: misfitWords(misfits, t) } : {})
    }
    const { category } = latest.current.draft.values
    if (category !== undefined) rememberCategory(lingxi, settings, category)
    if (decision.kind !== 'closed-without-content') view.setState({ told: toldNumber(handedIn, result.value.number, isRedOrHintedAt(review), merged?.ticket ?? null) })
  }

  /** Fields hold back half-typed words; hand them over, and look at what follows from them before anything is decided. */
  const decide = (way: Way, decisionOf: (model: StageModel) => Decision) => {
    form.current?.flush()
    const kept = keeper.get(draft.id)
    if (kept === null || kept.isHandedIn) return
    const now = kept.draft
    const { people: known, titleOf: nameFor } = latest.current
    const proposed = nameFor(now)
    if (proposed !== null && !now.values.title) drafts.change(draft.id, (typed) => ({ ...typed, values: { ...typed.values, title: proposed } }))
    // The screen may not have followed the last words yet: what they mean for risks and unit is reckoned from the draft itself.
    const followed = stageModel(now, historyOf(now, known), catalogue, clock.now())
    const blocking = blockingTag(now, followed, way)
    if (blocking !== null) return showToast(view, 'warn', `seat.refused.${blocking.code}`, pendingValues(blocking, catalogue.risk, t))
    void leave(decisionOf(followed), now, followed.review)
  }

  const ways: StageWays = {
    submit: () => decide('sent-for-dispatch', (followed) => ({ kind: 'sent-for-dispatch', proposal: proposalForSubmit(followed) })),
    answerDirectly: () => decide('answered-directly', () => ({ kind: 'answered-directly' })),
    keepForLater: () => {
      if (keeper.get(draft.id)?.isHandedIn === true) return
      form.current?.flush()
      void drafts.keepForLater(draft.id).then((isKept) => {
        const kept = keeper.get(draft.id)
        if (isKept) return showToast(view, 'plain', 'seat.keptForLater')
        const { key, values } = kept === null ? { key: 'seat.refused.draft-gone', values: {} } : notSavedWords(kept, t)
        showToast(view, 'warn', key, values)
      })
    },
    passOn: (to) => decide('passed-on', () => ({ kind: 'passed-on', to })),
    closeWithoutContent: (content) => decide('closed-without-content', () => ({ kind: 'closed-without-content', content })),
  }

  /** Whoever may be in danger is not warned off. */
  const warn = (kind: Warning['kind']) => {
    form.current?.flush()
    const now = keeper.get(draft.id)?.draft
    if (now === undefined) return
    const followed = stageModel(now, historyOf(now, latest.current.people), catalogue, clock.now())
    if (isRedOrHintedAt(followed.review)) return showToast(view, 'warn', 'seat.warning.danger')
    const next = nextWarning(now.warnings, kind)
    drafts.change(draft.id, (same) => ({ ...same, warnings: [...same.warnings, { kind, at: clock.now() }].slice(0, mostWarnings) }))
    if (next === 'say') return showToast(view, 'plain', 'seat.warning.given', { count: now.warnings.length + 1 })
    // Whoever else may be in hand, somebody who is asked about it or another caller, is not meant.
    void seat.hangUpCaller(now)
    ways.closeWithoutContent('nuisance')
  }

  useEffect(() => {
    stage.current = {
      ...ways,
      merge: () => latest.current.mergeFirst(),
      focus: (part) => form.current?.focus(part),
      press: (part) => form.current?.press(part),
      nextAction: () => form.current?.nextAction(),
      answerSuggestion: (answer) => form.current?.answerSuggestion(answer),
      insertAnswer: () => {
        const { draft: shown } = latest.current
        const entry = entriesFor(textOf(shown), shown.values.category ?? null, catalogue).find(({ id }) => !shown.knowledgeUsed.includes(id))
        if (entry === undefined) return
        form.current?.flush()
        drafts.change(draft.id, (now) => withAnswer(now, entry.id, catalogue.knowledge, t('knowledge.sources')))
      },
      warn,
      nextScript: () => turnScript(latest.current.draft, latest.current.model, catalogue.tags),
    }
    return () => {
      stage.current = null
    }
    // The handle reads what is current through refs; it is bound anew only when another draft comes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.id])
  return ways
}

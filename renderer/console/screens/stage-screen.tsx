import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { findCategory } from '../../../shared/tickets/taxonomy'
import { formatClock } from '../../ui/format-time'
import { SeverityBadge } from '../../ui/severity-badge'
import { useServices } from '../app/services'
import { useSlice } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import type { KeptDraft } from '../seat/draft-keeper'
import { proposalForSubmit } from '../stage/stage-model'
import { turnScript } from '../stage/use-script'
import { useStageModel } from '../stage/use-stage-model'
import { CallerColumn } from './caller-column'
import classes from './stage-screen.module.css'
import shell from '../app/app-shell.module.css'
import { usePeople } from './use-people'

export function StageContext({ kept }: { readonly kept: KeptDraft }) {
  const { t } = useTranslation()
  const { draft, savedAt, problem, isDirty } = kept
  const { people } = usePeople(draft)
  const { review } = useStageModel(draft, people)
  const { severity } = review.grading
  return (
    <>
      <b>{t('seat.draft.title')}</b>
      <span>{draft.number}</span>
      <span className={shell.muted} data-testid="saved" data-revision={isDirty ? '' : draft.revision} data-draft={draft.id}>
        {problem !== null ? t('seat.draft.notSaved') : isDirty || savedAt === null ? t('seat.draft.saving') : t('seat.draft.saved', { at: formatClock(savedAt) })}
      </span>
      <span className={shell.end}>{severity !== null && <SeverityBadge severity={severity} look="solid" label={t(`callerCard.severity.${severity}`)} />}</span>
    </>
  )
}

export function StageScreen({ kept }: { readonly kept: KeptDraft }) {
  const { t } = useTranslation()
  const services = useServices()
  const { seat, drafts, catalogue, stage, view, clock } = services
  const { draft } = kept
  const { people } = usePeople(draft)
  const model = useStageModel(draft, people)
  const { agent } = useSlice(seat.store, (state) => ({ agent: state.agent }))
  const isOwnCall = 'callId' in agent && agent.callId === draft.call.callId
  useEffect(() => {
    const submit = async (kind: 'answered-directly' | 'sent-for-dispatch') => {
      const result = await drafts.submit(draft.id, kind === 'answered-directly' ? { kind } : { kind, proposal: proposalForSubmit(model) })
      if (result.ok) showToast(view, 'plain', 'seat.submitted', { number: result.value.number })
      else showToast(view, 'warn', `seat.problem.${result.error.code}`)
    }
    stage.current = {
      merge: () => undefined,
      focus: (part) => document.getElementById(`field-${part}`)?.focus(),
      nextAction: () => {
        const next = model.actions.find((action) => action.doneAt === null && !action.isOptional)
        if (next) drafts.change(draft.id, (now) => ({ ...now, actionsDone: { ...now.actionsDone, [next.code]: clock.now() } }))
      },
      answerSuggestion: () => undefined,
      insertAnswer: () => undefined,
      nextScript: () => turnScript(draft, model, catalogue.tags),
      submit: () => void submit('sent-for-dispatch'),
      answerDirectly: () => void submit('answered-directly'),
      keepForLater: () => void drafts.keepForLater(draft.id),
    }
    return () => {
      stage.current = null
    }
  }, [draft, model, drafts, view, stage, catalogue, clock])
  const set = (values: Partial<typeof draft.values>) => drafts.change(draft.id, (now) => ({ ...now, values: { ...now.values, ...values } }))
  return (
    <div className={classes.stage}>
      <CallerColumn draft={draft} isOwnCall={isOwnCall} />
      <main className={classes.form}>
        <label>{t('commands.request-type')}<input id="field-request-type" value={draft.values.request_type ?? ''} onChange={(event) => set({ request_type: event.currentTarget.value })} /></label>
        <label>{t('commands.category')}<input id="field-category" value={draft.values.category ?? ''} onChange={(event) => set({ category: event.currentTarget.value, ...(findCategory(event.currentTarget.value, catalogue.taxonomy) ? { request_type: findCategory(event.currentTarget.value, catalogue.taxonomy)!.category.usualType } : {}) })} /></label>
        <label>{t('commands.description')}<textarea id="field-description" value={draft.values.description ?? ''} onChange={(event) => set({ description: event.currentTarget.value })} /></label>
      </main>
    </div>
  )
}

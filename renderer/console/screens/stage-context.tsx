import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../shared/tickets/draft'
import { formatClock } from '../../ui/format-time'
import { SeverityBadge } from '../../ui/severity-badge'
import shell from '../app/app-shell.module.css'
import { notSavedWords } from '../app/misfit-words'
import { useServices } from '../app/services'
import { useKeptDraft } from '../app/shell-hooks'
import { writtenByAnother } from '../app/written-by'
import { useStageModel } from '../stage/use-stage-model'
import { AnotherOrder } from './another-order'
import { usePeople } from './use-people'

/** The line above the form: number, what is durable, colour. */
export function StageContext({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const services = useServices()
  const { catalogue, line, isPractice } = services
  const writtenBy = writtenByAnother(draft.author, services)
  const { people } = usePeople(draft)
  const { grading } = useStageModel(draft, people).review
  const top = grading.severity === null ? undefined : draft.risks.find((risk) => risk.severity === grading.severity)
  return (
    <>
      <b>{t('seat.draft.title')}</b>
      <span data-testid="draft-number">{draft.number}</span>
      <SavedMark draftId={draft.id} />
      {writtenBy !== null && <span className={shell.muted}>{t('outbox.writtenBy', { author: writtenBy })}</span>}
      <span className={shell.end}>
        <AnotherOrder callId={draft.call.callId} />
        {isPractice && draft.call.endedAt === null && draft.call.manual === undefined && (
          <button type="button" className={shell.quiet} onClick={() => void line.practice.execute({ kind: 'stop' })}>{t('seat.action.callerHangUp')}</button>
        )}
        {grading.severity !== null && (
          <SeverityBadge severity={grading.severity} look="solid" label={[t(`callerCard.severity.${grading.severity}`), top === undefined ? null : catalogue.risk(top.code)].filter(Boolean).join(' · ')} />
        )}
        {top !== undefined && <span className={shell.muted}>{t('tags.confirmedAt', { time: formatClock(top.confirmedAt).slice(0, 5) })}</span>}
      </span>
    </>
  )
}

/** What is durable. It never claims to be saved before it is, and turns with the first key: drawn alone, so that the form is not. */
function SavedMark({ draftId }: { readonly draftId: string }) {
  const { t } = useTranslation()
  const kept = useKeptDraft(draftId)
  if (kept === null) return null
  const { draft, savedAt, problem, isDirty, isHandedIn } = kept
  const isSaved = problem === null && !isDirty && savedAt !== null
  const { key, values } = notSavedWords(kept, t)
  return (
    <span className={shell.muted} role="status" data-testid="saved" data-saved={isSaved} data-revision={draft.revision} data-draft={draft.id}>
      {isHandedIn ? t('seat.draft.handedIn') : problem !== null ? t(key, values) : isSaved ? t('seat.draft.saved', { at: formatClock(savedAt) }) : t('seat.draft.saving')}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import { formatClock } from '../../ui/format-time'
import { SeverityBadge } from '../../ui/severity-badge'
import shell from '../app/app-shell.module.css'
import { useServices } from '../app/services'
import type { KeptDraft } from '../seat/draft-keeper'
import { useStageModel } from '../stage/use-stage-model'
import { usePeople } from './use-people'

/** The line above the form: number, what is durable, colour. It never claims to be saved before it is. */
export function StageContext({ kept }: { readonly kept: KeptDraft }) {
  const { t } = useTranslation()
  const { catalogue, line, isPractice } = useServices()
  const { draft, savedAt, problem, isDirty } = kept
  const { people } = usePeople(draft)
  const { grading } = useStageModel(draft, people).review
  const top = grading.severity === null ? undefined : draft.risks.find((risk) => risk.severity === grading.severity)
  const isSaved = problem === null && !isDirty && savedAt !== null
  return (
    <>
      <b>{t('seat.draft.title')}</b>
      <span data-testid="draft-number">{draft.number}</span>
      <span className={shell.muted} role="status" data-testid="saved" data-saved={isSaved} data-revision={draft.revision} data-draft={draft.id}>
        {problem !== null ? t('seat.draft.notSaved') : isSaved ? t('seat.draft.saved', { at: formatClock(savedAt) }) : t('seat.draft.saving')}
      </span>
      <span className={shell.end}>
        {isPractice && draft.call.endedAt === null && (
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

import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Candidate, CandidateReason } from '../../../../shared/callers/candidates'
import { Kbd } from '../../../ui/kbd'
import classes from './ring-stage.module.css'

/** One person who may be calling, and why; no matter, no employer: that waits until the agent has asked. */
export function CandidateLine(props: { readonly candidate: Candidate; readonly keys: string | null; readonly picked: boolean; onPick(): void }) {
  const { t } = useTranslation()
  const { reasons, name } = props.candidate
  const open = reasons.find((reason) => reason.code === 'last-open-order')
  const age = reasons.find((reason) => reason.code === 'days-ago')
  return (
    <button type="button" className={classes.candidate} aria-pressed={props.picked} onClick={() => props.onPick()} data-candidate={props.candidate.personId}>
      <span>{props.keys !== null && <Kbd keys={props.keys} tone="on-ink" />}</span>
      <span className={classes.name}>
        {name ?? t('ringStage.nameUnknown')}
        {open !== undefined && <span className={classes.tag}>{t('ringStage.openOrders', { count: open.open })}</span>}
      </span>
      <span className={classes.when}>{age !== undefined && (age.days === 0 ? t('ringStage.today') : t('ringStage.daysAgo', { count: age.days }))}</span>
      <span className={classes.reasons}>{reasons.flatMap((reason) => reasonWords(t, reason) ?? []).join(' · ')}</span>
    </button>
  )
}

function reasonWords(t: TFunction, reason: CandidateReason): string | null {
  if (reason.code === 'days-ago' || reason.code === 'last-open-order') return null
  if (reason.code === 'share-of-calls' && reason.of < 2) return null
  return t(`ringStage.reason.${reason.code}`, { ...reason })
}

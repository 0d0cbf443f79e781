import { useTranslation } from 'react-i18next'
import type { UntakenAlarm } from '../../../../shared/floor/untaken-alarm'
import { formatMinute } from '../../../ui/format-time'
import { Key } from './red-card'
import classes from './lead-help.module.css'

export interface AlarmCardProps {
  readonly alarm: UntakenAlarm
  /** In words: the queue by its name. Empty: nobody may read it. */
  readonly about: string
  readonly isBusy: boolean
  take(): void
}

/** An alarm of the walls that nobody has taken there for too long. */
export function AlarmCardView({ alarm: { rule, toldAt }, about, isBusy, take }: AlarmCardProps) {
  const { t } = useTranslation()
  const words = t(`alarms.rule.${rule}`)
  const shown = about === '' && rule === 'red-opened' ? t('wall.secretOrder') : about
  return (
    <article className={classes.alarm} data-testid="alarm-card" data-alarm={rule} aria-label={t('alarms.card.title')}>
      <header role="status"><h2>{t('alarms.card.title')}</h2><b>{t('alarms.card.since', { time: formatMinute(toldAt) })}</b></header>
      <p className={classes.who}>{shown === '' ? words : t('alarms.card.about', { rule: words, about: shown })}</p>
      <div className={classes.keys}>
        <span className={classes.note}>{t('alarms.card.untaken')}</span>
        <Key label={t('alarms.acknowledge')} isOff={isBusy} perform={take} />
      </div>
    </article>
  )
}

import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { UntakenAlarm } from '../../../../shared/floor/untaken-alarm'
import { formatMinute } from '../../../ui/format-time'
import { Key } from './red-card'
import classes from './lead-help.module.css'

export interface AlarmCardProps {
  readonly alarm: UntakenAlarm
  /** In words: the queue by its name. Empty: nobody may read it. */
  readonly about: string
  /** Printed on the one that the key means. */
  readonly keys: string | null
  readonly isBusy: boolean
  take(): void
}

/** An alarm of the walls that nobody has taken there for too long. */
export function AlarmCardView({ alarm: { rule, toldAt, passedOn }, about, keys, isBusy, take }: AlarmCardProps) {
  const { t } = useTranslation()
  const words = t(`alarms.rule.${rule}`)
  const shown = about === '' && rule === 'red-opened' ? t('wall.secretOrder') : about
  return (
    <article className={classes.alarm} data-testid="alarm-card" data-alarm={rule} aria-label={t('alarms.card.title')}>
      <header role="status"><h2>{t('alarms.card.title')}</h2><b>{t('alarms.card.since', { time: formatMinute(passedOn?.at ?? toldAt ?? 0) })}</b></header>
      <p className={classes.who}>{shown === '' ? words : t('alarms.card.about', { rule: words, about: shown })}</p>
      {passedOn !== null && <p className={classes.told}>{toldBefore(toldAt, passedOn.told, t)}</p>}
      <div className={classes.keys}>
        <span className={classes.note}>{passedOn === null ? t('alarms.card.untaken') : t('alarms.card.passedOn')}</span>
        <Key label={t('alarms.acknowledge')} keys={keys} command="take-alarm" isOff={isBusy} perform={take} />
      </div>
    </article>
  )
}

/** Who was told before the supervisors. */
function toldBefore(toldAt: number | null, told: NonNullable<UntakenAlarm['passedOn']>['told'], t: TFunction): string {
  if (toldAt === null || told.length === 0) return t('alarms.card.noLead')
  return t('alarms.card.toldBefore', { time: formatMinute(toldAt), names: told.map(({ seat, name }) => `${seat} ${name}`).join(t('app.list.items')) })
}

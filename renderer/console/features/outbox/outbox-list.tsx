import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../../shared/outbox/delivery'
import { formatMinute } from '../../../ui/format-time'
import classes from './outbox-list.module.css'
import { refusalWords } from './refusal'

export interface OutboxLine {
  readonly id: string
  readonly number: string
  /** Null for a secret caller and where no name was told. */
  readonly name: string | null
  readonly matter: string
  readonly at: number
  readonly delivery: Delivery
  readonly records: number
}

export interface OutboxListProps {
  readonly title: string
  readonly lines: readonly OutboxLine[]
  retryNow(): void
  repair(id: string): void
  close(): void
}

/** Orders on their way to the desk, oldest first, each with what it waits for. */
export function OutboxList({ title, lines, retryNow, repair, close }: OutboxListProps) {
  const { t } = useTranslation()
  return (
    <aside className={classes.column} aria-label={title} data-testid="outbox">
      <div className={classes.head}>
        <h2>{title} {lines.length}</h2>
        <button type="button" onClick={close}>{t('app.common.close')}</button>
      </div>
      <p className={classes.note}>{t(lines.length === 0 ? 'outbox.empty' : 'outbox.note')}</p>
      <ol className={classes.lines}>
        {lines.map((line, index) => (
          <li key={line.id} className={classes.line}>
            <span className={classes.index}>{line.delivery.state === 'refused' ? '!' : index + 1}</span>
            <div>
              <b>{[line.name, line.matter].filter(Boolean).join(' · ') || t('outbox.order')}</b>
              <div className={classes.sub}>{line.number} · {formatMinute(line.at)} · {t('outbox.records', { count: line.records })}</div>
              <div className={classes.sub} data-state={line.delivery.state}>{deliveryWords(line.delivery, t)}</div>
              {line.delivery.state === 'refused' && <button type="button" className={classes.repair} onClick={() => repair(line.id)}>{t('outbox.repair')}</button>}
            </div>
          </li>
        ))}
      </ol>
      {lines.length > 0 && <div className={classes.foot}><button type="button" className={classes.repair} onClick={retryNow}>{t('outbox.tryNow')}</button></div>}
    </aside>
  )
}

function deliveryWords(delivery: Delivery, t: TFunction): string {
  switch (delivery.state) {
    case 'refused':
      return refusalWords(delivery.refusal, t)
    case 'sending':
      return t('outbox.sending')
    case 'waiting':
      return delivery.lastFailure === null ? t('outbox.waiting') : t(`outbox.failure.${delivery.lastFailure}`)
    case 'accepted':
      return t('outbox.accepted')
  }
}

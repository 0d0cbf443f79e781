import { useTranslation } from 'react-i18next'
import type { CallerCard } from '../../../../shared/callers/caller-card'
import { formatDay } from '../../../ui/format-time'
import { SeverityShape } from '../../../ui/severity-badge'
import classes from './ring-stage.module.css'

/** The words for codes; comes from the catalogue. */
export interface KnownWords {
  category(code: string): string
}

/** What to know before the first word, when one person fits: marks, promises, open orders, then the past. For the agent's eyes only. */
export function KnownBefore({ card, marks, words }: { readonly card: CallerCard; readonly marks: readonly string[]; readonly words: KnownWords }) {
  const { t } = useTranslation()
  if (card.openOrders.length + card.timeline.length + card.promises.length + marks.length === 0) return null
  return (
    <section className={classes.block} aria-label={t('ringStage.knownBefore')} data-testid="known-before">
      <div className={classes.head}><h2>{t('ringStage.knownBefore')}</h2><span>{t('ringStage.orders', { count: card.orders })}</span></div>
      {marks.length > 0 && <p className={classes.marks}>{marks.map((mark) => <span key={mark} className={classes.tag} data-look="warn">{mark}</span>)}</p>}
      {card.promises.slice(0, 3).map((promise) => (
        <p key={promise.orderNo + promise.text} className={classes.promise}>{t('callerCard.promise', { text: promise.text, day: promise.dueAt === undefined ? '' : formatDay(promise.dueAt) })}</p>
      ))}
      <ul className={classes.before}>
        {card.openOrders.map(({ order, isOverdue }) => (
          <li key={order.id} data-history={order.id}>
            <span data-severity={order.severity}><SeverityShape severity={order.severity ?? 'BLUE'} size={14} /></span>
            <span>
              <b>{order.summary || words.category(order.category)}</b>{' '}
              {isOverdue && <span className={classes.tag} data-look="warn">{t('callerCard.overdue')}</span>}
            </span>
            <small>{[order.orderNo, t(`callerCard.status.${order.status}`), order.dueAt === undefined ? null : t('callerCard.due', { day: formatDay(order.dueAt) })].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
        {card.timeline.map((item) => (
          <li key={item.id} data-history={item.id}>
            <span aria-hidden="true">○</span>
            <span>{item.summary || (item.what === 'order' ? words.category(item.category) : t('callerCard.callOfNumber'))}</span>
            <small>{[formatDay(item.at), item.what === 'order' ? t(`callerCard.status.${item.status}`) : t(`callerCard.outcome.${item.outcome}`)].join(' · ')}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

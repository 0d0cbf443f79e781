import { useTranslation } from 'react-i18next'
import type { OrderLine } from '../../../../shared/callers/caller-card'
import { formatDay } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import { stickyDot } from '../../../ui/sticky-dot'
import { SeverityBadge } from '../../../ui/severity-badge'
import type { CallerWords } from './caller-words'
import classes from './caller-card.module.css'

/** An order that still runs, with the one way not to open a second: put this call into it. */
export function OpenOrder(props: {
  readonly line: OrderLine
  readonly words: CallerWords
  readonly now: number
  readonly merged: boolean
  readonly mergeKeys: string | null
  onMerge(): void
}) {
  const { t } = useTranslation()
  const { order, isOverdue } = props.line
  const promise = order.promises?.find((made) => made.kept !== true)
  return (
    <div className={classes.order} data-order={order.orderNo}>
      <div className={classes.orderTitle}>
        <b>{order.summary || props.words.category(order.category)}</b>
        <time>{formatDay(order.at)}</time>
      </div>
      <div className={classes.sub}>{order.orderNo}{stickyDot}{props.words.category(order.category)}</div>
      <div className={classes.sub}>
        {[t(`callerCard.status.${order.status}`), order.manual === undefined ? null : t('manualCall.logged', { channel: t(`manualCall.channels.${order.manual}`) }), order.district, order.employer].filter(Boolean).join(stickyDot)}
        {order.dueAt !== undefined && <>{stickyDot}{t('callerCard.due', { day: formatDay(order.dueAt) })}</>}
        {isOverdue && <> <span className={classes.late}>{t('callerCard.overdue')}</span></>}
        {order.severity !== undefined && <> <SeverityBadge severity={order.severity} look="tint" label={t(`callerCard.severity.${order.severity}`)} /></>}
      </div>
      {promise !== undefined && <div>{t('callerCard.promise', { text: promise.text, day: promise.dueAt === undefined ? '' : formatDay(promise.dueAt) })}</div>}
      <button type="button" className={classes.merge} aria-pressed={props.merged} onClick={() => props.onMerge()}>
        {t(props.merged ? 'callerCard.merged' : 'callerCard.merge')}
        {props.mergeKeys !== null && <Kbd keys={props.mergeKeys} />}
      </button>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { CallerCard as Card } from '../../../../shared/callers/caller-card'
import type { HistoryItem } from '../../../../shared/callers/person'
import { formatDay } from '../../../ui/format-time'
import { stickyDot } from '../../../ui/sticky-dot'
import classes from './caller-card.module.css'
import type { CallerWords } from './caller-words'
import { OpenOrder } from './open-order'

export interface CallerCardProps {
  readonly card: Card
  /** Marks of the person in words. */
  readonly marks: readonly string[]
  readonly words: CallerWords
  readonly now: number
  readonly mergedInto: string | null
  readonly mergeKeys: string | null
  merge(orderId: string): void
}

/** What is known of the person the agent has picked: open orders first, then everything else by time. */
export function CallerCardBody({ card, marks, words, now, mergedInto, mergeKeys, merge }: CallerCardProps) {
  const { t } = useTranslation()
  return (
    <>
      <CardMarks card={card} marks={marks} />
      {card.openOrders.length > 0 && (
        <section className={classes.block} aria-label={t('callerCard.open')}>
          <div className={classes.head}><h2>{t('callerCard.open')} {card.openOrders.length}</h2><span>{t('callerCard.noSecondOrder')}</span></div>
          {card.openOrders.map((line, index) => (
            <OpenOrder key={line.order.id} line={line} words={words} now={now} merged={mergedInto === line.order.id}
              mergeKeys={index === 0 ? mergeKeys : null} onMerge={() => merge(line.order.id)} />
          ))}
        </section>
      )}
      {card.timeline.length > 0 && (
        <section className={classes.block} aria-label={t('callerCard.before')}>
          <div className={classes.head}><h2>{t('callerCard.before')} {card.timeline.length}</h2></div>
          <ol data-testid="timeline">{card.timeline.map((item) => <TimelineLine key={item.id} item={item} words={words} />)}</ol>
          {card.hiddenItems > 0 && <p className={classes.sub}>{t('callerCard.more', { count: card.hiddenItems })}</p>}
        </section>
      )}
    </>
  )
}

function CardMarks({ card, marks }: { readonly card: Card; readonly marks: readonly string[] }) {
  const { t } = useTranslation()
  if (marks.length === 0 && card.promises.length === 0) return null
  return (
    <section className={classes.block}>
      {marks.length > 0 && <p className={classes.marks}>{marks.map((mark) => <span key={mark} className={classes.chip} data-look="warn">{mark}</span>)}</p>}
      {card.promises.slice(0, 3).map((promise) => (
        <p key={promise.orderNo + promise.text}>{t('callerCard.promise', { text: promise.text, day: promise.dueAt === undefined ? '' : formatDay(promise.dueAt) })}</p>
      ))}
    </section>
  )
}

function TimelineLine({ item, words }: { readonly item: HistoryItem; readonly words: CallerWords }) {
  const { t } = useTranslation()
  const byHand = item.manual === undefined ? null : t('manualCall.logged', { channel: t(`manualCall.channels.${item.manual}`) })
  const detail = item.what === 'call' ? [t(`callerCard.outcome.${item.outcome}`), byHand].filter(Boolean).join(stickyDot) : [item.orderNo, byHand, words.category(item.category), t(`callerCard.status.${item.status}`), item.satisfaction === undefined ? null : t(`callerCard.satisfaction.${item.satisfaction}`)].filter(Boolean).join(stickyDot)
  return (
    <li className={classes.line}>
      <span>{item.summary || (item.what === 'call' ? t('callerCard.callOfNumber') : words.category(item.category) || t('callerCard.noSummary'))}</span>
      <time>{formatDay(item.at)}</time>
      <span className={classes.sub}>{detail}</span>
    </li>
  )
}

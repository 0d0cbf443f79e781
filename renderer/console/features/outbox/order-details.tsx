import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WayOn } from '../../../../shared/outbox/ways-on'
import classes from './order-details.module.css'

export interface Fact {
  readonly name: string
  readonly value: string
}

export interface OrderDetailsProps {
  /** What the agent wanted. */
  readonly wanted: readonly Fact[]
  /** What the desk has now; null where it has no such order, undefined while it is looked up. */
  readonly now: readonly Fact[] | null | undefined
  /** How old the desk's side is, in words; null where it is current. */
  readonly age: string | null
  readonly ways: readonly WayOn[]
  /** Why it may be thrown away, each with its words. */
  readonly reasons: readonly { readonly id: string; readonly words: string }[]
  go(way: Exclude<WayOn, { kind: 'discard' }>): void
  discard(reason: string): void
}

/** Both sides of an order: what was wanted, what the desk has. And the ways on, where it came back. */
export function OrderDetails({ wanted, now, age, ways, reasons, go, discard }: OrderDetailsProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.sides} data-testid="both-sides">
      <Side title={t('outbox.wanted')} facts={wanted} side="wanted" />
      {now === undefined ? <p className={classes.note}>{t('app.common.loading')}</p>
        : <Side title={t('outbox.atDesk')} facts={now ?? []} side="desk" note={[now === null ? t('outbox.noSuchOrder') : null, age].filter(Boolean).join(t('outage.between'))} />}
      {ways.length > 0 && (
        <div className={classes.ways}>
          {ways.map((way) => way.kind === 'discard'
            ? <Discard key={way.kind} reasons={reasons} discard={discard} />
            : <button key={way.kind + ('order' in way ? way.order.id : '')} type="button" className={classes.button} data-way={way.kind} onClick={() => go(way)}>{t(`outbox.way.${way.kind}`, { number: 'order' in way ? way.order.number : '' })}</button>)}
        </div>
      )}
    </div>
  )
}

function Side({ title, facts, note = '', side }: { readonly title: string; readonly facts: readonly Fact[]; readonly note?: string; readonly side: 'wanted' | 'desk' }) {
  return (
    <section className={classes.side} data-side={side} aria-label={title}>
      <h4>{title}</h4>
      {facts.length > 0 && <dl>{facts.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>}
      {note !== '' && <p className={classes.note}>{note}</p>}
    </section>
  )
}

/** Asked once: the reason is the answer. */
function Discard({ reasons, discard }: Pick<OrderDetailsProps, 'reasons' | 'discard'>) {
  const { t } = useTranslation()
  const [isAsking, ask] = useState(false)
  if (!isAsking) return <button type="button" className={classes.quiet} data-way="discard" onClick={() => ask(true)}>{t('outbox.way.discard')}</button>
  return (
    <div role="group" aria-label={t('outbox.discardWhy')} className={classes.asking} onKeyDown={(event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      ask(false)
    }}>
      <p>{t('outbox.discardWhy')}</p>
      {reasons.map(({ id, words }, index) => <button key={id} type="button" autoFocus={index === 0} className={classes.button} data-reason={id} onKeyDown={(event) => event.repeat && event.preventDefault()} onClick={() => discard(id)}>{words}</button>)}
      <button type="button" className={classes.quiet} onClick={() => ask(false)}>{t('app.common.cancel')}</button>
    </div>
  )
}

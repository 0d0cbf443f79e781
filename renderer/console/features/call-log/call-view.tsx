import { IconPhoneOutgoing } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import { StepList, type ListedStep } from '../../../ui/step-list'
import classes from './call-log.module.css'

export interface CallFacts {
  readonly who: string
  /** How it looks masked, when it is shown in full. */
  readonly masked: string | null
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly steps: readonly ListedStep[]
  readonly orders: readonly { readonly number: string; open(): void }[]
  readonly redial: {
    readonly keys: string | null
    readonly enabled: boolean
    /** Why nothing will be dialled; null when it will. */
    readonly note: string | null
    perform(): void
  }
}

/** One call: what became of it, how it went, what came of it. */
export function CallView({ call, actions }: { readonly call: CallFacts; readonly actions: ReactNode }) {
  const { t } = useTranslation()
  const { redial } = call
  return (
    <article>
      <div className={classes.head}>
        <h1 data-revealed={call.masked ?? undefined}>{call.who}</h1>
        <button type="button" className={classes.redial} data-command="redial" disabled={!redial.enabled} onClick={() => redial.perform()}>
          <IconPhoneOutgoing size={16} stroke={1.8} aria-hidden />
          {t('callLog.redial')}
          {redial.keys !== null && <Kbd keys={redial.keys} />}
        </button>
        {actions}
      </div>
      {redial.note !== null && <p className={classes.note}>{redial.note}</p>}
      <dl className={classes.facts}>
        {call.facts.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        {call.orders.length > 0 && (
          <div>
            <dt>{t('callLog.facts.orders')}</dt>
            <dd>{call.orders.map((order) => <button key={order.number} type="button" className={classes.order} onClick={() => order.open()}>{order.number}</button>)}</dd>
          </div>
        )}
        {call.steps.length > 0 && (
          <div>
            <dt>{t('callLog.facts.course')}</dt>
            <dd><StepList steps={call.steps} /></dd>
          </div>
        )}
      </dl>
    </article>
  )
}

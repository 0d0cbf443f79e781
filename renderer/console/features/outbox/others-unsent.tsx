import { useTranslation } from 'react-i18next'
import { Age } from '../../../ui/age'
import classes from './outbox-list.module.css'

export interface OthersUnsentProps {
  readonly count: number
  readonly oldestAt: number | null
  readonly busy: boolean
  /** Nothing can be brought to a desk that has not let this person in. */
  readonly canDeliver: boolean
  deliver(): void
}

/** Work of other people that waits on this PC: how much and how old, and nothing else of it. */
export function OthersUnsent({ count, oldestAt, busy, canDeliver, deliver }: OthersUnsentProps) {
  const { t } = useTranslation()
  return (
    <section className={classes.others} aria-label={t('outbox.others.title')} data-testid="others-unsent">
      <h3 className={classes.group}>{t('outbox.others.title')} {count}{oldestAt !== null && <> · <Age since={oldestAt} /></>}</h3>
      <p className={classes.note}>{t(canDeliver ? 'outbox.others.note' : 'outbox.others.later')}</p>
      <div className={classes.ways}><button type="button" className={classes.button} disabled={busy || !canDeliver} onClick={deliver}>{t('outbox.others.deliver')}</button></div>
    </section>
  )
}

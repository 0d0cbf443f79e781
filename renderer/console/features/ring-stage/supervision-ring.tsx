import { useTranslation } from 'react-i18next'
import classes from './ring-stage.module.css'

export interface SupervisionRingProps {
  /** How the call is come into and whose it is, in words. */
  readonly title: string
  readonly ringingSince: number
}

/** The own telephone rings for another seat's call: nobody is to be served, so nothing is asked for and nothing proposed. */
export function SupervisionRing({ title, ringingSince }: SupervisionRingProps) {
  const { t } = useTranslation()
  return (
    <aside className={classes.stage} aria-label={t('ringStage.title')} data-testid="ring-stage" data-since={ringingSince}>
      <section className={classes.block}>
        <div className={classes.number}>{title}</div>
        <p className={classes.sub}>{t('floor.hearing.note')}</p>
      </section>
    </aside>
  )
}

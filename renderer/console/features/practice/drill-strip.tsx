import { useTranslation } from 'react-i18next'
import classes from './drill-strip.module.css'

/** Over the right column while a drill goes on: which one, and the caller's words for whoever cannot hear them. */
export function DrillStrip({ name, saying }: { readonly name: string; readonly saying: string | null }) {
  const { t } = useTranslation()
  return (
    <section className={classes.strip} data-testid="drill-strip" data-strip aria-label={t('drills.title')}>
      <b>{t('drills.title')} · {name}</b>
      <p aria-live="polite">{saying === null ? t('drills.listens') : t('drills.saying', { text: saying })}</p>
    </section>
  )
}

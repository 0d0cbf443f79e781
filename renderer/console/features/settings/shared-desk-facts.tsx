import { useTranslation } from 'react-i18next'
import classes from './settings-form.module.css'

/** What is known of the shared desk; nothing of it can be changed while somebody is signed in. Words: `settings.desk.<id>`. */
export function SharedDeskFacts({ facts }: { readonly facts: readonly (readonly [id: string, value: string])[] }) {
  const { t } = useTranslation()
  return (
    <section className={classes.group} data-testid="shared-desk">
      <h2>{t('settings.desk.title')}</h2>
      <dl className={classes.facts}>
        {facts.map(([id, value]) => <div key={id} className={classes.row}><dt>{t(`settings.desk.${id}`)}</dt><dd>{value}</dd></div>)}
      </dl>
      <p className={classes.note}>{t('settings.desk.note')}</p>
    </section>
  )
}

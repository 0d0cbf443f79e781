import { useTranslation } from 'react-i18next'
import classes from './outbox-list.module.css'

/** That some of what this seat has written could not be read, and the way to what is left of it. */
export function SetAsideNote({ count, open }: { readonly count: number; open(): void }) {
  const { t } = useTranslation()
  return (
    <section className={classes.others} aria-label={t('setAside.title')} data-testid="set-aside-note">
      <h3 className={classes.group}>{t('setAside.title')} {count}</h3>
      <p className={classes.note}>{t('setAside.listed')}</p>
      <div className={classes.ways}><button type="button" className={classes.button} data-action="set-aside" onClick={open}>{t('setAside.open')}</button></div>
    </section>
  )
}

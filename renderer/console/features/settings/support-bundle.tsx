import { useTranslation } from 'react-i18next'
import classes from './settings-form.module.css'

/** One click for support. */
export function SupportBundle({ busy, save }: { readonly busy: boolean; save(): void }) {
  const { t } = useTranslation()
  return (
    <section className={classes.group}>
      <h2>{t('settings.support.title')}</h2>
      <p className={classes.note}>{t('settings.support.note')}</p>
      <div className={classes.buttons}>
        <button type="button" disabled={busy} onClick={save} data-action="save-diagnostics">{t('settings.support.save')}</button>
      </div>
    </section>
  )
}

import { useContext, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './administration.module.css'
import { TakesFocus } from './takes-focus'
import type { Asked } from './use-asked'

/** What is drawn once the desk has answered; until then, or without it, words that say so. */
export function SectionBody<T>({ asked, again, children }: { readonly asked: Asked<T>; again(): void; children(value: T): ReactNode }) {
  const { t } = useTranslation()
  const takesFocus = useContext(TakesFocus)
  if (asked.state === 'there') return <div className={classes.split}>{children(asked.value)}</div>
  if (asked.state === 'asking') return <p className={classes.note}>{t('app.common.loading')}</p>
  return (
    <div className={classes.failed} role="alert">
      <p>{t(asked.problem === 'away' ? 'administration.unanswered' : `administration.problem.${asked.problem}`)}</p>
      <button type="button" className={classes.button} autoFocus={takesFocus} onClick={again}>{t('administration.again')}</button>
    </div>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './administration.module.css'

/** A button that asks once more before it does what cannot be taken back. Escape leaves it. */
export function AskedOnce({ words, question, busy, perform }: { readonly words: string; readonly question: string; readonly busy: boolean; perform(): void }) {
  const { t } = useTranslation()
  const [isAsking, ask] = useState(false)
  if (!isAsking) return <button type="button" className={classes.button} disabled={busy} onClick={() => ask(true)}>{words}</button>
  return (
    <span role="group" aria-label={question} className={classes.asking} onKeyDown={(event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      ask(false)
    }}>
      <span>{question}</span>
      <button type="button" autoFocus className={classes.button} onKeyDown={(event) => event.repeat && event.preventDefault()} onClick={() => {
        ask(false)
        perform()
      }}>{words}</button>
      <button type="button" className={classes.quiet} onClick={() => ask(false)}>{t('app.common.cancel')}</button>
    </span>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './shift.module.css'

export interface PromiseLine {
  readonly key: string
  readonly title: string
  readonly note: string
  readonly isLate: boolean
  open(): void
  seeTo(how: 'kept' | 'broken' | 'told'): void
}

/** What was promised to callers and is due, whoever promised it; whoever sees to one takes it off everybody's list. */
export function PromiseList({ lines, problem }: { readonly lines: readonly PromiseLine[]; readonly problem: string | null }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<string | null>(null)
  return (
    <div className={classes.sheet} data-testid="promises">
      <p className={classes.lead}>{t('shift.promises.note')}</p>
      {lines.length === 0 && <p className={classes.empty}>{t('shift.promises.none')}</p>}
      <ul className={classes.list} hidden={lines.length === 0}>
        {lines.map((line, place) => (
          <li key={line.key} className={classes.item}>
            <span />
            <div><span>{line.title}</span><small className={line.isLate ? classes.late : undefined}>{line.note}</small></div>
            <span className={classes.actions}>
              {asking === line.key
                ? (['kept', 'broken', 'told'] as const).map((how, at) => (
                    <button key={how} type="button" className={classes.button} autoFocus={at === 0} onClick={() => { setAsking(null); line.seeTo(how) }} onKeyDown={(event) => event.key === 'Escape' && setAsking(null)}>
                      {t(`shift.promises.how.${how}`)}
                    </button>
                  ))
                : (
                    <>
                      <button type="button" className={classes.button} autoFocus={place === 0} onClick={() => line.open()}>{t('shift.openOrder')}</button>
                      <button type="button" className={classes.button} onClick={() => setAsking(line.key)}>{t('shift.promises.seeTo')}</button>
                    </>
                  )}
            </span>
          </li>
        ))}
      </ul>
      {problem !== null && <p className={classes.problem} role="alert">{t(`shift.problem.${problem}`)}</p>}
    </div>
  )
}

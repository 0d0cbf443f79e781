import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdministrationProblem } from './administration-port'
import classes from './administration.module.css'

export interface EntryFormProps {
  readonly title: string
  readonly busy: boolean
  readonly problem: AdministrationProblem | null
  readonly children: ReactNode
  /** Beside the saving: what else can be done with this entry. */
  readonly more?: ReactNode
  save(form: HTMLFormElement): void
}

/** One entry as it can be changed; Enter in a field saves. */
export function EntryForm({ title, busy, problem, children, more, save }: EntryFormProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save(event.currentTarget)
  }
  return (
    <form className={classes.form} aria-label={title} onSubmit={submit} noValidate>
      <h3>{title}</h3>
      {children}
      {problem !== null && <p role="alert" className={classes.problem}>{t(`administration.problem.${problem}`)}</p>}
      <div className={classes.buttons}>
        <button type="submit" className={classes.primary} disabled={busy}>{t('administration.save')}</button>
        {more}
      </div>
    </form>
  )
}

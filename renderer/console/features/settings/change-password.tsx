import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './settings-form.module.css'

export interface ChangePasswordProps {
  readonly busy: boolean
  /** Why it was not changed, as a code of the screen's own words (`settings.password.problem.<code>`). */
  readonly problem: { readonly code: string; readonly seconds?: number } | null
  change(current: string, next: string): void
}

const fields = ['current', 'next', 'again'] as const
type Typed = Readonly<Record<(typeof fields)[number], string>>

/** Another password for the same keys. What was typed goes with the form: nothing of it is kept. */
export function ChangePassword({ busy, problem, change }: ChangePasswordProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Typed>({ current: '', next: '', again: '' })
  const differs = typed.again !== '' && typed.again !== typed.next
  const isComplete = fields.every((name) => typed[name] !== '') && !differs
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) change(typed.current, typed.next)
  }
  return (
    <form className={classes.group} onSubmit={submit}>
      <h2>{t('settings.password.title')}</h2>
      {fields.map((name) => (
        <PasswordInput key={name} name={`password-${name}`} label={t(`settings.password.${name}`)} value={typed[name]} autoComplete="off"
          error={name === 'again' && differs ? t('signIn.differs') : null} visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          onChange={(event) => {
            const { value } = event.currentTarget
            setTyped((before) => ({ ...before, [name]: value }))
          }} />
      ))}
      {problem !== null && (
        <p role="alert" className={classes.problem}>{t(`settings.password.problem.${problem.code}`, { count: problem.seconds ?? 0, defaultValue: t('settings.notSaved') })}</p>
      )}
      <p className={classes.note}>{t('settings.password.note')}</p>
      <div className={classes.buttons}><button type="submit" disabled={busy || !isComplete}>{t('settings.password.save')}</button></div>
    </form>
  )
}

import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import classes from './line-password-dialog.module.css'

export interface LinePasswordProps {
  readonly note: string
  readonly keeping: string
  /** Why the last one did not do; null before the first. */
  readonly problem: string | null
  readonly isWaiting: boolean
  give(password: string): void
  onClose(): void
}

/** One field: Enter gives the password, Esc leaves it for later. What was given is not kept on the screen. */
export function LinePasswordDialog({ note, keeping, problem, isWaiting, give, onClose }: LinePasswordProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password === '' || isWaiting) return
    give(password)
    setPassword('')
  }
  return (
    <Dialog onClose={onClose} title={t('linePassword.title')} size={420}>
      <form className={classes.form} onSubmit={submit}>
        <p>{note}</p>
        <PasswordInput label={t('linePassword.password')} description={keeping} value={password} onChange={(event) => setPassword(event.currentTarget.value)} maxLength={200}
          readOnly={isWaiting} data-autofocus autoFocus visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
        {problem !== null && <p role="alert" className={classes.problem}>{problem}</p>}
        <div className={classes.buttons}>
          <button type="submit" className={classes.primary} disabled={isWaiting || password === ''}>{t('linePassword.register')}</button>
          <button type="button" onClick={onClose}>{t('linePassword.later')}</button>
          <p role="status" className={classes.waiting}>{isWaiting ? t('linePassword.waiting') : ''}</p>
        </div>
      </form>
    </Dialog>
  )
}

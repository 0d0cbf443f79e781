import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import classes from './desk-sign-in-dialog.module.css'

export interface DeskSignInDialogProps {
  readonly login: string
  readonly busy: boolean
  readonly problems: readonly string[]
  signIn(password: string): void
  onClose(): void
}

/** Whoever works without the desk signs in at it again: the call and what is being written stay as they are. */
export function DeskSignInDialog({ login, busy, problems, signIn, onClose }: DeskSignInDialogProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password === '' || busy) return
    signIn(password)
  }
  return (
    <Dialog onClose={onClose} title={t('deskSignIn.again.title')} size={420}>
      <form className={classes.form} onSubmit={submit}>
        <p>{t('deskSignIn.again.note', { login })}</p>
        <PasswordInput label={t('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} maxLength={200} readOnly={busy} data-autofocus autoFocus
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
        {problems.length > 0 && <div role="alert" className={classes.problem}>{problems.map((problem) => <p key={problem}>{problem}</p>)}</div>}
        <div className={classes.buttons}>
          <button type="submit" className={classes.primary} disabled={busy || password === ''}>{t('deskSignIn.open')}</button>
          <button type="button" onClick={onClose}>{t('deskSignIn.again.later')}</button>
        </div>
      </form>
    </Dialog>
  )
}

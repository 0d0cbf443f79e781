import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './settings-form.module.css'

export type RestoreOutcome = { readonly kind: 'done' | 'cancelled' } | { readonly kind: 'problem'; readonly text: string }

/** The way back from a backup: asks for its password, then for the file. Closed until somebody wants it. */
export function RestoreBackup({ restore }: { restore(password: string): Promise<RestoreOutcome> }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  const close = () => {
    setOpen(false)
    setPassword('')
    setProblem(null)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (password === '' || busy) return
    setBusy(true)
    setProblem(null)
    const outcome = await restore(password)
    setBusy(false)
    if (outcome.kind === 'problem') setProblem(outcome.text)
    if (outcome.kind === 'done') close()
  }

  if (!isOpen) return <div className={classes.buttons}><button type="button" onClick={() => setOpen(true)}>{t('settings.backup.restore.open')}</button></div>
  return (
    <form className={classes.group} onSubmit={(event) => void submit(event)}>
      <p className={classes.note}>{t('settings.backup.restore.note')}</p>
      <PasswordInput label={t('settings.backup.restore.password')} autoComplete="off" value={password} disabled={busy} onChange={(event) => setPassword(event.currentTarget.value)} />
      {problem !== null && <p role="alert" className={classes.problem}>{problem}</p>}
      {busy && <p role="status" className={classes.note}>{t('settings.backup.restore.running')}</p>}
      <div className={classes.buttons}>
        <button type="submit" disabled={busy || password === ''}>{t('settings.backup.restore.go')}</button>
        <button type="button" disabled={busy} onClick={close}>{t('settings.backup.restore.cancel')}</button>
      </div>
    </form>
  )
}

import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { passphraseStrength } from './passphrase-strength'
import classes from './transfer.module.css'

export type ExportStep =
  | { readonly state: 'asking'; readonly problem: 'full' | 'not-saved' | 'too-much' | null }
  | { readonly state: 'writing' }
  | { readonly state: 'done'; readonly file: string; readonly drafts: number; readonly submissions: number }

export interface ExportDialogProps {
  readonly step: ExportStep
  /** What would go into the file. */
  readonly drafts: number
  readonly submissions: number
  write(passphrase: string): void
  onClose(): void
}

/** Seals what has not been taken by the desk into a file. The passphrase is typed twice: nobody can ask for it later. */
export function ExportDialog({ step, drafts, submissions, write, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('transfer.export.title')} size={480}>
      {step.state === 'done' ? (
        <div className={classes.form} data-testid="export-done">
          <p className={classes.done} role="status">{t('transfer.export.done', { file: step.file })}</p>
          <p>{t('transfer.export.holds', { drafts: step.drafts, submissions: step.submissions })}</p>
          <p>{t('transfer.export.stays')}</p>
          <div className={classes.buttons}><button type="button" className={classes.primary} data-autofocus autoFocus onClick={onClose}>{t('app.common.close')}</button></div>
        </div>
      ) : (
        <Asking step={step} drafts={drafts} submissions={submissions} write={write} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Asking({ step, drafts, submissions, write, onClose }: Omit<ExportDialogProps, 'step'> & { readonly step: Exclude<ExportStep, { state: 'done' }> }) {
  const { t } = useTranslation()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const isWriting = step.state === 'writing'
  const isEmpty = drafts + submissions === 0
  const strength = passphraseStrength(first)
  const differs = second !== '' && first !== second
  const isReady = strength !== 'too-short' && first === second && !isWriting && !isEmpty
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) write(first)
  }
  if (isEmpty) {
    return (
      <div className={classes.form}>
        <p>{t('transfer.export.nothing')}</p>
        <div className={classes.buttons}><button type="button" className={classes.primary} data-autofocus autoFocus onClick={onClose}>{t('app.common.close')}</button></div>
      </div>
    )
  }
  return (
    <form className={classes.form} onSubmit={submit} data-testid="export-form">
      <p>{t('transfer.export.note')}</p>
      <p className={classes.facts}><b>{t('transfer.export.holds', { drafts, submissions })}</b>{t('transfer.export.stays')}</p>
      <PasswordInput label={t('transfer.passphrase')} description={t('transfer.export.passphraseNote')} value={first} onChange={(event) => setFirst(event.currentTarget.value)} maxLength={200}
        data-autofocus autoFocus visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <p className={classes.strength} role="status" data-strength={first === '' ? undefined : strength}>{first === '' ? ' ' : t(`transfer.strength.${strength}`)}</p>
      <PasswordInput label={t('transfer.export.again')} value={second} onChange={(event) => setSecond(event.currentTarget.value)} maxLength={200}
        error={differs ? t('transfer.export.differs') : undefined} visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      {step.state === 'asking' && step.problem !== null && <p role="alert" className={classes.problem}>{t(`transfer.export.problem.${step.problem}`)}</p>}
      <div className={classes.buttons}>
        <button type="submit" className={classes.primary} disabled={!isReady}>{t('transfer.export.write')}</button>
        <button type="button" onClick={onClose}>{t('app.common.cancel')}</button>
        <p role="status">{isWriting ? t('transfer.export.writing') : ''}</p>
      </div>
    </form>
  )
}

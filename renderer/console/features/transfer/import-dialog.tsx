import { PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { formatDay, formatMinute } from '../../../ui/format-time'
import classes from './transfer.module.css'

/** What a file of unsent work says of itself before it is opened. */
export interface FileFacts {
  readonly made: number
  readonly seat: string
  readonly drafts: number
  readonly submissions: number
}

export interface ImportResult {
  readonly drafts: number
  readonly submissions: number
  readonly known: number
  readonly inHand: number
  readonly failed: number
  readonly unreadable: number
}

export type ImportStep =
  | { readonly state: 'choosing'; readonly problem: 'unreadable' | 'damaged' | 'newer-version' | 'other-mode' | null }
  | { readonly state: 'chosen'; readonly facts: FileFacts; readonly problem: 'wrong-passphrase' | 'damaged' | 'unreadable' | null; readonly isOpening: boolean }
  | { readonly state: 'done'; readonly result: ImportResult }

export interface ImportDialogProps {
  readonly step: ImportStep
  choose(): void
  open(passphrase: string): void
  onClose(): void
}

/** Brings in what another seat, or this one before it lost something, has put into a file. */
export function ImportDialog({ step, choose, open, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('transfer.import.title')} size={480}>
      {step.state === 'choosing' && (
        <div className={classes.form} data-testid="import-choose">
          <p>{t('transfer.import.note')}</p>
          {step.problem !== null && <p role="alert" className={classes.problem}>{t(`transfer.import.problem.${step.problem}`)}</p>}
          <div className={classes.buttons}>
            <button type="button" className={classes.primary} data-autofocus autoFocus onClick={choose}>{t('transfer.import.choose')}</button>
            <button type="button" onClick={onClose}>{t('app.common.cancel')}</button>
          </div>
        </div>
      )}
      {step.state === 'chosen' && <Opening step={step} choose={choose} open={open} />}
      {step.state === 'done' && <Done result={step.result} onClose={onClose} />}
    </Dialog>
  )
}

function Opening({ step, choose, open }: { readonly step: Extract<ImportStep, { state: 'chosen' }> } & Pick<ImportDialogProps, 'choose' | 'open'>) {
  const { t } = useTranslation()
  const [passphrase, setPassphrase] = useState('')
  const { facts, problem, isOpening } = step
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '' && !isOpening) open(passphrase)
  }
  return (
    <form className={classes.form} onSubmit={submit} data-testid="import-form">
      <p className={classes.facts}>
        <b>{t('transfer.import.facts', { day: formatDay(facts.made), at: formatMinute(facts.made), seat: facts.seat })}</b>
        {t('transfer.export.holds', { drafts: facts.drafts, submissions: facts.submissions })}
      </p>
      <PasswordInput label={t('transfer.passphrase')} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} maxLength={200}
        data-autofocus autoFocus visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      {problem !== null && <p role="alert" className={classes.problem}>{t(`transfer.import.problem.${problem}`)}</p>}
      <div className={classes.buttons}>
        <button type="submit" className={classes.primary} disabled={isOpening || passphrase === ''}>{t('transfer.import.open')}</button>
        <button type="button" onClick={choose} disabled={isOpening}>{t('transfer.import.chooseOther')}</button>
        <p role="status">{isOpening ? t('transfer.import.opening') : ''}</p>
      </div>
    </form>
  )
}

function Done({ result, onClose }: { readonly result: ImportResult; onClose(): void }) {
  const { t } = useTranslation()
  const { drafts, submissions } = result
  const rest = (['known', 'inHand', 'failed', 'unreadable'] as const).filter((part) => result[part] > 0)
  return (
    <div className={classes.form} data-testid="import-done">
      <p className={classes.done} role="status">{t(drafts + submissions === 0 ? 'transfer.import.nothingNew' : 'transfer.import.done', { drafts, submissions })}</p>
      {drafts > 0 && <p>{t('transfer.import.whereDrafts')}</p>}
      {submissions > 0 && <p>{t('transfer.import.whereSubmissions')}</p>}
      {rest.length > 0 && <ul className={classes.list}>{rest.map((part) => <li key={part} data-part={part}>{t(`transfer.import.${part}`, { count: result[part] })}</li>)}</ul>}
      <p>{t('transfer.import.fileStays')}</p>
      <div className={classes.buttons}><button type="button" className={classes.primary} data-autofocus autoFocus onClick={onClose}>{t('app.common.close')}</button></div>
    </div>
  )
}

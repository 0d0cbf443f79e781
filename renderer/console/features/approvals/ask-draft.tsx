import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './approvals.module.css'

/** Why a draft that has lain for long is to be thrown away; the lead reads it. */
export function AskDraft({ number, ask, onClose }: { readonly number: string; ask(reason: string): void; onClose(): void }) {
  const { t } = useTranslation()
  useFocusBack()
  const [reason, setReason] = useState('')
  return (
    <Dialog onClose={onClose} title={t('approvals.oldDraft.title', { number })}>
      <p className={classes.note}>{t('approvals.oldDraft.note')}</p>
      <form className={classes.refusing} onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') ask(reason.trim()) }}>
        <input data-autofocus aria-label={t('approvals.oldDraft.reason')} placeholder={t('approvals.oldDraft.reason')} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        <button type="submit" className={classes.primary} disabled={reason.trim() === ''}>{t('approvals.ask')}</button>
      </form>
    </Dialog>
  )
}

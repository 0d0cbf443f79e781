import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pendingApprovals } from '../../../shared/tickets/approval'
import type { Ticket } from '../../../shared/tickets/ticket'
import { isVoidable } from '../../../shared/tickets/ticket-rules'
import { useServices } from '../app/services'
import { showToast } from '../app/view-store'
import classes from '../features/reveal/reveal.module.css'

/** Asks the lead to void an order that nobody has in hand yet; only where leads sign in. */
export function AskVoid({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const { approvals, start, view } = useServices()
  const [reason, setReason] = useState<string | null>(null)
  if (start.mode !== 'desk-shared' || !isVoidable(ticket.state)) return null
  if (pendingApprovals(ticket).some(({ wish }) => wish.kind === 'void')) return <span>{t('approvals.waiting')}</span>
  if (reason === null) return <button type="button" className={classes.button} onClick={() => setReason('')}>{t('approvals.askVoid')}</button>
  const ask = async () => {
    if (reason.trim() === '') return
    const isAsked = await approvals.ask(ticket, { kind: 'void' }, reason.trim())
    showToast(view, isAsked ? 'plain' : 'warn', isAsked ? 'approvals.asked' : 'approvals.notAsked')
    if (isAsked) setReason(null)
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void ask() }}>
      <input
        autoFocus aria-label={t('approvals.voidReason')} placeholder={t('approvals.voidReason')} value={reason} maxLength={200}
        onChange={(event) => setReason(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && setReason(null)}
      />
      <button type="submit" className={classes.button} disabled={reason.trim() === ''}>{t('approvals.ask')}</button>
    </form>
  )
}

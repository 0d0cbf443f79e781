import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maskText } from '../../../shared/callers/masking'
import type { ShiftAnswer } from '../../../shared/shift/shift-api'
import { formatMoment } from '../../ui/format-time'
import { SeverityBadge } from '../../ui/severity-badge'
import type { ApprovalProblem } from '../app/approval-desk'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { ApprovalsInbox, type ApprovalLine } from '../features/approvals/approvals-inbox'
import { ShiftAge } from './shift-screen'
import { askReason, orderTitle, wishWords } from './shift-words'

type Waiting = ApprovalLine & { readonly at: number; decide(granted: boolean, reason: string | null): Promise<ApprovalProblem | null> }

/**
 * One list of everything that waits for a lead's word, the oldest first. The desk has masked the names of an order in what is told of it
 * here; of a draft it knows none.
 */
export function ApprovalsScreen() {
  const { shift } = useServices()
  const { answer, link } = useStore(shift.store)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApprovalProblem | null>(null)
  const waiting = useWaiting(answer)
  const decide = async (id: string, granted: boolean, reason: string | null) => {
    setBusy(true)
    setProblem((await waiting.find((line) => line.id === id)?.decide(granted, reason)) ?? null)
    setBusy(false)
    shift.refresh()
  }
  return <ApprovalsInbox lines={waiting} age={<ShiftAge />} busy={busy || link !== 'live'} problem={problem} decide={(id, granted, reason) => void decide(id, granted, reason)} />
}

function useWaiting(answer: ShiftAnswer | null): readonly Waiting[] {
  const { t } = useTranslation()
  const { shift, approvals, view, catalogue } = useServices()
  if (answer === null) return []
  const ofOrders = answer.orders.flatMap((order) => order.asks.map((ask): Waiting => ({
    id: ask.askId, at: ask.askedAt, isOwn: ask.by.id === answer.me,
    mark: order.level === null ? null : <SeverityBadge severity={order.level} look="solid" label={t(`callerCard.severity.${order.level}`)} />,
    title: `${order.isSecret ? t(`approvals.kind.${ask.wish.kind}`) : wishWords(ask.wish, catalogue, t)} · ${orderTitle(order, catalogue, t)}`,
    note: t('approvals.askedBy', { name: ask.by.name, at: formatMoment(ask.askedAt), reason: maskText(askReason(ask, t)) }),
    open: () => view.setState({ place: 'tickets', homePlace: 'tickets', ticketId: order.ticketId }),
    decide: (granted, reason) => approvals.decide({ ticketId: order.ticketId, ask }, granted, reason),
  })))
  const ofDrafts = answer.draftAsks.filter(({ decision }) => decision === null).map((ask): Waiting => ({
    id: ask.id, at: ask.at, isOwn: ask.by.personId === answer.me, mark: null, open: null,
    title: `${t('approvals.wish.old-draft')} · ${ask.number}`,
    note: `${t('approvals.askedBy', { name: ask.by.name, at: formatMoment(ask.at), reason: maskText(ask.reason) })} · ${t('approvals.draftSince', { at: formatMoment(ask.startedAt) })}`,
    decide: (granted, reason) => shift.write({ kind: 'draft-decided', askId: ask.id, granted, reason }),
  }))
  return [...ofOrders, ...ofDrafts].sort((one, other) => one.at - other.at)
}

import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { memo, useSyncExternalStore } from 'react'
import type { LineSnapshot, QueueMembership } from '../../../shared/calls/phone-line'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'
import type { OutboxCounts } from '../../../shared/outbox/outbox-counts'
import { StatusBar, type Truth } from '../features/status-bar/status-bar'
import type { QueueTrouble, SeatState } from '../seat/seat-store'
import type { DeskStatus } from './desk-status-store'
import { formatClock } from '../../ui/format-time'
import { countWords, lineWords, microphoneWords } from './line-words'
import { useServices, type SeatAgreement } from './services'
import { isSeatFree, type PasswordNeed } from './password-need'
import { useCertificateInTheWay, useIsWithoutPhone, usePasswordNeed, usePrintedKeys } from './shell-hooks'
import { useSlice } from './use-vanilla-store'

/** Line, queue, order desk, outbox: what is known and since when, never a library's flag. */
export const ShellStatus = memo(function ShellStatus() {
  const { t } = useTranslation()
  const { seat, desk, deskSession, outbox, commands, isPractice, worksOnOrders, linePassword, catalogue, agreement } = useServices()
  const line = useSlice(seat.store, lineFacts)
  const { membership, queueTrouble, isFree } = useSlice(seat.store, (all) => ({
    membership: all.line.membership, queueTrouble: all.queueTrouble, isFree: isSeatFree(all),
  }))
  const need = usePasswordNeed()
  const refused = useCertificateInTheWay()
  const deskStatus = useStore(desk)
  const isWithoutDesk = useStore(deskSession, (session) => session?.state === 'without-desk')
  const counts = useSyncExternalStore(outbox.subscribe, outbox.counts)
  const keys = usePrintedKeys()
  const agreed = useStore(agreement)
  const ofPhone: Truth[] = useIsWithoutPhone() ? [] : [
    { ...lineTruth(line, need, isPractice, refused, t), ...(need !== null && isFree ? { open: linePassword.ask } : {}) },
    { ...queueTruth(membership, queueTrouble, agreed, t), open: () => commands['agent-state'].perform() },
  ]
  const truths: Truth[] = [
    ...ofPhone,
    deskTruth(deskStatus, { isWithoutDesk, worksOnOrders }, catalogue.locale, t),
    { ...outboxTruth(counts, t), open: () => commands.outbox.perform() },
  ]
  return <StatusBar truths={truths} keyMapKey={keys('key-map') ?? ''} onKeyMap={() => commands['key-map'].perform()} />
})

type LineFacts = Pick<LineSnapshot, 'registration' | 'microphone' | 'parserWarnings' | 'secondCallsRefused' | 'badMessages'>

function lineFacts({ line }: SeatState): LineFacts {
  const { registration, microphone, parserWarnings, secondCallsRefused, badMessages } = line
  return { registration, microphone, parserWarnings, secondCallsRefused, badMessages }
}

function lineTruth(line: LineFacts, need: PasswordNeed | null, isPractice: boolean, refused: RefusedCertificate | null, t: TFunction): Truth {
  const { registration } = line
  const { value, hint, isDown } = lineWords(registration, need, isPractice, refused, t)
  const hints = [hint, isDown ? null : microphoneWords(line.microphone, t), ...countWords(line, t)]
  const words = { id: 'line', name: t('statusBar.line'), value, hint: hints.filter((each) => each !== null).join('\n') } as const
  if (need === 'missing') return { ...words, look: 'bad', since: null }
  switch (registration.state) {
    case 'registered':
      return { ...words, look: 'ok', since: registration.provenAt }
    case 'refused':
      return { ...words, look: 'bad', since: registration.at }
    case 'unreachable':
      return { ...words, look: 'bad', since: registration.since }
    case 'connecting':
      return { ...words, look: 'wait', since: registration.since }
    case 'stopped':
      return { ...words, look: 'off', since: null }
  }
}

function queueTruth(membership: QueueMembership, trouble: QueueTrouble | null, { agreement, pbx }: SeatAgreement, t: TFunction): Truth {
  const base = { id: 'queue', name: t('statusBar.queue') } as const
  if (trouble !== null) {
    const code = trouble.kind === 'refused' ? (trouble.sipCode ?? '—') : ''
    return { ...base, value: t(`statusBar.queueTrouble.${trouble.kind}`, { code }), look: 'bad', since: null, hint: t(`statusBar.queueHint.${trouble.kind}`, { code }) }
  }
  if (agreement !== null && (agreement.state === 'healing' || agreement.state === 'given-up')) {
    const said = pbx === null || agreement.wanted === null ? null
      : t('statusBar.disagreement.said', { time: formatClock(pbx.heardAt), pbx: t(`statusBar.atPbx.${pbx.membership}`), wanted: t(`statusBar.atPbx.${agreement.wanted}`) })
    const hints = [said, t(agreement.gaveUpOut ? 'statusBar.disagreement.hintOut' : 'statusBar.disagreement.hint')]
    return { ...base, value: t(`statusBar.disagreement.${agreement.state}`, { count: agreement.tries }), look: 'bad', since: agreement.since, hint: hints.filter((each) => each !== null).join('\n') }
  }
  if (pbx?.membership === 'out') return { ...base, value: t('statusBar.queueState.out'), look: 'off', since: pbx.heardAt, hint: t('statusBar.queueHint.out') }
  return {
    ...base,
    value: t(`statusBar.queueState.${membership.state}`),
    look: membership.state === 'ready' ? 'ok' : membership.state === 'changing' ? 'wait' : 'off',
    since: membership.state === 'unknown' ? null : membership.since,
  }
}

function deskTruth(status: DeskStatus, { isWithoutDesk, worksOnOrders }: { readonly isWithoutDesk: boolean; readonly worksOnOrders: boolean }, locale: string, t: TFunction): Truth {
  const base = { id: 'desk', name: t('statusBar.desk') } as const
  if (isWithoutDesk) return { ...base, value: t('statusBar.deskState.withoutDesk'), look: 'bad', since: status.since, hint: t('statusBar.deskHint.withoutDesk') }
  const { progress } = status
  if (progress !== null) {
    const figures = { done: progress.done.toLocaleString(locale), total: progress.total.toLocaleString(locale) }
    return { ...base, value: t('statusBar.deskState.copying', figures), look: 'wait', since: null, progress, hint: t('statusBar.deskHint.copying') }
  }
  const state = status.state === 'synced' && !worksOnOrders ? 'connected' : status.state
  const value = t(`statusBar.deskState.${state}`, { percent: status.percent ?? 0 })
  if (status.state === 'unreachable' || status.state === 'failed') {
    const hint = status.problem === null ? t('statusBar.deskHint.unreachable') : t(`outage.desk.${status.problem}`)
    return { ...base, value, look: 'bad', since: status.since, hint }
  }
  if (status.state === 'copy-failing') return { ...base, value, look: 'bad', since: status.since, hint: t('statusBar.deskHint.copy-failing') }
  const { clockOff } = status
  if (clockOff !== 0) {
    const which = clockOff > 0 ? 'fast' : 'slow'
    const count = Math.abs(clockOff)
    return { ...base, value: `${value} · ${t(`statusBar.clock.${which}`, { count })}`, look: 'bad', since: status.since, hint: t(`statusBar.clockHint.${which}`, { count }) }
  }
  return { ...base, value, look: status.state === 'synced' ? 'ok' : 'wait', since: status.since }
}

function outboxTruth(counts: OutboxCounts, t: TFunction): Truth {
  const open = counts.waiting + counts.sending
  return {
    id: 'outbox',
    name: t('statusBar.outbox'),
    value: counts.refused > 0 ? t('statusBar.outboxState.repair', { count: open, refused: counts.refused }) : t('statusBar.outboxState.count', { count: open }),
    look: counts.refused > 0 ? 'bad' : open > 0 ? 'wait' : 'ok',
    since: counts.oldestAt,
  }
}

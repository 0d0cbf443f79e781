import { IconPlugConnectedX } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMomentOf } from '../../ui/format-time'
import { lineOutageOf, outageOf, titleOf, type Outage } from './outage'
import { useStore } from 'zustand'
import { useServices } from './services'
import { useCertificateInTheWay, usePrintedKeys } from './shell-hooks'
import { useSlice } from './use-vanilla-store'
import classes from './outage-banner.module.css'

/** What is away now; null while nothing is. */
export function useOutage(): Outage | null {
  const { seat, desk, deskSession } = useServices()
  const isWithoutDesk = useStore(deskSession, (session) => session?.state === 'without-desk')
  const line = useSlice(seat.store, (all) => lineOutageOf(all.line.registration))
  const status = useSlice(desk, ({ state, problem, since }) => ({ state, problem, since: state === 'synced' ? null : since }))
  return outageOf(line, status, isWithoutDesk)
}

/** Which half is away and since when, what still works, how many orders wait. Stands in the context line: nothing moves for it. */
export function OutageBanner({ outage }: { readonly outage: Outage }) {
  const { t } = useTranslation()
  const { outbox, clock, deskSession, view } = useServices()
  const session = useStore(deskSession)
  const counts = useSyncExternalStore(outbox.subscribe, outbox.counts)
  const waiting = counts.waiting + counts.sending
  const refused = useCertificateInTheWay()
  const keys = usePrintedKeys()('manual-call')
  const { line, desk, since } = outage
  const title = t(`outage.title.${titleOf(outage)}`, { code: line?.refusedWith ?? '' })
  const facts = [
    desk?.isWithout === true && line !== null ? t('outage.title.without-desk') : null,
    since === null ? null : t(titleOf(outage) === 'without-desk' ? 'outage.withoutDesk.since' : 'outage.since', { at: formatMomentOf(since, clock.now()) }),
    waiting === 0 ? null : t('outage.waiting', { count: waiting }),
    t(`outage.works.${desk?.isWithout === true ? (line === null ? 'without' : 'bothWithout') : line === null ? 'desk' : desk === null ? 'line' : 'both'}`),
    line === null || keys === null ? null : t('manualCall.offer', { keys }),
    desk?.problem == null ? null : t(`outage.desk.${desk.problem}`),
    line === null ? null : t(`outage.line.${line.refusedWith !== null ? 'refused' : refused === null ? 'unreachable' : 'untrusted'}`),
  ].filter((fact) => fact !== null)
  const words = facts.join(t('outage.between'))
  return (
    <div className={classes.banner} role="status" data-testid="outage" data-line={line !== null} data-desk={desk !== null} title={`${title} ${words}`}>
      <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />
      <b>{title}</b>
      <span>{words}</span>
      {session?.state === 'without-desk' && (
        <button type="button" className={classes.act} onClick={() => view.setState({ overlay: 'desk-sign-in' })}>{t(session.isDeskBack ? 'outage.withoutDesk.back' : 'outage.withoutDesk.again')}</button>
      )}
    </div>
  )
}

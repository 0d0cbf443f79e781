import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinute } from '../ui/format-time'
import type { WallActions } from './action-tiles'
import { AlarmList, MissedList } from './action-tiles'
import type { Freshness } from './freshness'
import { FigureRows } from './figure-rows'
import { useNames } from './names'
import { DueList, IntakeBars, RiskList } from './order-tiles'
import { QueueList, WaitingList } from './queue-tiles'
import { SeatDetails } from './seat-details'
import { CallList, SeatGroups } from './seat-tiles'
import type { Shown } from './shown'
import { RiskDetails } from './risk-details'
import { IntakeOrders } from './intake-orders'
import { FreshnessNote } from './tile'
import { FreshProvider } from './ticker'
import type { Counted, WallPort } from './wall-port'
import type { WallView } from './wall-view'

interface Parts {
  readonly shown: Shown
  readonly view: WallView
  readonly port: WallPort
  readonly actions: WallActions
  readonly show: (shown: Shown) => void
  readonly onClose: () => void
}

/** The rows behind something on the wall, all of them; Escape leads back to where the focus was. */
export function WallDialog(parts: Parts) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element !== null && !element.open) element.showModal()
  }, [])
  const fresh = freshOf(parts)
  const title = useTitle(parts.shown)
  return (
    <dialog ref={dialog} className="rows-dialog" aria-label={title} onClose={parts.onClose} data-fresh={fresh?.kind}>
      <header className="dialog-head">
        <h2>{title}</h2>
        {fresh !== null && <FreshnessNote fresh={fresh} />}
        <button type="button" className="act" onClick={() => dialog.current?.close()}>{t('app.common.close')} <kbd>Esc</kbd></button>
      </header>
      <FreshProvider value={fresh ?? { kind: 'none' }}><div className="dialog-body"><Content {...parts} /></div></FreshProvider>
    </dialog>
  )
}

function freshOf({ shown, view }: Parts): Freshness | null {
  switch (shown.kind) {
    case 'figure':
      return view.fresh.figures
    case 'queues':
    case 'waiting':
    case 'missed':
      return view.fresh.queue
    case 'alarms':
      return view.fresh.queue.kind === 'none' ? view.fresh.orders : view.fresh.queue
    case 'calls':
      return view.freshSeats
    case 'seats':
    case 'seat':
      return view.fresh.seats
    case 'risks':
    case 'dues':
    case 'intake':
    case 'intake-rows':
    case 'risk':
      return view.fresh.orders
    case 'help':
      return null
  }
}

function useTitle(shown: Shown): string {
  const { t } = useTranslation()
  const names = useNames()
  switch (shown.kind) {
    case 'figure':
      return t(`figures.name.${shown.figure.code}`)
    case 'waiting':
      return shown.queue === null ? t('wall.tiles.waiting') : `${t('wall.tiles.waiting')} · ${names.queue(shown.queue)}`
    case 'intake':
      return t(`wall.intakeBy.${shown.by}`)
    case 'intake-rows':
      return `${t(`wall.intakeBy.${shown.by}`)} · ${names.said(shown.by === 'category' ? names.category : names.district, shown.code)}`
    case 'risk':
      return t('wall.riskTitle')
    case 'seat':
      return t('wall.seatTitle', { seat: shown.seat })
    case 'help':
      return t('wall.help.title')
    case 'alarms':
      return t('alarms.title')
    default:
      return t(`wall.tiles.${shown.kind}`)
  }
}

function Content({ shown, view, port, actions, show }: Parts): ReactNode {
  switch (shown.kind) {
    case 'figure':
      // The figure of now: it may have moved on since it was opened.
      return <FigureRows figure={view.figures.find(({ figure }) => figure.code === shown.figure.code)?.figure ?? shown.figure} targets={view.facts.targets} port={port} />
    case 'queues':
      return <QueueList view={view} show={show} isWhole />
    case 'waiting':
      return <WaitingList view={view} calls={view.waiting.filter(({ queue }) => shown.queue === null || queue === shown.queue)} show={show} isWhole />
    case 'calls':
      return <CallList view={view} show={show} isWhole />
    case 'seats':
      return <SeatGroups view={view} show={show} isWhole />
    case 'seat':
      return <SeatDetails seat={shown.seat} view={view} port={port} />
    case 'risks':
      return <><Formula code="risks" count={view.facts.risks.length} /><RiskList view={view} show={show} isWhole /></>
    case 'risk':
      return <RiskDetails id={shown.id} view={view} port={port.reports} />
    case 'dues':
      return <>{view.facts.withLimit !== null && <Formula code="dues" count={view.facts.dues.length} total={view.facts.withLimit} />}<DueList view={view} show={show} isWhole /></>
    case 'missed':
      return <MissedList view={view} actions={actions} show={show} isWhole />
    case 'alarms':
      return <AlarmList view={view} actions={actions} show={show} isWhole />
    case 'intake':
      return (
        <>
          <Formula code="intake" count={view.facts.intake.total - view.facts.intake.secret} total={view.facts.intake.total} since={view.facts.intake.from} />
          <IntakeBars by={shown.by} counted={countedBy(view, shown.by)} total={view.facts.intake.total} show={show} canOpen={port.intakeRows !== null} isWhole />
        </>
      )
    case 'intake-rows': {
      const count = countedBy(view, shown.by).find(({ code }) => code === shown.code)?.count ?? 0
      return (
        <>
          <Formula code="intakePart" count={count} total={view.facts.intake.total} since={view.facts.intake.from} />
          <IntakeOrders by={shown.by} code={shown.code} count={count} port={port} />
        </>
      )
    }
    case 'help':
      return <Help />
  }
}

function countedBy({ facts: { intake } }: WallView, by: 'category' | 'district'): readonly Counted[] {
  return by === 'category' ? intake.byCategory : intake.byDistrict
}

/** What is counted, of what, and since when. */
function Formula({ code, count, total, since }: { readonly code: 'risks' | 'dues' | 'intake' | 'intakePart'; readonly count: number; readonly total?: number; readonly since?: number }) {
  const { t } = useTranslation()
  return <p className="formula">{t(`wall.formulas.${code}`, { count, total, time: since === undefined ? '' : formatMinute(since) })}</p>
}

const helpKeys = [['1', 'lead'], ['2', 'room'], ['Tab', 'tab'], ['↑ ↓ ← →', 'arrows'], ['Enter', 'enter'], ['Esc', 'escape'], ['F11', 'fullScreen'], ['Ctrl P', 'print'], ['F1', 'help']] as const

function Help() {
  const { t } = useTranslation()
  return (
    <dl className="help">
      {helpKeys.map(([keys, what]) => <div key={what}><dt><kbd>{keys}</kbd></dt><dd>{t(`wall.help.${what}`)}</dd></div>)}
    </dl>
  )
}

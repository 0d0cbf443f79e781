import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMomentOf } from '../ui/format-time'
import { nextReport } from './next-report'
import { SeverityBadge } from '../ui/severity-badge'
import { rowsThatFit, usePrinting, useRoom } from './fit'
import { FitList } from './fit-list'
import { useNames } from './names'
import { useRoving } from './roving'
import type { Shown } from './shown'
import { TimeLeft } from './ticker'
import { Tile } from './tile'
import type { Counted, DueOrder, OpenRisk } from './wall-port'
import type { WallView } from './wall-view'

interface Parts {
  readonly view: WallView
  readonly show: (shown: Shown) => void
  readonly isWhole?: boolean
}

export function RisksTile({ view, show }: Parts) {
  const { t } = useTranslation()
  return (
    <Tile name="risks" title={t('wall.tiles.risks')} count={view.facts.risks.length} note={t('wall.risksNote')} fresh={view.fresh.orders}>
      <RiskList view={view} show={show} />
    </Tile>
  )
}

export function RiskList({ view, show, isWhole = false }: Parts) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('wall.tiles.risks')} rowHeight={3} empty={t('wall.noRisks')}
      rows={view.facts.risks.map((order) => <RiskRow key={order.id} order={order} onOpen={() => show(order.reports.length > 0 ? { kind: 'risk', id: order.id } : { kind: 'risks' })} />)} onMore={() => show({ kind: 'risks' })} isWhole={isWhole}
    />
  )
}

function RiskRow({ order, onOpen }: { readonly order: OpenRisk; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const who = order.isSecret ? t('wall.secretCaller') : (order.maskedName ?? t('wall.nameless'))
  const place = order.district === null ? null : names.district(order.district)
  const report = nextReport(order)
  return (
    <button type="button" className="row risk-row" data-item data-severity={order.severity} data-order={order.id} onClick={onOpen}>
      <SeverityBadge severity={order.severity} label={t(`wall.severity.${order.severity}`)} look="solid" />
      <span className="two">
        <span className="strong">{[who, ...order.risks.map(names.risk)].join(' · ')}</span>
        <span className="dim">
          {[place, order.isSecret ? t('wall.identityOff') : null].filter((part) => part !== null).join(' · ')}
          {report !== null && report.code !== order.next && <span className="report-due"> {names.step(report.code)} <TimeLeft dueAt={report.dueAt} /></span>}
        </span>
      </span>
      <span className="two end">
        {order.dueAt === null ? <span className="dim">{order.next === null ? '' : t('wall.soon')}</span> : <TimeLeft dueAt={order.dueAt} />}
        <span className="dim">{order.next === null ? t('wall.nothingNext') : names.step(order.next)}</span>
      </span>
    </button>
  )
}

export function DuesTile({ view, show }: Parts) {
  const { t } = useTranslation()
  const { dues, withLimit } = view.facts
  return (
    <Tile name="dues" title={t('wall.tiles.dues')} count={dues.length} note={withLimit === null ? undefined : t('wall.ofRunning', { count: withLimit })} fresh={view.fresh.orders}>
      <DueList view={view} show={show} />
    </Tile>
  )
}

export function DueList({ view, show, isWhole = false }: Parts) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('wall.tiles.dues')} rowHeight={1.9} empty={t('wall.noDues')}
      rows={view.facts.dues.map((order) => <DueRow key={order.id} order={order} onOpen={() => show({ kind: 'dues' })} />)} onMore={() => show({ kind: 'dues' })} isWhole={isWhole}
    />
  )
}

function DueRow({ order, onOpen }: { readonly order: DueOrder; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <button type="button" className="row due-row" data-item onClick={onOpen}>
      <span className="number">{order.isSecret ? t('wall.secretOrder') : order.number}</span>
      <span className="dim">{order.isSecret ? '' : [order.category === null ? null : names.category(order.category), order.district === null ? null : names.district(order.district)].filter((part) => part !== null).join(' · ')}</span>
      <span className="dim">{names.step(order.next)}</span>
      <TimeLeft dueAt={order.dueAt} />
    </button>
  )
}

/** What came in today, by what it is about and by where it lies. */
export function IntakeTile({ view, show }: Parts) {
  const { t } = useTranslation()
  const { intake, halfHours } = view.facts
  const until = halfHours.at(-1)?.from ?? intake.from
  const notes = [
    t('wall.since', { time: formatMomentOf(intake.from, until) }),
    intake.secret > 0 ? t('wall.intakeSecret', { count: intake.secret }) : null,
    intake.late > 0 ? t('wall.intakeLate', { count: intake.late }) : null,
    ...intake.restated.map(({ day, count }) => t('wall.intakeRestated', { day: day.slice(5), count })),
  ]
  return (
    <Tile name="intake" title={t('wall.tiles.intake')} count={intake.total} note={notes.filter((note) => note !== null).join(' · ')} fresh={view.fresh.orders}>
      <div className="halves">
        <IntakeBars by="category" counted={intake.byCategory} total={intake.total} show={show} />
        <IntakeBars by="district" counted={intake.byDistrict} total={intake.total} show={show} />
      </div>
    </Tile>
  )
}

export function IntakeBars({ by, counted, total, show, isWhole = false, canOpen = false }: { readonly by: 'category' | 'district'; readonly counted: readonly Counted[]; readonly total: number; readonly canOpen?: boolean; readonly show: (shown: Shown) => void; readonly isWhole?: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  const list = useRef<HTMLUListElement>(null)
  const room = useRoom(list)
  const isPrinting = usePrinting()
  useRoving(list)
  const capacity = room === null ? 0 : Math.floor((room.height + 1) / (1.65 * room.fontSize))
  const count = isWhole || isPrinting ? counted.length : rowsThatFit(counted.length, capacity)
  const most = Math.max(1, ...counted.map((each) => each.count))
  const rest = counted.slice(count)
  return (
    <ul className="list intake-list" ref={list} data-list aria-label={t(`wall.intakeBy.${by}`)}>
      {counted.length === 0 && <li className="nothing">{t('wall.nothingYet')}</li>}
      {counted.slice(0, count).map(({ code, count: number }) => (
        <li key={code ?? ''} className="row-place">
          <button type="button" className="row intake-row" data-item data-code={code ?? ''} onClick={() => show(isWhole && canOpen ? { kind: 'intake-rows', by, code } : { kind: 'intake', by })}>
            <span className="name">{names.said(by === 'category' ? names.category : names.district, code)}</span>
            <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className="part" width={(100 * number) / most} height="8" /></svg>
            <span className="time">{number}</span>
            {isWhole && <span className="dim">{total === 0 ? '—' : `${((100 * number) / total).toFixed(1)} %`}</span>}
          </button>
        </li>
      ))}
      {rest.length > 0 && room !== null && (
        <li className="row-place">
          <button type="button" className="more" data-item onClick={() => show({ kind: 'intake', by })}>{t('wall.moreIntake', { count: rest.length, total: rest.reduce((sum, each) => sum + each.count, 0) })}</button>
        </li>
      )}
    </ul>
  )
}
